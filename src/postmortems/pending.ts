import type { Setting } from '../content/content.ts';
import { endingUpdate } from '../content/incident.ts';
import type { Entry, Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { didYouMean, oneOf } from '../text/did-you-mean.ts';
import type { Facts } from '../deadlines/evidence.ts';
import { postmortemBound } from '../deadlines/postmortem.ts';
import { summaryBound } from '../deadlines/summary.ts';
import { timelineOf } from '../deadlines/timeline.ts';
import type { Timeline } from '../deadlines/timeline.ts';
import type { Bound } from '../deadlines/obligation.ts';
import { entryRecord } from '../compliance/incident-record.ts';
import type { EntryRecord } from '../compliance/incident-record.ts';
import { Refused } from '../response/refused.ts';

/** Everything that a review of one incident is written from. */
export interface Reviewed {
  readonly setting: Setting;
  readonly incident: Incident;
  readonly timeline: Timeline;
  readonly record: EntryRecord;
  /** Every incident and maintenance, for what others cost of the same objective. */
  readonly entries: readonly Entry[];
  readonly facts: Facts;
  readonly resolved: Instant;
  readonly now: Instant;
}

/** What a review is made from: the content, and what git knows of it. */
export interface Known {
  readonly setting: Setting;
  readonly entries: readonly Entry[];
  readonly facts: Facts;
  readonly now: Instant;
}

/** Which paper is owed, and its bound by the policy. */
export type Paper = 'postmortem' | 'summary';

/** When a paper is due by the policy; undefined where it asks for none. */
export function paperBound(paper: Paper, { policy }: Setting, timeline: Timeline): Bound | undefined {
  return paper === 'postmortem' ? postmortemBound(timeline, policy) : summaryBound(timeline, policy);
}

/**
 * The incident that is meant: the named one, or the last one that was resolved and has no such paper yet.
 * @throws Refused where there is none, it isn't over, or the policy doesn't know its severity
 */
export function reviewedIncident(known: Known, paper: Paper, name?: string): Reviewed {
  const incident = name === undefined ? lastWithout(known, paper) : named(known, name);
  const { setting, facts, now, entries } = known;
  const resolved = endingUpdate(incident)?.at;
  if (resolved === undefined) {
    throw new Refused(`${incident.id} is not resolved yet.`, 'It is reviewed when it is over.');
  }
  const timeline = timelineOf(setting.policy, incident, facts);
  const record = entryRecord({ site: setting.site, policy: setting.policy, facts }, incident, now);
  if (!timeline || !record) {
    throw new Refused(
      `The policy doesn't know the severity "${incident.severity}".`,
      'See npm run validate.',
    );
  }
  return { setting, incident, timeline, record, entries, facts, resolved, now };
}

function named({ entries }: Known, name: string): Incident {
  const wanted = name.replace(/^.*\//, '').replace(/\.md$/, '').toLowerCase();
  const incidents = entries.filter((entry): entry is Incident => entry.kind === 'incident');
  const like = incidents.filter(({ id }) => wanted !== '' && id.includes(wanted));
  const found = incidents.find(({ id }) => id === wanted) ?? (like.length === 1 ? like[0] : undefined);
  if (found) return found;
  const ids = incidents.map(({ id }) => id);
  const choices =
    like.length > 1
      ? `It could be ${oneOf(
          like.map(({ id }) => id),
          5,
        )}.`
      : '';
  throw new Refused(`There is no incident "${wanted.slice(0, 80)}".${didYouMean(wanted, ids)}`, choices);
}

function lastWithout({ setting, entries, facts }: Known, paper: Paper): Incident {
  const { policy } = setting;
  const owed = entries.flatMap((entry) => {
    if (entry.kind !== 'incident' || entry.drill || entry.imported) return [];
    const timeline = timelineOf(policy, entry, facts);
    if (timeline?.resolved === undefined || !paperBound(paper, setting, timeline)) return [];
    const there =
      paper === 'postmortem'
        ? facts.postmortems?.has(entry.id) === true
        : entry.internal.summary !== undefined;
    return there ? [] : [{ entry, resolved: timeline.resolved }];
  });
  const last = owed.toSorted((a, b) => b.resolved - a.resolved)[0];
  if (last) return last.entry;
  const what = paper === 'postmortem' ? 'postmortem' : 'executive summary';
  throw new Refused(
    `No resolved incident lacks its ${what}.`,
    'Name one to write another: its file name, without .md.',
  );
}
