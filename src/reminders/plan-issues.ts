import { findEndingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import { remindersAt, reminderId } from '../deadlines/reminders.ts';
import type { DeadlineReminder } from '../deadlines/reminders.ts';
import { eventComplianceOf } from '../compliance/event-compliance.ts';
import { nextUpdateBranch } from './next-update-branch.ts';
import { pendingDeadlinesOf, trackedIncidents, trackingIssueOf, untrackedIncidents } from './facts.ts';
import type { TrackingContext, TrackingIssue } from './facts.ts';
import {
  renderClosingComment,
  closingReminderId,
  renderReminderComment,
  renderTrackingBody,
  formatTrackingTitle,
} from './issue-text.ts';
import type { PublishOption } from './issue-text.ts';

export type TrackingAction =
  | {
      readonly type: 'open-tracking-issue';
      readonly incident: string;
      readonly title: string;
      readonly body: string;
    }
  | {
      readonly type: 'update-tracking-issue';
      readonly incident: string;
      readonly issue: number;
      readonly title: string;
      readonly body: string;
      /** It was closed although its incident is open. */
      readonly reopen: boolean;
    }
  | {
      readonly type: 'close-duplicate-issue';
      readonly incident: string;
      readonly issue: number;
      readonly original: number;
    }
  | {
      readonly type: 'post-reminder';
      readonly incident: string;
      /** Absent only in a dry run; otherwise the issue exists before reminders are planned. */
      readonly issue?: number;
      readonly reminderIds: readonly string[];
      readonly body: string;
    }
  | {
      readonly type: 'delete-reminder';
      readonly incident: string;
      readonly issue: number;
      readonly comment: number;
    }
  | {
      readonly type: 'close-tracking-issue';
      readonly incident: string;
      readonly issue: number;
      /** Absent if the closing comment was posted already. */
      readonly body?: string;
    };

/** Each open incident that is tracked has one tracking issue, and its text is current. */
export function planTrackingIssues(context: TrackingContext): TrackingAction[] {
  const { siteContext, state } = context;
  const duplicates = state.issues.filter(
    (issue) => issue.open && trackingIssueOf(context, issue.incident) !== issue,
  );
  return [
    ...trackedIncidents(context).flatMap((incident): TrackingAction[] => {
      const issue = trackingIssueOf(context, incident.id);
      const open = findEndingUpdate(incident) === undefined;
      if (!issue && !open) return [];
      const text = {
        title: formatTrackingTitle(siteContext, incident),
        body: renderTrackingBody(context, incident),
      };
      if (!issue) return [{ type: 'open-tracking-issue', incident: incident.id, ...text }];
      const reopen = open && !issue.open;
      if (!issue.open && !reopen) return [];
      if (!reopen && isSameText(issue.title, text.title) && isSameText(issue.body, text.body)) return [];
      return [{ type: 'update-tracking-issue', incident: incident.id, issue: issue.number, ...text, reopen }];
    }),
    ...duplicates.map(({ number, incident }): TrackingAction => ({
      type: 'close-duplicate-issue',
      incident,
      issue: number,
      original: trackingIssueOf({ state }, incident)!.number,
    })),
  ];
}

/**
 * Posts each reminder once (V10.1, V12.2), deletes duplicates that two watchers posted, and closes the issue when no
 * deadline is open any more.
 */
export function planReminders(context: TrackingContext): TrackingAction[] {
  const incidents = trackedIncidents(context);
  return [
    ...incidents.flatMap((incident) => planIncidentReminder(context, incident)),
    ...context.state.issues.flatMap((issue) => [
      ...planDuplicateRemoval(issue),
      ...planClose(context, incidents, issue),
    ]),
  ];
}

function planIncidentReminder(context: TrackingContext, incident: Incident): TrackingAction[] {
  const issue = trackingIssueOf(context, incident.id);
  const open = findEndingUpdate(incident) === undefined;
  if (issue ? !issue.open && !open : !open) return [];
  const reminders = unsentRemindersOf(context, incident.id);
  if (reminders.length === 0) return [];
  const reminderIds = reminders.flatMap(({ deadline, threshold, missed }) =>
    [...missed, threshold].map((one) => reminderId(deadline, one)),
  );
  const body = renderReminderComment(
    context,
    incident.id,
    reminders,
    findPublishOption(context, incident.id),
  );
  return [
    {
      type: 'post-reminder',
      incident: incident.id,
      ...(issue && { issue: issue.number }),
      reminderIds,
      body,
    },
  ];
}

/** The due reminders of an incident that are not on GitHub yet; none while it is unknown which are. */
export function unsentRemindersOf(context: TrackingContext, incident: string): DeadlineReminder[] {
  const issue = trackingIssueOf(context, incident);
  if (issue && !issue.reminders) return [];
  const sentIds = new Set(issue?.reminders?.flatMap(({ reminderIds }) => reminderIds));
  return remindersAt(pendingDeadlinesOf(context, incident), context.now, (id) => sentIds.has(id));
}

function findPublishOption({ state, deadlines }: TrackingContext, incident: string): PublishOption {
  const pendingPull = state.pendingPulls.get(incident);
  const update = pendingDeadlinesOf({ deadlines }, incident).find(({ kind }) => kind === 'next-update');
  const draft =
    update && state.updateDrafts.find(({ branch }) => branch === nextUpdateBranch(incident, update.due));
  if (pendingPull !== undefined) return { pendingPull };
  if (draft?.number !== undefined) return { updateDraft: draft.number };
  return draft && state.manualBranches.has(draft.branch) ? { branch: draft.branch } : {};
}

/** Deletes comments whose reminders are all in older comments: two watchers posted in the same second. */
function planDuplicateRemoval({ incident, number, reminders = [] }: TrackingIssue): TrackingAction[] {
  const seenIds = new Set<string>();
  return reminders.flatMap(({ comment, reminderIds }): TrackingAction[] => {
    const isDuplicate = reminderIds.every((id) => seenIds.has(id));
    for (const id of reminderIds) seenIds.add(id);
    return isDuplicate ? [{ type: 'delete-reminder', incident, issue: number, comment }] : [];
  });
}

function planClose(
  context: TrackingContext,
  incidents: readonly Incident[],
  issue: TrackingIssue,
): TrackingAction[] {
  const { siteContext, now } = context;
  const { incident: id, number } = issue;
  if (!issue.open || trackingIssueOf(context, id) !== issue || context.unreadableIds.includes(id)) return [];
  if (!issue.reminders) return [];
  const isHidden = untrackedIncidents(context).some((one) => one.id === id);
  if (isHidden && context.state.isPrivate === undefined) return [];
  const incident = incidents.find((one) => one.id === id);
  if (incident && (findEndingUpdate(incident) === undefined || pendingDeadlinesOf(context, id).length > 0))
    return [];
  const compliance =
    incident && eventComplianceOf({ ...siteContext, evidence: context.evidence }, incident, now);
  const isSent = issue.reminders.some(({ reminderIds }) =>
    reminderIds.includes(closingReminderId(id, compliance?.ended)),
  );
  const body = renderClosingComment(context, id, isHidden ? 'public-repository' : compliance);
  return [{ type: 'close-tracking-issue', incident: id, issue: number, ...(!isSent && { body }) }];
}

/** GitHub changes line ends and removes trailing blank lines. */
function isSameText(one: string, other: string): boolean {
  const normalize = (text: string): string => text.replaceAll('\r\n', '\n').trim();
  return normalize(one) === normalize(other);
}
