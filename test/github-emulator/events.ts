import { headRef } from './pull-request-view.ts';
import { JOB } from './tokens.ts';
import type { PullState, World } from './state.ts';

const NOBODY = '0'.repeat(40);

/** Notes that something happened. */
export function tell(
  world: World,
  name: string,
  by: string,
  payload: Readonly<Record<string, unknown>>,
  action?: string,
): void {
  const starts = by !== JOB || name.endsWith('_dispatch');
  world.events.push({ name, by, starts, payload, ...(action !== undefined && { action }) });
}

/** Notes what became of branches since they were looked at, and lets the pull requests follow them. */
export async function followRefs(
  world: World,
  before: ReadonlyMap<string, string>,
  by: string,
): Promise<void> {
  const after = await world.bare.refs('refs/heads/');
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    const [from = NOBODY, to = NOBODY] = [before.get(ref), after.get(ref)];
    if (from !== to) tell(world, 'push', by, { ref, before: from, after: to });
  }
  await followPulls(world, by);
}

/**
 * `refs/pull/N/head` and `refs/pull/N/merge` of every open pull request are where GitHub has them; one whose branch is
 * gone is closed, one whose commits have come to its base by a push is merged.
 */
export async function followPulls(world: World, by: string): Promise<void> {
  const refs = await world.bare.refs();
  for (const [number, state] of world.pulls) {
    if (state.ended) continue;
    const [head, base] = [refs.get(headRef(state)), refs.get(`refs/heads/${state.base}`)];
    const last = refs.get(`refs/pull/${number}/head`);
    if (head === undefined || base === undefined) {
      await ended(world, number, state, { head: last ?? NOBODY, base: base ?? NOBODY }, by);
      continue;
    }
    await world.bare.run(['update-ref', `refs/pull/${number}/head`, head]);
    if (last !== undefined && last !== head) {
      tell(world, 'pull_request', by, { number, before: last, after: head }, 'synchronize');
    }
    if (await world.bare.isAncestor(head, base)) {
      state.merged = { at: world.clock.stamp(), by, commit: base };
      const parted = (await world.bare.ask(['rev-parse', `${base}^1`])) ?? base;
      await ended(world, number, state, { head, base: parted }, by);
      continue;
    }
    await mergeRef(world, number, head, base);
  }
}

/** What the base would be with the pull request merged; absent while they are in conflict. */
async function mergeRef(world: World, number: number, head: string, base: string): Promise<void> {
  const merge = `refs/pull/${number}/merge`;
  const tree = await world.bare.merged(base, head);
  if (tree === undefined) {
    await world.bare.run(['update-ref', '-d', merge]);
    return;
  }
  const github = { name: 'GitHub', email: 'noreply@github.com', at: world.clock.stamp() };
  const commit = await world.bare.commitTree(tree, [base, head], `Merge ${head} into ${base}`, github);
  await world.bare.run(['update-ref', merge, commit]);
}

/** Ends a pull request, in the record too, and tells of it. */
export async function ended(
  world: World,
  number: number,
  state: PullState,
  ends: { readonly head: string; readonly base: string },
  by: string,
): Promise<void> {
  state.ended = ends;
  delete state.autoMerge;
  const path = `/repos/${world.owner}/${world.repo}/pulls/${number}`;
  const login = world.logins.includes(by) ? by : world.logins[0]!;
  await world.backend.ask(login, 'PATCH', path, { state: 'closed' });
  tell(world, 'pull_request', by, { number, merged: state.merged !== undefined }, 'closed');
}
