import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { IncidentOrMaintenance, Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { DeadlineEvidence } from '../deadlines/evidence.ts';
import { postmortemDueWindow } from '../deadlines/postmortem.ts';
import { summaryDueWindow } from '../deadlines/summary.ts';
import { buildIncidentTimeline } from '../deadlines/timeline.ts';
import type { IncidentTimeline } from '../deadlines/timeline.ts';
import type { DueWindow } from '../deadlines/obligation.ts';
import { eventComplianceOf } from '../compliance/incident-record.ts';
import type { EventCompliance } from '../compliance/incident-record.ts';
import { InputError } from '../response/refused.ts';

/** Everything that a review of one incident is written from. */
export interface PostmortemInput {
  readonly setting: SiteContext;
  readonly incident: Incident;
  readonly timeline: IncidentTimeline;
  readonly record: EventCompliance;
  /** Every incident and maintenance, for what others cost of the same objective. */
  readonly entries: readonly IncidentOrMaintenance[];
  readonly facts: DeadlineEvidence;
  readonly resolved: Instant;
  readonly now: Instant;
}

/** What a review is made from: the content, and what git knows of it. */
export interface PostmortemData {
  readonly setting: SiteContext;
  readonly entries: readonly IncidentOrMaintenance[];
  readonly facts: DeadlineEvidence;
  readonly now: Instant;
}

/** Which paper is owed, and its bound by the policy. */
export type PostmortemDocument = 'postmortem' | 'summary';

/** When a paper is due by the policy; undefined where it asks for none. */
export function documentDueWindow(paper: PostmortemDocument, { policy }: SiteContext, timeline: IncidentTimeline): DueWindow | undefined {
  return paper === 'postmortem' ? postmortemDueWindow(timeline, policy) : summaryDueWindow(timeline, policy);
}

/**
 * The incident that is meant: the named one, or the last one that was resolved and has no such paper yet.
 * @throws Refused where there is none, it isn't over, or the policy doesn't know its severity
 */
export function createPostmortemInput(known: PostmortemData, paper: PostmortemDocument, name?: string): PostmortemInput {
  const incident = name === undefined ? findLastIncidentWithout(known, paper) : findIncidentByName(known, name);
  const { setting, facts, now, entries } = known;
  const resolved = findEndingUpdate(incident)?.at;
  if (resolved === undefined) {
    throw new InputError(`${incident.id} is not resolved yet.`, 'It is reviewed when it is over.');
  }
  const timeline = buildIncidentTimeline(setting.policy, incident, facts);
  const record = eventComplianceOf({ site: setting.site, policy: setting.policy, evidence: facts }, incident, now);
  if (!timeline || !record) {
    throw new InputError(
      `The policy doesn't know the severity "${incident.severity}".`,
      'See npm run validate.',
    );
  }
  return { setting, incident, timeline, record, entries, facts, resolved, now };
}

function findIncidentByName({ entries }: PostmortemData, name: string): Incident {
  const wanted = name.replace(/^.*\//, '').replace(/\.md$/, '').toLowerCase();
  const incidents = entries.filter((entry): entry is Incident => entry.kind === 'incident');
  const like = incidents.filter(({ id }) => wanted !== '' && id.includes(wanted));
  const found = incidents.find(({ id }) => id === wanted) ?? (like.length === 1 ? like[0] : undefined);
  if (found) return found;
  const ids = incidents.map(({ id }) => id);
  const choices =
    like.length > 1
      ? `It could be ${formatAlternatives(
          like.map(({ id }) => id),
          5,
        )}.`
      : '';
  throw new InputError(`There is no incident "${wanted.slice(0, 80)}".${formatDidYouMean(wanted, ids)}`, choices);
}

function findLastIncidentWithout({ setting, entries, facts }: PostmortemData, paper: PostmortemDocument): Incident {
  const { policy } = setting;
  const owed = entries.flatMap((entry) => {
    if (entry.kind !== 'incident' || entry.drill || entry.imported) return [];
    const timeline = buildIncidentTimeline(policy, entry, facts);
    if (timeline?.resolved === undefined || !documentDueWindow(paper, setting, timeline)) return [];
    const there =
      paper === 'postmortem'
        ? facts.postmortems?.has(entry.id) === true
        : entry.internal.summary !== undefined;
    return there ? [] : [{ entry, resolved: timeline.resolved }];
  });
  const last = owed.toSorted((a, b) => b.resolved - a.resolved)[0];
  if (last) return last.entry;
  const what = paper === 'postmortem' ? 'postmortem' : 'executive summary';
  throw new InputError(
    `No resolved incident lacks its ${what}.`,
    'Name one to write another: its file name, without .md.',
  );
}
