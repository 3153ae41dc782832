import { ok, Refusal, textOf } from './response.ts';
import type { Signature } from './bare-repository.ts';
import { ended, followRefs } from './events.ts';
import { endsOf, stateOf } from './pull-request-view.ts';
import type { Json } from './pull-request-view.ts';
import { pullRequest } from './pull-requests.ts';
import type { Handlers, PullState, EmulatorState } from './state.ts';

/** How a pull request is merged. */
export interface Merge {
  readonly method: string;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
  /** The head that the caller saw. */
  readonly sha?: string | undefined;
}

/** Merges a pull request in git, as GitHub does, and ends it. Gives the commit. @throws Refusal 405, 409 */
export async function mergePull(
  emulatorState: EmulatorState,
  number: number,
  by: string,
  merge: Merge,
): Promise<string> {
  const state = stateOf(emulatorState, number);
  const { bare } = emulatorState;
  const pull = await pullRequest(emulatorState, number);
  const refuse = (): Refusal => new Refusal(405, 'Pull Request is not mergeable');
  if (state.ended) throw refuse();
  if (state.draft) throw new Refusal(405, 'Pull Request is still a draft');
  const { head, base } = await endsOf(emulatorState, state);
  if (merge.sha !== undefined && merge.sha !== head) {
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.');
  }
  const tree = await bare.merged(base, head);
  if (tree === undefined) throw refuse();
  if (emulatorState.settings.mergeMethodsOff.includes(merge.method))
    throw new Refusal(405, `${MERGE_NAMES[merge.method]} are not allowed on this repository.`);
  const missing = await emulatorState.settings.missingFor(emulatorState, state.base, number, head);
  if (missing !== undefined) throw new Refusal(405, missing);
  const commit = await committed(emulatorState, number, { ...merge, state, pull, head, base, tree, by });
  const before = await bare.refs('refs/heads/');
  // Another merge was faster: GitHub's words for it.
  await bare.run(['update-ref', `refs/heads/${state.base}`, commit, base]).catch(() => {
    throw new Refusal(405, 'Base branch was modified. Review and try the merge again.');
  });
  state.merged = { at: emulatorState.clock.stamp(), by, commit };
  await ended(emulatorState, number, state, { head, base }, by);
  await followRefs(emulatorState, before, by);
  if (emulatorState.settings.deletesBranches && state.fork === undefined) {
    // It may have been deleted meanwhile.
    await bare.ask(['update-ref', '-d', `refs/heads/${state.head}`]);
  }
  return commit;
}

const MERGE_NAMES: Readonly<Record<string, string>> = {
  squash: 'Squash merges',
  merge: 'Merge commits',
  rebase: 'Rebase merges',
};

interface Merging extends Merge {
  readonly state: PullState;
  readonly pull: Json;
  readonly head: string;
  readonly base: string;
  readonly tree: string;
  readonly by: string;
}

/** The commit that a merge puts on the base: GitHub is its committer. */
async function committed(emulatorState: EmulatorState, number: number, merging: Merging): Promise<string> {
  const { bare, clock } = emulatorState;
  const { method, pull, head, base, tree, by, state } = merging;
  const at = clock.stamp();
  const person = (login: string): Signature => ({
    name: login,
    email: `${login}@users.noreply.github.com`,
    at,
  });
  const github: Signature = { name: 'GitHub', email: 'noreply@github.com', at };
  const title = String(pull['title']);
  if (method === 'merge') {
    const first = merging.title ?? `Merge pull request #${number} from ${emulatorState.owner}/${state.head}`;
    return bare.commitTree(tree, [base, head], said(first, merging.message ?? title), person(by), github);
  }
  if (method === 'squash') {
    const subjects = (await bare.run(['log', '--reverse', '--format=%s', `${base}..${head}`])).split('\n');
    const alone = subjects.length === 1;
    const first = merging.title ?? `${alone ? subjects[0] : title} (#${number})`;
    const rest = alone
      ? await bare.run(['log', '-1', '--format=%b', head])
      : subjects.map((each) => `* ${each}`).join('\n\n');
    const author = (pull['user'] as { login: string }).login;
    return bare.commitTree(tree, [base], said(first, merging.message ?? rest), person(author), github);
  }
  if (method === 'rebase') {
    const commits = (await bare.run(['rev-list', '--reverse', '--no-merges', `${base}..${head}`]))
      .split('\n')
      .filter(Boolean);
    // One commit with the whole change stands for the series, which no test looks into.
    const body = await bare.run(['log', '-1', '--format=%B', commits.at(-1) ?? head]);
    const author = (pull['user'] as { login: string }).login;
    return bare.commitTree(tree, [base], `${body}\n`, person(author), github);
  }
  throw new Error(`The hub can't merge by "${method}".`);
}

const said = (title: string, message: string): string =>
  `${title}${message === '' ? '' : `\n\n${message}`}\n`;

export const MERGING: Handlers = {
  async 'pulls/merge'(emulatorState, { params, body, token }) {
    const commit = await mergePull(emulatorState, Number(params['pull_number']), token.login, {
      method: textOf(body, 'merge_method') ?? 'merge',
      title: textOf(body, 'commit_title'),
      message: textOf(body, 'commit_message'),
      sha: textOf(body, 'sha'),
    });
    return ok({ sha: commit, merged: true, message: 'Pull Request successfully merged' });
  },

  async 'pulls/update-branch'(emulatorState, { params, body, token }) {
    const state = stateOf(emulatorState, params['pull_number']);
    const { head, base } = await endsOf(emulatorState, state);
    const expected = textOf(body, 'expected_head_sha');
    if (expected !== undefined && expected !== head) {
      throw new Refusal(422, 'expected head sha didn’t match current head ref.');
    }
    const tree = await emulatorState.bare.merged(head, base);
    if (tree === undefined) throw new Refusal(422, 'merge conflict between base and head');
    const by = {
      name: token.login,
      email: `${token.login}@users.noreply.github.com`,
      at: emulatorState.clock.stamp(),
    };
    const message = `Merge branch '${state.base}' into ${state.head}\n`;
    const commit = await emulatorState.bare.commitTree(tree, [head, base], message, by);
    const before = await emulatorState.bare.refs('refs/heads/');
    await emulatorState.bare.run(['update-ref', `refs/heads/${state.head}`, commit, head]).catch(() => {
      throw new Refusal(422, 'expected head sha didn’t match current head ref.');
    });
    await followRefs(emulatorState, before, token.login);
    return ok({ message: 'Updating pull request branch.', url: '' }, 202);
  },
};
