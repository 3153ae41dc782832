import { findEndingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import { remindersAt, reminderId } from '../deadlines/announcements.ts';
import type { DeadlineReminder } from '../deadlines/announcements.ts';
import { eventComplianceOf } from '../compliance/incident-record.ts';
import { nextUpdateBranch } from './next-update-branch.ts';
import { pendingDeadlinesOf, trackedIncidents, trackingIssueOf } from './facts.ts';
import type { TrackingContext, TrackingIssue } from './facts.ts';
import { renderClosingComment, closingReminderId, renderReminderComment, renderTrackingBody, formatTrackingTitle } from './issue-text.ts';
import type { PublishOption } from './issue-text.ts';

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
export function planTrackingIssues(facts: TrackingContext): TrackingAction[] {
  const { setting, state } = facts;
  const twins = state.issues.filter((issue) => issue.open && trackingIssueOf(facts, issue.incident) !== issue);
  return [
    ...trackedIncidents(facts).flatMap((incident): TrackingAction[] => {
      const issue = trackingIssueOf(facts, incident.id);
      const open = findEndingUpdate(incident) === undefined;
      if (!issue && !open) return [];
      const words = { title: formatTrackingTitle(setting, incident), body: renderTrackingBody(facts, incident) };
      if (!issue) return [{ do: 'open-issue', incident: incident.id, ...words }];
      const reopen = open && !issue.open;
      if (!issue.open && !reopen) return [];
      if (!reopen && isSameText(issue.title, words.title) && isSameText(issue.body, words.body)) return [];
      return [{ do: 'refresh-issue', incident: incident.id, issue: issue.number, ...words, reopen }];
    }),
    ...twins.map(({ number, incident }): TrackingAction => ({
      do: 'close-twin',
      incident,
      issue: number,
      of: trackingIssueOf({ state: view }, incident)!.number,
    })),
  ];
}

/**
 * What is to be said: each boundary once (V10.1, V12.2), whoever has said it; what two watchers said twice is taken back;
 * and the last word, when nothing is awaited any more.
 */
export function planReminders(facts: TrackingContext): TrackingAction[] {
  const incidents = trackedIncidents(facts);
  return [
    ...incidents.flatMap((incident) => planIncidentReminder(facts, incident)),
    ...facts.state.issues.flatMap((issue) => [...planDuplicateRemoval(issue), ...planClose(facts, incidents, issue)]),
  ];
}

function planIncidentReminder(facts: TrackingContext, incident: Incident): TrackingAction[] {
  const issue = trackingIssueOf(facts, incident.id);
  const open = findEndingUpdate(incident) === undefined;
  if (issue ? !issue.open && !open : !open) return [];
  const announcements = unsentRemindersOf(facts, incident.id);
  if (announcements.length === 0) return [];
  const boundaries = announcements.flatMap(({ deadline, threshold, missed }) =>
    [...missed, threshold].map((one) => reminderId(deadline, one)),
  );
  const body = renderReminderComment(facts, incident.id, announcements, findPublishOption(facts, incident.id));
  return [{ do: 'say', incident: incident.id, ...(issue && { issue: issue.number }), boundaries, body }];
}

/** The boundaries of an incident that were reached and that nobody has said on GitHub. */
export function unsentRemindersOf(facts: TrackingContext, incident: string): DeadlineReminder[] {
  const issue = trackingIssueOf(facts, incident);
  const said = new Set(issue?.reminders.flatMap(({ reminderIds }) => reminderIds));
  return remindersAt(pendingDeadlinesOf(facts, incident), facts.now, (id) => said.has(id));
}

function findPublishOption({ state, deadlines }: TrackingContext, incident: string): PublishOption {
  const waiting = state.pendingPulls.get(incident);
  const update = pendingDeadlinesOf({ deadlines }, incident).find(({ kind }) => kind === 'next-update');
  const ready = update && state.updateDrafts.find(({ branch }) => branch === nextUpdateBranch(incident, update.due));
  if (waiting !== undefined) return { pendingPull: waiting };
  if (ready?.number !== undefined) return { updateDraft: ready.number };
  return ready && state.manualBranches.has(ready.branch) ? { branch: ready.branch } : {};
}

/** Comments all of whose boundaries an older one says too: two watchers spoke in the same second. */
function planDuplicateRemoval({ incident, number, reminders }: TrackingIssue): TrackingAction[] {
  const known = new Set<string>();
  return reminders.flatMap(({ comment, reminderIds }): TrackingAction[] => {
    const again = reminderIds.every((id) => known.has(id));
    for (const id of reminderIds) known.add(id);
    return again ? [{ do: 'unsay', incident, issue: number, comment }] : [];
  });
}

function planClose(
  facts: TrackingContext,
  incidents: readonly Incident[],
  issue: TrackingIssue,
): TrackingAction[] {
  const { setting, now } = facts;
  const { incident: id, number } = issue;
  if (!issue.open || trackingIssueOf(facts, id) !== issue || facts.unreadableIds.includes(id)) return [];
  const incident = incidents.find((one) => one.id === id);
  if (incident && (findEndingUpdate(incident) === undefined || pendingDeadlinesOf(facts, id).length > 0)) return [];
  const record = incident && eventComplianceOf({ ...setting, evidence: facts.facts }, incident, now);
  const isSaid = issue.reminders.some(({ reminderIds }) => reminderIds.includes(closingReminderId(id, record?.ended)));
  const body = renderClosingComment(facts, id, record);
  return [{ do: 'close-issue', incident: id, issue: number, ...(!isSaid && { body }) }];
}

/** GitHub gives a text back with other line ends, and without what is empty at its end. */
function isSameText(one: string, other: string): boolean {
  const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();
  return plain(one) === plain(other);
}
