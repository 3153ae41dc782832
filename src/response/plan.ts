import type { Asked } from '../deadlines/escalation.ts';
import { branchOf } from './change.ts';
import type { Change } from './change.ts';
import { peopleIn } from './notify.ts';

/** One thing to be done in the world. Each says all that is needed to do it, or to tell a person how. */
export type Action =
  | {
      readonly do: 'commit';
      readonly branch: string;
      readonly path: string;
      readonly text: string;
      readonly message: string;
    }
  | { readonly do: 'push'; readonly branch: string }
  | {
      readonly do: 'pull-request';
      readonly branch: string;
      readonly title: string;
      readonly body: string;
      /** Not to be merged before a person says that it is ready. */
      readonly draft?: true;
      readonly labels?: readonly string[];
    }
  | { readonly do: 'ask'; readonly branch: string; readonly people: readonly string[] }
  | { readonly do: 'tell'; readonly who: string; readonly where?: string };

/** What the world around the repository is like. */
export interface Outside {
  readonly remote?: { readonly name: string; readonly url: string };
  /** The branch that is published. */
  readonly base: string;
  /** `owner/name`, where the remote is on GitHub, and its address for people. */
  readonly github?: { readonly repository: string; readonly url: string };
}

/**
 * What a change asks to be done, in order (V3.1): a commit, a push, a pull request, its reviewers, and whoever has no
 * name on GitHub to be told by a person.
 */
export function plan(change: Change, told: readonly Asked[], channel?: string): Action[] {
  const branch = branchOf(change.id);
  const people = peopleIn(told);
  const nameless = told.filter((one) => one.people.length === 0 && one.key !== 'status-page');
  const message = `${change.subject}\n`;
  return [
    { do: 'commit', branch, path: change.path, text: change.text, message },
    { do: 'push', branch },
    { do: 'pull-request', branch, title: change.subject, body: pullRequestBody(change, told) },
    ...(people.length > 0 ? [{ do: 'ask', branch, people } as const] : []),
    ...nameless.map(
      ({ name }) => ({ do: 'tell', who: name, ...(channel !== undefined && { where: channel }) }) as const,
    ),
  ];
}

function pullRequestBody({ id, words, deed }: Change, told: readonly Asked[]): string {
  const quote = words === '' ? [] : [...words.split('\n').map((line) => `> ${line}`), ''];
  const people = told
    .filter((one) => one.people.length > 0)
    .map(({ name, people: names }) => `- ${name}: ${names.join(' ')}`);
  const lead =
    deed === 'open' ? 'When this is merged, customers read:' : 'When this is merged, customers read next:';
  return [
    ...(words === '' ? ['For the log; nothing is published.', ''] : [lead, '', ...quote]),
    ...people,
    '',
    `<!-- candor:incident ${id} -->`,
    '',
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}
