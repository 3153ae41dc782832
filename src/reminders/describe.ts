import type { UpdateDraftAction } from './plan-next-update.ts';
import type { TrackingAction } from './plan-issues.ts';

/** An action in one line, for the dry run and the log. */
export function describeTrackingAction(action: TrackingAction | UpdateDraftAction): string {
  switch (action.type) {
    case 'open-tracking-issue':
      return `open a tracking issue for ${action.incident}: ${action.title}`;
    case 'update-tracking-issue':
      return `${action.reopen ? 'reopen' : 'update'} #${action.issue}, the tracking issue of ${action.incident}`;
    case 'close-duplicate-issue':
      return `close #${action.issue}, a duplicate of #${action.original} for ${action.incident}`;
    case 'post-reminder':
      return `post on ${action.issue === undefined ? 'it' : `#${action.issue}`}: ${action.reminderIds.join(', ')}`;
    case 'delete-reminder':
      return `delete comment ${action.comment} on #${action.issue}, a duplicate of an older one`;
    case 'close-tracking-issue':
      return `close #${action.issue}: ${action.incident} has no open deadlines`;
    case 'open-update-draft':
      return `open a draft pull request from ${action.branch} with the next update of ${action.incident}`;
    case 'refresh-update-draft':
      return `refresh the timestamp of #${action.number}`;
    case 'dispatch-auto-merge':
      return `have #${action.number} evaluated, which was marked as ready`;
    case 'close-update-draft':
      return action.number === undefined
        ? `delete the branch ${action.branch}`
        : `close #${action.number} and delete its branch: a newer update is published`;
  }
}
