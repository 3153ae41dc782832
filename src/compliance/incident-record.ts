import type { Duration } from '../time/duration.ts';
import { endingUpdate } from '../content/incident.ts';
import type { Entry, Incident, Maintenance, Update } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import type { MeasureKind } from '../content/schema/policy-clock.ts';
import { maintenanceEndBound, noticeBound } from '../deadlines/maintenance.ts';
import { timelineOf } from '../deadlines/timeline.ts';
import type { Timeline } from '../deadlines/timeline.ts';
import type { Bearings } from '../deadlines/obligation.ts';
import { measuresOf } from './incident-measures.ts';
import { verdictOf } from './measure.ts';
import type { Measure } from './measure.ts';

/** A stretch in which customers heard nothing. */
export interface Silence {
  readonly from: Instant;
  readonly to: Instant;
  readonly length: Duration;
}

/** How the SOP was kept in one incident or maintenance. */
export interface EntryRecord {
  readonly id: string;
  readonly title: string;
  readonly kind: Entry['kind'];
  readonly drill: boolean;
  /** The worst that it had, by the policy's order; absent for maintenance. */
  readonly severity?: { readonly key: string; readonly name: string };
  /** Whether customers see it. */
  readonly public: boolean;
  /** When it was detected; for maintenance, when it started. */
  readonly began: Instant;
  /** Absent while it is open. */
  readonly ended?: Instant;
  readonly measures: readonly Measure[];
  /** From detection on, until it was resolved or until now; absent for what is off the page. */
  readonly longestSilence?: Silence;
  /** How many of its updates have git's word for when customers could read them, and how many have only the file's. */
  readonly words: { readonly git: number; readonly file: number };
}

/** The record of an entry; undefined where the policy doesn't know its severity. A drill is scored like the real thing. */
export function entryRecord(bearings: Bearings, entry: Entry, now: Instant): EntryRecord | undefined {
  if (entry.kind === 'maintenance') return maintenanceRecord(bearings, entry, now);
  const timeline = timelineOf(bearings.policy, entry, bearings.facts);
  return timeline && incidentRecord(bearings, entry, timeline, now);
}

function incidentRecord(
  bearings: Bearings,
  incident: Incident,
  timeline: Timeline,
  now: Instant,
): EntryRecord {
  const { id, title, kind, drill, detected } = incident;
  const { told, publicSince, resolved } = timeline;
  const severity = worstSeverity(bearings.policy, timeline);
  const git = told.filter(({ by }) => by === 'git').length;
  return {
    id,
    title,
    kind,
    drill,
    severity,
    public: publicSince !== undefined && !drill,
    began: detected,
    ...(resolved !== undefined && { ended: resolved }),
    measures: measuresOf({ ...bearings, timeline }, now),
    ...(publicSince !== undefined && { longestSilence: silenceOf(timeline, publicSince, now) }),
    words: { git, file: told.length - git },
  };
}

function worstSeverity({ severities }: Policy, { epochs }: Timeline): { key: string; name: string } {
  const order = Object.keys(severities);
  const keys = epochs.map(({ severity }) => severity.key);
  const key = keys.reduce((worst, one) => (order.indexOf(one) < order.indexOf(worst) ? one : worst));
  return { key, name: severities[key]!.name };
}

function silenceOf({ told, resolved }: Timeline, since: Instant, now: Instant): Silence {
  const end = resolved ?? now;
  const heard = told.map((one) => one.heard).filter((at) => at > since && at < end);
  const moments = [since, ...heard.toSorted((a, b) => a - b), Math.max(since, end)];
  const gaps = moments
    .slice(1)
    .map((to, index) => ({ from: moments[index]!, to, length: to - moments[index]! }));
  return gaps.reduce((longest, gap) => (gap.length > longest.length ? gap : longest));
}

function maintenanceRecord(bearings: Bearings, maintenance: Maintenance, now: Instant): EntryRecord {
  const { id, title, drill, starts, updates, imported } = maintenance;
  const published = (update: string): Instant | undefined =>
    imported ? undefined : bearings.facts.published?.get(`${id}/${update}`);
  const ending = endingUpdate(maintenance);
  const made = (
    kind: MeasureKind,
    what: string,
    from: Instant,
    bound: Instant,
    update: Update | undefined,
  ): Measure => {
    const word = update && published(update.id);
    const at = word ?? update?.at;
    const took = at === undefined ? {} : { at, took: Math.abs(at - from) };
    const verdict = verdictOf(bound, at, now);
    return {
      kind,
      what,
      verdict,
      from,
      bound,
      given: Math.abs(bound - from),
      ...took,
      by: word === undefined ? 'file' : 'git',
    };
  };
  const notice = noticeBound(bearings, maintenance);
  const end = maintenanceEndBound(bearings, maintenance);
  const git = updates.filter((update) => published(update.id) !== undefined).length;
  return {
    id,
    title,
    kind: maintenance.kind,
    drill,
    public: !drill,
    began: starts,
    ...(ending && { ended: ending.at }),
    measures: [
      ...(notice
        ? [made('maintenance-notice', 'Announced before its start', starts, notice.late, updates[0])]
        : []),
      made('maintenance-end', 'Closed after its end', end.from.at, end.late, ending),
    ],
    words: { git, file: updates.length - git },
  };
}
