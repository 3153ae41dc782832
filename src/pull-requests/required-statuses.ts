import { hasErrors } from '../content/finding.ts';
import { createStatus, INCIDENTS_STATUS, POSTMORTEM_STATUS } from './commit-status.ts';
import type { CommitStatus } from './commit-status.ts';
import type { ProposedChanges } from './pull-request.ts';
import type { MergeDecision } from './decision.ts';
import { formatCount } from '../text/count.ts';

/**
 * Whether the SOP lets a pull request be merged, by a person or by a job: its files are valid, and its public text matches
 * a template or is approved (V5.1 to V5.3). Other checks don't count: GitHub requires those itself.
 */
export function decideIncidentsStatus(decision: MergeDecision, proposed: ProposedChanges): CommitStatus {
  const status = (state: CommitStatus['state'], text: string): CommitStatus =>
    createStatus(INCIDENTS_STATUS, state, text);
  const errors = proposed.diagnostics.filter(({ level }) => level === 'error').length;
  if (hasErrors(proposed.diagnostics))
    return status('failure', `${formatCount(errors, 'error')}. See the comment.`);
  if (decision.type === 'manual-merge' && decision.missingApproval !== undefined)
    return status('pending', decision.missingApproval);
  if (decision.type === 'merge' || decision.type === 'manual-merge')
    return status('success', decision.reason);
  if (decision.blockedBy === 'checks-failed' || decision.blockedBy === 'checks-running')
    return status('success', 'Its files are valid, and its text may be published.');
  return status(decision.blockedBy === 'changes-needed' ? 'failure' : 'pending', decision.reason);
}

/** Where no postmortem changes, none needs approval (V8.2); otherwise the workflow for approvals sets this status. */
export function decidePostmortemStatus({ otherPaths }: ProposedChanges): CommitStatus | undefined {
  const isPostmortem = (path: string): boolean => {
    const [name, folder] = path.split('/').toReversed();
    return folder === 'postmortems' && name!.endsWith('.md');
  };
  if (otherPaths.some(isPostmortem)) return undefined;
  return createStatus(POSTMORTEM_STATUS, 'success', 'No postmortem is changed here: no approval is needed.');
}
