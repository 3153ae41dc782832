import type { UpdateDraftAction } from './plan-next-update.ts';
import type { TrackingAction } from './plan-issues.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';

/** What an action does, in one line: for a rehearsal, and for the log. */
export function describeTrackingAction(action: TrackingAction | UpdateDraftAction): string {
  return escapeControlCharacters(describeUnescaped(action));
}

function describeUnescaped(action: TrackingAction | UpdateDraftAction): string {
  switch (action.do) {
    case 'open-issue':
      return `open a tracking issue for ${action.incident}: ${action.title}`;
    case 'refresh-issue':
      return `${action.reopen ? 'reopen' : 'bring up to date'} #${action.issue}, which follows ${action.incident}`;
    case 'close-twin':
      return `close #${action.issue}: #${action.original} follows ${action.incident} already`;
    case 'say':
      return `say on ${action.issue === undefined ? 'it' : `#${action.issue}`}: ${action.reminderIds.join(', ')}`;
    case 'unsay':
      return `take back comment ${action.comment} on #${action.issue}: an older one says the same`;
    case 'close-issue':
      return `close #${action.issue}: the SOP waits for nothing more of ${action.incident}`;
    case 'prepare':
      return `open a draft pull request from ${action.branch} with the next update of ${action.incident}`;
    case 'restamp':
      return `write the time of #${action.number} anew`;
    case 'check':
      return `start the check of #${action.number}: somebody marked it as ready`;
    case 'retire':
      return action.number === undefined
        ? `delete the branch ${action.branch}`
        : `close #${action.number} and delete its branch: customers have heard something newer`;
  }
}
