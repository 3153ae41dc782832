import { formatNameList } from '../templates/template.ts';
import { formatInlineCode } from '../text/github-markdown.ts';
import type { ApprovalStatus } from './approvals.ts';
import { formatMarker } from '../text/comment-marker.ts';

/** The one comment that says whose approval a review lacks is found again by this. */
export const APPROVALS_MARKER = formatMarker('approvals');

/** How the approvals stand, in lines for people: the head first. */
export function formatApprovals({
  needed,
  roles,
  ignored,
  unreadablePaths,
  complete,
}: ApprovalStatus): string[] {
  if (!needed) return ['No review of an incident is changed here: nobody need approve it.'];
  const missing = roles.filter(({ approvedBy }) => approvedBy === undefined);
  const head = complete
    ? roles.length === 0
      ? 'The policy asks for nobody’s approval.'
      : 'Everybody whose approval the SOP asks for has approved.'
    : missing.length === 0
      ? 'It can’t be judged yet.'
      : `It lacks the approval of the ${formatNameList(missing.map(({ role }) => role.name.toLowerCase()))}.`;
  return [
    head,
    ...roles.map(
      ({ role, approvedBy }) =>
        `${role.name}: ${approvedBy === undefined ? formatPendingRole(role.people) : `approved by ${approvedBy}`}`,
    ),
    ...ignored.map(({ reviewer, reason }) => `The approval of ${reviewer} does not count: ${reason}.`),
    ...unreadablePaths.map(
      (path) => `${formatInlineCode(path)} can’t be judged: see what npm run validate says of it.`,
    ),
  ];
}

function formatPendingRole(people: readonly string[]): string {
  if (people.length === 0) return 'nobody holds this role in status.yaml';
  return `waits for ${people.join(' or ')}`;
}

/** The comment that is kept on the pull request. It tells of roles and people, never of what the review says (V8.4). */
export function renderApprovalsComment(approvals: ApprovalStatus): string {
  const [head = '', ...rest] = formatApprovals(approvals);
  return [
    APPROVALS_MARKER,
    head,
    ...(rest.length > 0 ? ['', ...rest.map((line) => `- ${line}`)] : []),
    '',
  ].join('\n');
}
