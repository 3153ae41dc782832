import type { ResponsibleParty } from '../deadlines/escalation.ts';
import { incidentBranch } from './change.ts';
import type { IncidentChange } from './change.ts';
import { collectPeople } from './notify.ts';

/** One thing to be done in the world. Each says all that is needed to do it, or to tell a person how. */
export type ResponseAction =
  | {
      readonly type: 'commit';
      readonly branch: string;
      readonly path: string;
      readonly text: string;
      readonly message: string;
    }
  | { readonly type: 'push'; readonly branch: string }
  | {
      readonly type: 'open-pull-request';
      readonly branch: string;
      readonly title: string;
      readonly body: string;
      /** Not to be merged before a person says that it is ready. */
      readonly draft?: true;
      readonly labels?: readonly string[];
    }
  | { readonly type: 'request-review'; readonly branch: string; readonly people: readonly string[] }
  | { readonly type: 'notify'; readonly recipient: string; readonly channel?: string };

/** What the world around the repository is like. */
export interface RemoteInfo {
  readonly remote?: { readonly name: string; readonly url: string };
  /** The branch that is published. */
  readonly defaultBranch: string;
  /** `owner/name`, where the remote is on GitHub, and its address for people. */
  readonly github?: { readonly repository: string; readonly url: string };
}

/**
 * What a change asks to be done, in order (V3.1): a commit, a push, a pull request, its reviewers, and whoever has no
 * name on GitHub to be told by a person.
 */
export function planChange(
  change: IncidentChange,
  told: readonly ResponsibleParty[],
  channel?: string,
): ResponseAction[] {
  const branch = incidentBranch(change.id);
  const people = collectPeople(told);
  const nameless = told.filter((one) => one.people.length === 0 && one.key !== 'status-page');
  const message = `${change.subject}\n`;
  return [
    { type: 'commit', branch, path: change.path, text: change.text, message },
    { type: 'push', branch },
    { type: 'open-pull-request', branch, title: change.subject, body: renderPullRequestBody(change, told) },
    ...(people.length > 0 ? [{ type: 'request-review', branch, people } as const] : []),
    ...nameless.map(
      ({ name }) => ({ type: 'notify', recipient: name, ...(channel !== undefined && { channel }) }) as const,
    ),
  ];
}

function renderPullRequestBody(
  { id, publicText, kind }: IncidentChange,
  told: readonly ResponsibleParty[],
): string {
  const quote = publicText === '' ? [] : [...publicText.split('\n').map((line) => `> ${line}`), ''];
  const people = told
    .filter((one) => one.people.length > 0)
    .map(({ name, people: names }) => `- ${name}: ${names.join(' ')}`);
  const lead =
    kind === 'open' ? 'When this is merged, customers read:' : 'When this is merged, customers read next:';
  return [
    ...(publicText === '' ? ['For the log; nothing is published.', ''] : [lead, '', ...quote]),
    ...people,
    '',
    `<!-- candor:incident ${id} -->`,
    '',
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}
