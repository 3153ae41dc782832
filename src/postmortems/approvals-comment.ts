import { joinNames } from '../templates/template.ts';
import { codeMarkdown } from '../text/github-markdown.ts';
import type { Approvals } from './approvals.ts';
import { markerOf } from '../text/comment-marker.ts';

/** The one comment that says whose approval a review lacks is found again by this. */
export const APPROVALS_MARKER = markerOf('approvals');

/** How the approvals stand, in lines for people: the head first. */
export function sayApprovals({ needed, roles, uncounted, unread, complete }: Approvals): string[] {
  if (!needed) return ['No review of an incident is changed here: nobody need approve it.'];
  const missing = roles.filter(({ by }) => by === undefined);
  const head = complete
    ? roles.length === 0
      ? 'The policy asks for nobody’s approval.'
      : 'Everybody whose approval the SOP asks for has approved.'
    : missing.length === 0
      ? 'It can’t be judged yet.'
      : `It lacks the approval of the ${joinNames(missing.map(({ role }) => role.name.toLowerCase()))}.`;
  return [
    head,
    ...roles.map(
      ({ role, by }) => `${role.name}: ${by === undefined ? waitingFor(role.people) : `approved by ${by}`}`,
    ),
    ...uncounted.map(({ by, why }) => `The approval of ${by} does not count: ${why}.`),
    ...unread.map((path) => `${codeMarkdown(path)} can’t be judged: see what npm run validate says of it.`),
  ];
}

function waitingFor(people: readonly string[]): string {
  if (people.length === 0) return 'nobody holds this role in status.yaml';
  return `waits for ${people.join(' or ')}`;
}

/** The comment that is kept on the pull request. It tells of roles and people, never of what the review says (V8.4). */
export function drawApprovals(approvals: Approvals): string {
  const [head = '', ...rest] = sayApprovals(approvals);
  return [
    APPROVALS_MARKER,
    head,
    ...(rest.length > 0 ? ['', ...rest.map((line) => `- ${line}`)] : []),
    '',
  ].join('\n');
}
