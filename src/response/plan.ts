import type { ResponsibleParty } from '../deadlines/escalation.ts';
import { incidentBranch } from './change.ts';
import type { IncidentChange } from './change.ts';
import { collectPeople } from './notify.ts';

/** An action with everything that is needed to perform it, or to explain how to do it by hand. */
export type ResponseAction =
  | {
      readonly type: 'commit';
      readonly branch: string;
      readonly path: string;
      readonly text: string;
      readonly message: string;
      /** The branch that it continues, if it has a branch of its own. */
      readonly from?: string;
      /** Another file of the same commit. */
      readonly also?: { readonly path: string; readonly text: string };
    }
  | { readonly type: 'push'; readonly branch: string }
  /** Here and on the remote. */
  | { readonly type: 'delete-branch'; readonly branch: string }
  | {
      readonly type: 'open-pull-request';
      readonly branch: string;
      readonly title: string;
      readonly body: string;
      /** GitHub blocks the merge until a person marks it as ready for review. */
      readonly draft?: true;
      readonly labels?: readonly string[];
    }
  | { readonly type: 'request-review'; readonly branch: string; readonly people: readonly string[] }
  | { readonly type: 'notify'; readonly recipient: string; readonly channel?: string };

/** The repository's remote and default branch. */
export interface RemoteInfo {
  readonly remote?: { readonly name: string; readonly url: string };
  readonly defaultBranch: string;
  /** `owner/name` and the URL; absent if the remote is not on GitHub. */
  readonly github?: { readonly repository: string; readonly url: string };
}

/**
 * Plans a change (V3.1): commit, push, open a pull request, request reviewers, and notify parties without a GitHub name by
 * hand.
 */
export function planChange(
  change: IncidentChange,
  recipients: readonly ResponsibleParty[],
  channel?: string,
): ResponseAction[] {
  const branch = change.branch ?? incidentBranch(change.id);
  const people = collectPeople(recipients);
  const nameless = recipients.filter((one) => one.people.length === 0 && one.key !== 'status-page');
  const message = `${change.subject}\n`;
  return [
    {
      ...{ type: 'commit', branch, path: change.path, text: change.text, message },
      ...(change.branch !== undefined && { from: incidentBranch(change.id) }),
      ...(change.also && { also: { path: change.also.path, text: change.also.text } }),
    },
    { type: 'push', branch },
    {
      type: 'open-pull-request',
      branch,
      title: change.subject,
      body: renderPullRequestBody(change, recipients),
    },
    ...(people.length > 0 ? [{ type: 'request-review', branch, people } as const] : []),
    ...nameless.map(
      ({ name }) => ({ type: 'notify', recipient: name, ...(channel !== undefined && { channel }) }) as const,
    ),
  ];
}

function renderPullRequestBody(
  { id, publicText, kind, also, branch }: IncidentChange,
  recipients: readonly ResponsibleParty[],
): string {
  const quote = publicText === '' ? [] : [...publicText.split('\n').map((line) => `> ${line}`), ''];
  const others = also
    ? [`And of ${also.id}:`, '', ...also.publicText.split('\n').map((line) => `> ${line}`), '']
    : [];
  const people = recipients
    .filter((one) => one.people.length > 0)
    .map(({ name, people: names }) => `- ${name}: ${names.join(' ')}`);
  const lead =
    kind === 'open'
      ? 'Customers read this when it is merged:'
      : 'Customers read this update when it is merged:';
  return [
    ...(publicText === ''
      ? ['For the record only; nothing is published to customers.', '']
      : [lead, '', ...quote]),
    ...others,
    ...(branch === undefined
      ? []
      : [
          `This text needs an approval. Updates from a template do not: they go out before it, from \`${incidentBranch(id)}\`, and this text is put after them.`,
          '',
        ]),
    ...people,
    '',
    `<!-- candor:incident ${id} -->`,
    '',
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}
