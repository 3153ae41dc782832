import type { Setting } from '../content/content.ts';
import type { Finding } from '../content/finding.ts';
import { locateField } from '../content/front-matter.ts';
import type { Entry } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { objectiveOf } from '../status/slo.ts';
import type { Objective } from '../status/slo.ts';
import type { Component } from '../content/site.ts';
import { placeOf } from '../content/source.ts';
import { stretchesOf, troubledOf } from '../status/uptime.ts';
import { calendarOf } from '../time/calendar.ts';
import type { Facts } from '../deadlines/evidence.ts';
import { entryRecord } from './incident-record.ts';
import type { EntryRecord } from './incident-record.ts';
import { promiseOf } from './on-time-updates.ts';
import type { PromiseRecord } from './on-time-updates.ts';
import { quartersOf } from './quarters.ts';
import type { QuarterRecord } from './quarters.ts';

/** How the SOP was kept, as a whole. */
export interface KeptRecord {
  /** Newest first. What was imported was under no SOP and is left out; so are drills. */
  readonly entries: readonly EntryRecord[];
  readonly quarters: readonly QuarterRecord[];
  readonly promise: PromiseRecord;
  /** In the order of the page. */
  readonly objectives: readonly Objective[];
  /** Objectives that are breached, as errors, or nearly, as warnings. */
  readonly findings: readonly Finding[];
}

/** Works out how the SOP was kept until a time. */
export function recordOf(
  setting: Setting,
  entries: readonly Entry[],
  facts: Facts,
  now: Instant,
): KeptRecord {
  const bearings = { site: setting.site, policy: setting.policy, facts };
  const kept = entries.filter(({ drill, imported }) => !drill && !imported);
  const records = kept
    .flatMap((entry) => entryRecord(bearings, entry, now) ?? [])
    .toSorted((a, b) => b.began - a.began || (a.id < b.id ? -1 : 1));
  const objectives = objectivesOf(setting, entries, now);
  return {
    entries: records,
    quarters: quartersOf(records, calendarOf(setting.site.timezone)),
    promise: promiseOf(records, now),
    objectives,
    findings: objectives.flatMap((objective) => objectiveFinding(setting.components, objective)),
  };
}

/** How each component that has an objective stands to it (U6.3). */
export function objectivesOf(
  { site, policy, components }: Setting,
  entries: readonly Entry[],
  now: Instant,
): Objective[] {
  if (components.every(({ slo }) => slo === undefined)) return [];
  const stretches = stretchesOf(
    entries.flatMap((entry) => troubledOf(policy, entry) ?? []),
    now,
  );
  const calendar = calendarOf(site.timezone);
  return components.flatMap(
    (component) =>
      objectiveOf(component, stretches.get(component.id) ?? [], policy.uptime, calendar, now) ?? [],
  );
}

function objectiveFinding(components: readonly Component[], objective: Objective): Finding[] {
  const component = components.find(({ id }) => id === objective.component)!;
  if (objective.verdict === 'kept') return [];
  const { availability, slo, spent } = objective;
  const breached = objective.verdict === 'breached';
  const state = breached ? 'has breached its objective' : 'has nearly spent the budget of its objective';
  const budget =
    spent === Infinity ? 'there was none to spend' : `${Math.floor(spent * 100)} % of it is spent`;
  return [
    {
      rule: 'objective',
      clause: 'U6.3',
      level: breached ? 'error' : 'warn',
      place: placeOf(component.source, locateField(component.source, ['slo'])),
      message: `${component.name} ${state}: ${percent(availability.share)} of ${slo} %, ${budget}.`,
      help: `Incidents behind it: ${availability.incidents.join(', ')}.`,
    },
  ];
}

/** `99.87 %`, rounded down so that a breach never looks like an objective that was kept. */
export function percent(share: number): string {
  return `${(Math.floor(share * 100_000 + 1e-6) / 1000).toFixed(3).replace(/0$/, '')} %`;
}
