import { formatDuration } from '../time/duration.ts';
import type { StatusEvent } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatInZoneAndUtc } from '../time/zone.ts';
import type { IncidentFileRule, RuleTarget } from './engine/rule.ts';

/** An event that was recorded can't be in the future (V6.4). The window of planned maintenance can. */
export const noFutureTime: IncidentFileRule = {
  id: 'no-future-time',
  clauses: ['V6.4'],
  level: 'error',
  summary: 'a recorded time in the future',
  appliesTo: 'all',
  reads: 'time',
  *check(event, { policy, site, now }) {
    const skew = policy.timestamps?.['clock-skew'];
    if (skew === undefined || latestTimeOf(event) <= now + skew) return;
    for (const [name, time, at] of datedFieldsOf(event)) {
      if (time <= now + skew) continue;
      const message = `${name} is in the future: ${formatInstant(time)}, ${formatDuration(time - now)} from now.`;
      const clock = formatInZoneAndUtc(now, site.timezone);
      yield { at, message, help: `It is ${clock}. Check the day, the month and the time zone.` };
    }
  },
};

function latestTimeOf(event: StatusEvent): Instant {
  let latest = -Infinity;
  for (const [, time] of datedFieldsOf(event)) if (time > latest) latest = time;
  return latest;
}

type DatedField = readonly [name: string, time: Instant, at: RuleTarget];

function datedFieldsOf(event: StatusEvent): DatedField[] {
  const times: DatedField[] = [];
  const { internal } = event;
  if (event.kind === 'incident') {
    times.push(['"detected"', event.detected, { field: ['detected'] }]);
    if (event.ended !== undefined) times.push(['"ended"', event.ended, { field: ['ended'] }]);
    if (event.disclosed !== undefined) times.push(['"disclosed"', event.disclosed, { field: ['disclosed'] }]);
    if (event.started !== event.detected) times.push(['"started"', event.started, { field: ['started'] }]);
  }
  for (const name of ['acknowledged', 'fixed', 'summary-ready', 'summary'] as const) {
    const time = internal[name];
    if (time !== undefined) times.push([`"${name}"`, time, { field: ['internal', name] }]);
  }
  for (const name of ['updates', 'emailed'] as const) {
    for (const [index, time] of (internal[name] ?? []).entries()) {
      times.push([`"${name}"`, time, { field: ['internal', name, index] }]);
    }
  }
  for (const { at, corrected, spans } of event.updates) {
    times.push(['This update', at, spans.time]);
    if (corrected !== undefined) times.push(['This correction', corrected, spans.heading]);
  }
  return times;
}
