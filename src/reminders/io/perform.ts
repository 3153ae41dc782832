import type { UpdateDraftAction } from '../plan-next-update.ts';
import { TRACKING_LABEL } from '../facts.ts';
import type { TrackingAction } from '../plan-issues.ts';
import { performUpdateDraftAction } from './next-update-pull.ts';
import { readReminderComments } from './read-github.ts';
import type { Tracker } from './read-github.ts';

/** Does one thing on GitHub; false where it turned out to be done already. */
export async function performTrackingAction(
  tracker: Tracker,
  action: TrackingAction | UpdateDraftAction,
): Promise<boolean> {
  const { octokit, at } = tracker.client;
  const { issues } = octokit.rest;
  switch (action.do) {
    case 'open-issue':
      await issues.create({ ...at, title: action.title, body: action.body, labels: [TRACKING_LABEL] });
      return true;
    case 'refresh-issue': {
      const { issue: issue_number, title, body, reopen } = action;
      await issues.update({ ...at, issue_number, title, body, ...(reopen && { state: 'open' as const }) });
      return true;
    }
    case 'close-twin': {
      const { issue: issue_number } = action;
      await issues.update({
        ...at,
        issue_number,
        state: 'closed',
        state_reason: 'not_planned',
        body: `See #${action.original}.`,
      });
      return true;
    }
    case 'say': {
      const { issue: issue_number, reminderIds, body } = action;
      if (issue_number === undefined)
        throw new Error(`${action.incident} has no tracking issue to speak on.`);
      // Another watcher may have spoken while this one was making up its mind.
      const existing = await readReminderComments(tracker, issue_number);
      if (reminderIds.every((id) => existing.some((one) => one.reminderIds.includes(id)))) return false;
      await issues.createComment({ ...at, issue_number, body });
      return true;
    }
    case 'unsay':
      await issues.deleteComment({ ...at, comment_id: action.comment });
      return true;
    case 'close-issue': {
      const { issue: issue_number, body } = action;
      if (body !== undefined) await issues.createComment({ ...at, issue_number, body });
      await issues.update({ ...at, issue_number, state: 'closed', state_reason: 'completed' });
      return true;
    }
    default:
      return performUpdateDraftAction(tracker, action);
  }
}
