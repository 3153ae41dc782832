import type { UpdateDraftAction } from './plan-next-update.ts';
import type { TrackingAction } from './plan-issues.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';

/** What an action does, in one line: for a rehearsal, and for the log. */
export function describeTrackingAction(action: TrackingAction | UpdateDraftAction): string {
  return escapeControlCharacters(describeUnescaped(action));
}

function describeUnescaped(action: TrackingAction | UpdateDraftAction): string {
  switch (action.type) {
    case 'open-tracking-issue':
      return `open a tracking issue for ${action.incident}: ${action.title}`;
    case 'update-tracking-issue':
      return `${action.reopen ? 'reopen' : 'bring up to date'} #${action.issue}, which follows ${action.incident}`;
    case 'close-duplicate-issue':
      return `close #${action.issue}: #${action.original} follows ${action.incident} already`;
    case 'post-reminder':
      return `say on ${action.issue === undefined ? 'it' : `#${action.issue}`}: ${action.reminderIds.join(', ')}`;
    case 'delete-reminder':
      return `take back comment ${action.comment} on #${action.issue}: an older one says the same`;
    case 'close-tracking-issue':
      return `close #${action.issue}: the SOP waits for nothing more of ${action.incident}`;
    case 'open-update-draft':
      return `open a draft pull request from ${action.branch} with the next update of ${action.incident}`;
    case 'refresh-update-draft':
      return `write the time of #${action.number} anew`;
    case 'dispatch-checks':
      return `start the check of #${action.number}: somebody marked it as ready`;
    case 'close-update-draft':
      return action.number === undefined
        ? `delete the branch ${action.branch}`
        : `close #${action.number} and delete its branch: customers have heard something newer`;
  }
}
