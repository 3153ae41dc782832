import type { FollowUpAction } from './plan-follow-ups.ts';

/** What an action does, in one line. It names no review's words: logs of a public repository are public (V8.4). */
export function describeFollowUpAction(action: FollowUpAction): string {
  if (action.do === 'close-paper') return `close issue #${action.issue}`;
  if (action.do === 'refresh-paper') return `bring issue #${action.issue} up to date`;
  const what = action.kind === 'action-item' ? 'an overdue action item' : 'the review of the SOP';
  return `open an issue for ${what}`;
}
