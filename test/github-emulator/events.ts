import { headRef } from './pull-request-view.ts';
import { JOB } from './tokens.ts';
import type { PullState, EmulatorState } from './state.ts';

const NOBODY = '0'.repeat(40);

/** Notes that something happened. */
export function tell(
  emulatorState: EmulatorState,
  name: string,
  by: string,
  payload: Readonly<Record<string, unknown>>,
  action?: string,
): void {
  const starts = by !== JOB || name.endsWith('_dispatch');
  emulatorState.events.push({ name, by, starts, payload, ...(action !== undefined && { action }) });
}

/** Notes what became of branches since they were looked at, and lets the pull requests follow them. */
export async function followRefs(
  emulatorState: EmulatorState,
  before: ReadonlyMap<string, string>,
  by: string,
): Promise<void> {
  const after = await emulatorState.bare.refs('refs/heads/');
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    const [from = NOBODY, to = NOBODY] = [before.get(ref), after.get(ref)];
    if (from !== to) tell(emulatorState, 'push', by, { ref, before: from, after: to });
  }
  await followPulls(emulatorState, by);
}

/**
 * `refs/pull/N/head` and `refs/pull/N/merge` of every open pull request are where GitHub has them; one whose branch is
 * gone is closed, one whose commits were pushed to its base is merged.
 */
export async function followPulls(emulatorState: EmulatorState, by: string): Promise<void> {
  const refs = await emulatorState.bare.refs();
  for (const [number, state] of emulatorState.pulls) {
    if (state.ended) continue;
    const [head, base] = [refs.get(headRef(state)), refs.get(`refs/heads/${state.base}`)];
    const last = refs.get(`refs/pull/${number}/head`);
    if (head === undefined || base === undefined) {
      await ended(emulatorState, number, state, { head: last ?? NOBODY, base: base ?? NOBODY }, by);
      continue;
    }
    await emulatorState.bare.run(['update-ref', `refs/pull/${number}/head`, head]);
    if (last !== undefined && last !== head) {
      tell(emulatorState, 'pull_request', by, { number, before: last, after: head }, 'synchronize');
    }
    if (await emulatorState.bare.isAncestor(head, base)) {
      state.merged = { at: emulatorState.clock.stamp(), by, commit: base };
      const parted = (await emulatorState.bare.hash(`${base}^1`)) ?? base;
      await ended(emulatorState, number, state, { head, base: parted }, by);
      continue;
    }
    await mergeRef(emulatorState, number, head, base);
  }
}

/** What the base would be with the pull request merged; absent while they are in conflict. */
async function mergeRef(
  emulatorState: EmulatorState,
  number: number,
  head: string,
  base: string,
): Promise<void> {
  const merge = `refs/pull/${number}/merge`;
  const tree = await emulatorState.bare.merged(base, head);
  if (tree === undefined) {
    await emulatorState.bare.run(['update-ref', '-d', merge]);
    return;
  }
  const github = { name: 'GitHub', email: 'noreply@github.com', at: emulatorState.clock.stamp() };
  const commit = await emulatorState.bare.commitTree(
    tree,
    [base, head],
    `Merge ${head} into ${base}`,
    github,
  );
  await emulatorState.bare.run(['update-ref', merge, commit]);
}

/** Ends a pull request, in the record too, and tells of it. */
export async function ended(
  emulatorState: EmulatorState,
  number: number,
  state: PullState,
  ends: { readonly head: string; readonly base: string },
  by: string,
): Promise<void> {
  state.ended = ends;
  delete state.autoMerge;
  const path = `/repos/${emulatorState.owner}/${emulatorState.repo}/pulls/${number}`;
  const login = emulatorState.logins.includes(by) ? by : emulatorState.logins[0]!;
  await emulatorState.backend.ask(login, 'PATCH', path, { state: 'closed' });
  tell(emulatorState, 'pull_request', by, { number, merged: state.merged !== undefined }, 'closed');
}
