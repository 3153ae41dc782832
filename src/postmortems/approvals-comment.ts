import { formatNameList } from '../templates/template.ts';
import { formatInlineCode } from '../text/github-markdown.ts';
import type { ApprovalStatus } from './approvals.ts';
import { formatMarker } from '../text/comment-marker.ts';
import { createStatus, POSTMORTEM_STATUS } from '../pull-requests/commit-status.ts';
import type { CommitStatus } from '../pull-requests/commit-status.ts';

/** The marker of the approvals comment. */
export const APPROVALS_MARKER = formatMarker('approvals');

/** The commit status that the ruleset requires (V8.2). */
export function decideApprovalsStatus(approvals: ApprovalStatus): CommitStatus {
  return createStatus(
    POSTMORTEM_STATUS,
    approvals.complete ? 'success' : 'pending',
    formatApprovals(approvals)[0]!,
  );
}

/** The status of the approvals, in lines; the first is the headline. */
export function formatApprovals({
  needed,
  roles,
  ignored,
  unreadablePaths,
  complete,
}: ApprovalStatus): string[] {
  if (!needed) return ['No postmortem is changed here: no approval is needed.'];
  const missing = roles.filter(({ approvedBy }) => approvedBy === undefined);
  const head = complete
    ? roles.length === 0
      ? 'The policy requires no approval.'
      : 'All required approvals are given.'
    : missing.length === 0
      ? 'Approvals can’t be checked yet.'
      : `Approval is missing from the ${formatNameList(missing.map(({ role }) => role.name.toLowerCase()))}.`;
  return [
    head,
    ...roles.map(
      ({ role, approvedBy }) =>
        `${role.name}: ${approvedBy === undefined ? formatPendingRole(role.people) : `approved by ${approvedBy}`}`,
    ),
    ...ignored.map(({ reviewer, reason }) => `The approval of ${reviewer} does not count: ${reason}.`),
    ...unreadablePaths.map((path) => `${formatInlineCode(path)} can’t be checked: run npx candor validate.`),
  ];
}

function formatPendingRole(people: readonly string[]): string {
  if (people.length === 0) return 'status.yaml names no one for this role';
  return `waits for ${people.join(' or ')}`;
}

/** The comment on the pull request. It names roles and people, but no postmortem contents (V8.4). */
export function renderApprovalsComment(approvals: ApprovalStatus): string {
  const [head = '', ...rest] = formatApprovals(approvals);
  return [
    APPROVALS_MARKER,
    head,
    ...(rest.length > 0 ? ['', ...rest.map((line) => `- ${line}`)] : []),
    '',
  ].join('\n');
}
