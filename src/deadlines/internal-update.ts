import type { Obligation } from './deadline.ts';
import { sinceAtLeastAsStrict } from './timeline.ts';
import { createObligation, dueWithin } from './obligation.ts';
import type { IncidentDeadlineContext } from './obligation.ts';

/**
 * The team hears again in its channel (V4.1, U4.1). A public update reaches the team too, so the time counts from
 * whatever was said last; severities that are off the page keep it as well.
 */
export function internalUpdateObligation(context: IncidentDeadlineContext): Obligation | undefined {
  const { timeline, policy } = context;
  const time = timeline.severity['internal-updates'];
  if (time === undefined || timeline.resolved !== undefined) return undefined;
  const { incident, severityPeriods } = timeline;
  const since = sinceAtLeastAsStrict(severityPeriods, (severity) => severity['internal-updates']);
  const said = [...(incident.internal.updates ?? []), ...incident.updates.map((update) => update.at)];
  const last = said.reduce((a, b) => Math.max(a, b), since);
  const what = last === since ? 'detection' : 'the last word to the team';
  const channel = policy.channels['internal'];
  const awaits = channel === undefined ? 'Internal update' : `Internal update in ${channel}`;
  return createObligation(context, 'internal-update', dueWithin({ at: last, what }, time), {
    awaits,
    key: String(last),
  });
}
