import { notFound } from './response.ts';
import type { PullState, EmulatorState } from './state.ts';

export type Json = Record<string, unknown>;

/** The full name of a pull request's branch: those of forks lie beside the repository's own. */
export const headRef = ({ head, fork }: Pick<PullState, 'head' | 'fork'>): string =>
  fork === undefined ? `refs/heads/${head}` : `refs/forks/${fork}/${head}`;

/** Where the two ends of a pull request are at this moment, or were when it ended. */
export async function endsOf(
  emulatorState: EmulatorState,
  state: PullState,
): Promise<{ head: string; base: string }> {
  if (state.ended) return state.ended;
  const [head, base] = await Promise.all([
    emulatorState.bare.commit(headRef(state)),
    emulatorState.bare.branch(state.base),
  ]);
  if (head === undefined || base === undefined) throw new Error(`The branch ${state.head} is gone.`);
  return { head, base };
}

/** @throws Refusal 404 */
export function stateOf(emulatorState: EmulatorState, number: unknown): PullState {
  const state = emulatorState.pulls.get(Number(number));
  if (!state) throw notFound();
  return state;
}

/** A pull request as GitHub shows it: the emulator's record, with git's word on its ends and on conflicts. */
export async function shown(emulatorState: EmulatorState, record: Json): Promise<Json> {
  const number = Number(record['number']);
  const state = stateOf(emulatorState, number);
  const { head, base } = await endsOf(emulatorState, state);
  const { owner, repo, bare } = emulatorState;
  const range = `${base}...${head}`;
  const [tree, count, stat] = await Promise.all([
    bare.merged(base, head),
    bare.run(['rev-list', '--count', `${base}..${head}`]),
    bare.run(['diff', '--shortstat', range]),
  ]);
  const figure = (what: RegExp): number => Number(what.exec(stat)?.[1] ?? 0);
  const mergeable = state.ended ? null : tree !== undefined;
  const end = (ref: string, sha: string, was: unknown, login = owner): Json => ({
    ...(was as Json),
    ...{ label: `${login}:${ref}`, ref, sha, user: { login } },
    repo: {
      ...((was as Json)['repo'] as Json),
      ...{ full_name: `${login}/${repo}`, fork: login !== owner, owner: { login } },
    },
  });
  const person = (login: string): Json => ({ login, type: 'User' });
  return {
    ...record,
    head: end(state.head, head, record['head'], state.fork),
    base: end(state.base, base, record['base']),
    draft: state.draft,
    merged: state.merged !== undefined,
    merged_at: state.merged?.at ?? null,
    merged_by: state.merged ? person(state.merged.by) : null,
    merge_commit_sha: state.merged?.commit ?? (await bare.commit(`refs/pull/${number}/merge`)) ?? null,
    mergeable,
    mergeable_state: await stateWord(emulatorState, number, state, mergeable, head),
    auto_merge: state.autoMerge
      ? { enabled_by: person(state.autoMerge.by), merge_method: state.autoMerge.method }
      : null,
    requested_reviewers: state.reviewers.map(person),
    requested_teams: state.teams.map((slug) => ({ slug, name: slug })),
    commits: Number(count),
    changed_files: figure(/(\d+) files? changed/),
    additions: figure(/(\d+) insertion/),
    deletions: figure(/(\d+) deletion/),
    issue_url: `${emulatorState.url}/repos/${owner}/${repo}/issues/${number}`,
  };
}

async function stateWord(
  emulatorState: EmulatorState,
  number: number,
  state: PullState,
  mergeable: boolean | null,
  head: string,
): Promise<string> {
  if (mergeable === null) return 'unknown';
  if (!mergeable) return 'dirty';
  if (state.draft) return 'draft';
  return (await emulatorState.settings.missingFor(emulatorState, state.base, number, head)) === undefined
    ? 'clean'
    : 'blocked';
}
