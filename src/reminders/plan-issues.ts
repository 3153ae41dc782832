import { endingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import { announcementsAt, boundaryId } from '../deadlines/announcements.ts';
import type { Announcement } from '../deadlines/announcements.ts';
import { entryRecord } from '../compliance/incident-record.ts';
import { nextBranch } from './next-update-branch.ts';
import { awaitedOf, followed, issueOf } from './facts.ts';
import type { TrackingFacts, TrackingIssue } from './facts.ts';
import { closingWords, overId, reminder, trackingBody, trackingTitle } from './issue-text.ts';
import type { Offer } from './issue-text.ts';

/** What is to be done about tracking issues. */
export type TrackingAction =
  | { readonly do: 'open-issue'; readonly incident: string; readonly title: string; readonly body: string }
  | {
      readonly do: 'refresh-issue';
      readonly incident: string;
      readonly issue: number;
      readonly title: string;
      readonly body: string;
      /** It was closed while its incident is open. */
      readonly reopen: boolean;
    }
  | { readonly do: 'close-twin'; readonly incident: string; readonly issue: number; readonly of: number }
  | {
      readonly do: 'say';
      readonly incident: string;
      /** Absent only in a rehearsal: the issue is there before anything is said on it. */
      readonly issue?: number;
      readonly boundaries: readonly string[];
      readonly body: string;
    }
  | { readonly do: 'unsay'; readonly incident: string; readonly issue: number; readonly comment: number }
  | {
      readonly do: 'close-issue';
      readonly incident: string;
      readonly issue: number;
      /** Absent where the last word was said already. */
      readonly body?: string;
    };

/** Every open incident that customers see has one issue, which says what is true now. */
export function planIssues(facts: TrackingFacts): TrackingAction[] {
  const { setting, view } = facts;
  const twins = view.issues.filter((issue) => issue.open && issueOf(facts, issue.incident) !== issue);
  return [
    ...followed(facts).flatMap((incident): TrackingAction[] => {
      const issue = issueOf(facts, incident.id);
      const open = endingUpdate(incident) === undefined;
      if (!issue && !open) return [];
      const words = { title: trackingTitle(setting, incident), body: trackingBody(facts, incident) };
      if (!issue) return [{ do: 'open-issue', incident: incident.id, ...words }];
      const reopen = open && !issue.open;
      if (!issue.open && !reopen) return [];
      if (!reopen && isSame(issue.title, words.title) && isSame(issue.body, words.body)) return [];
      return [{ do: 'refresh-issue', incident: incident.id, issue: issue.number, ...words, reopen }];
    }),
    ...twins.map(({ number, incident }): TrackingAction => ({
      do: 'close-twin',
      incident,
      issue: number,
      of: issueOf({ view }, incident)!.number,
    })),
  ];
}

/**
 * What is to be said: each boundary once (V10.1, V12.2), whoever has said it; what two watchers said twice is taken back;
 * and the last word, when nothing is awaited any more.
 */
export function planWords(facts: TrackingFacts): TrackingAction[] {
  const incidents = followed(facts);
  return [
    ...incidents.flatMap((incident) => wordsOf(facts, incident)),
    ...facts.view.issues.flatMap((issue) => [...repeated(issue), ...closed(facts, incidents, issue)]),
  ];
}

function wordsOf(facts: TrackingFacts, incident: Incident): TrackingAction[] {
  const issue = issueOf(facts, incident.id);
  const open = endingUpdate(incident) === undefined;
  if (issue ? !issue.open && !open : !open) return [];
  const announcements = unsaid(facts, incident.id);
  if (announcements.length === 0) return [];
  const boundaries = announcements.flatMap(({ deadline, boundary, missed }) =>
    [...missed, boundary].map((one) => boundaryId(deadline, one)),
  );
  const body = reminder(facts, incident.id, announcements, offerOf(facts, incident.id));
  return [{ do: 'say', incident: incident.id, ...(issue && { issue: issue.number }), boundaries, body }];
}

/** The boundaries of an incident that were reached and that nobody has said on GitHub. */
export function unsaid(facts: TrackingFacts, incident: string): Announcement[] {
  const issue = issueOf(facts, incident);
  const said = new Set(issue?.said.flatMap(({ boundaries }) => boundaries));
  return announcementsAt(awaitedOf(facts, incident), facts.now, (id) => said.has(id));
}

function offerOf({ view, deadlines }: TrackingFacts, incident: string): Offer {
  const waiting = view.waiting.get(incident);
  const update = awaitedOf({ deadlines }, incident).find(({ kind }) => kind === 'next-update');
  const ready = update && view.ready.find(({ branch }) => branch === nextBranch(incident, update.due));
  if (waiting !== undefined) return { waiting };
  if (ready?.number !== undefined) return { ready: ready.number };
  return ready && view.byHand.has(ready.branch) ? { branch: ready.branch } : {};
}

/** Comments all of whose boundaries an older one says too: two watchers spoke in the same second. */
function repeated({ incident, number, said }: TrackingIssue): TrackingAction[] {
  const known = new Set<string>();
  return said.flatMap(({ comment, boundaries }): TrackingAction[] => {
    const again = boundaries.every((id) => known.has(id));
    for (const id of boundaries) known.add(id);
    return again ? [{ do: 'unsay', incident, issue: number, comment }] : [];
  });
}

function closed(
  facts: TrackingFacts,
  incidents: readonly Incident[],
  issue: TrackingIssue,
): TrackingAction[] {
  const { setting, now } = facts;
  const { incident: id, number } = issue;
  if (!issue.open || issueOf(facts, id) !== issue || facts.unread.includes(id)) return [];
  const incident = incidents.find((one) => one.id === id);
  if (incident && (endingUpdate(incident) === undefined || awaitedOf(facts, id).length > 0)) return [];
  const record = incident && entryRecord({ ...setting, facts: facts.facts }, incident, now);
  const isSaid = issue.said.some(({ boundaries }) => boundaries.includes(overId(id, record?.ended)));
  const body = closingWords(facts, id, record);
  return [{ do: 'close-issue', incident: id, issue: number, ...(!isSaid && { body }) }];
}

/** GitHub gives a text back with other line ends, and without what is empty at its end. */
function isSame(one: string, other: string): boolean {
  const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();
  return plain(one) === plain(other);
}
