import { JOB } from './tokens.ts';
import type { World } from './world.ts';

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

/** Notes what became of branches since they were looked at, and moves the refs of the pull requests after them. */
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
  await followPulls(world);
}

/** `refs/pull/N/head` and `refs/pull/N/merge` of every open pull request are where GitHub has them. */
export async function followPulls(world: World): Promise<void> {
  const refs = await world.bare.refs();
  for (const [number, state] of world.pulls) {
    if (state.ended) continue;
    const [head, base] = [refs.get(`refs/heads/${state.head}`), refs.get(`refs/heads/${state.base}`)];
    if (head === undefined || base === undefined) continue;
    await world.bare.run(['update-ref', `refs/pull/${number}/head`, head]);
    const tree = await world.bare.merged(base, head);
    const merge = `refs/pull/${number}/merge`;
    if (tree === undefined) {
      await world.bare.run(['update-ref', '-d', merge]);
      continue;
    }
    const by = { name: 'GitHub', email: 'noreply@github.com', at: world.clock.stamp() };
    const commit = await world.bare.commitTree(tree, [base, head], `Merge ${head} into ${base}`, by);
    await world.bare.run(['update-ref', merge, commit]);
  }
}
