import { pushRef, readDefaultBranchName } from './rollback-push.ts';
import type { RefPush } from './rollback-push.ts';
import { STABLE_PREFIX, ROLLED_BACK_PREFIX } from './rollback-tags.ts';
import type { StableTag } from './rollback-tags.ts';

interface RollbackPushOptions {
  readonly root: string;
  readonly head: string;
  readonly stamp: string;
  readonly dryRun: boolean;
  readonly log: (line: string) => void;
}

/** A successfully published commit gets a tag only if its code or policy differs from the last tag's. */
export function needsStableTag(tags: readonly StableTag[], engine: string): boolean {
  const newest = tags.toSorted((a, b) => (a.name < b.name ? -1 : 1)).at(-1);
  return newest?.engine !== engine;
}

/** Tags a successfully published commit. Exit code: 0, or 1 if the remote refused. */
export async function tagStable(
  options: RollbackPushOptions & {
    readonly engine: string;
    readonly tags: { readonly stable: readonly StableTag[] };
  },
): Promise<number> {
  const { head, stamp, engine, tags, log } = options;
  if (!needsStableTag(tags.stable, engine)) {
    log('code and policy are those of the last stable tag: no new tag is needed');
    return 0;
  }
  return pushAll(options, [{ commit: head, ref: `refs/tags/${STABLE_PREFIX}${stamp}` }]);
}

/**
 * Pushes a rollback: without its commit, the next push would publish the fault again. If the default branch refuses the
 * push, the commit goes to a separate branch. Exit code: 0 pushed, 1 a person has to merge or push it.
 */
export async function pushRollback(
  options: RollbackPushOptions & { readonly commit: string },
): Promise<number> {
  const { root, head, commit, stamp, dryRun, log } = options;
  const branch = await readDefaultBranchName(root);
  const tagged = await pushAll(options, [{ commit: head, ref: `refs/tags/${ROLLED_BACK_PREFIX}${stamp}` }]);
  const direct = { commit, ref: `refs/heads/${branch}` };
  const refused = dryRun ? undefined : await pushRef(root, direct);
  if (refused === undefined) {
    log(`${dryRun ? 'would push' : 'pushed'} the rollback to ${branch}`);
    return tagged;
  }
  log(`${branch} refused the push: ${refused}`);
  const onBranch = await pushAll(options, [{ commit, ref: `refs/heads/rollback/${stamp}` }]);
  log(
    onBranch === 0
      ? `Merge rollback/${stamp} into ${branch}. Until then, the next push to ${branch} publishes the fault again.`
      : `Push ${commit} to ${branch} manually. Until then, the next push publishes the fault again.`,
  );
  return 1;
}

async function pushAll(
  { root, dryRun, log }: RollbackPushOptions,
  pushes: readonly RefPush[],
): Promise<number> {
  for (const push of pushes) {
    const refused = dryRun ? undefined : await pushRef(root, push);
    if (refused !== undefined) {
      log(`the remote refused ${push.ref}: ${refused}`);
      return 1;
    }
    log(`${dryRun ? 'would push' : 'pushed'} ${push.ref}`);
  }
  return 0;
}
