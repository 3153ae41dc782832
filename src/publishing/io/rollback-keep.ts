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

/** Whether a commit that was published green gets a tag: only if its page is built otherwise than at the last one. */
export function needsStableTag(tags: readonly StableTag[], engine: string): boolean {
  const newest = tags.toSorted((a, b) => (a.name < b.name ? -1 : 1)).at(-1);
  return newest?.engine !== engine;
}

/** Tags what was published green. Exit code: 0, or 1 if the remote refused. */
export async function tagStable(
  asked: RollbackPushOptions & {
    readonly engine: string;
    readonly tags: { readonly stable: readonly StableTag[] };
  },
): Promise<number> {
  const { head, stamp, engine, tags, log } = asked;
  if (!needsStableTag(tags.stable, engine)) {
    log('built as at the last stable tag: no tag is needed');
    return 0;
  }
  return pushAll(asked, [{ commit: head, ref: `refs/tags/${STABLE_PREFIX}${stamp}` }]);
}

/**
 * Keeps a rollback: without its commit, the next push would publish the fault again. Where the published branch takes no
 * push, the commit waits on a branch of its own. Exit code: 0 kept, 1 somebody has to merge or push it.
 */
export async function pushRollback(
  asked: RollbackPushOptions & { readonly commit: string },
): Promise<number> {
  const { root, head, commit, stamp, dryRun, log } = asked;
  const branch = await readDefaultBranchName(root);
  const withdrawn = await pushAll(asked, [{ commit: head, ref: `refs/tags/${ROLLED_BACK_PREFIX}${stamp}` }]);
  const direct = { commit, ref: `refs/heads/${branch}` };
  const refused = dryRun ? undefined : await pushRef(root, direct);
  if (refused === undefined) {
    log(`${dryRun ? 'would push' : 'pushed'} the rollback to ${branch}`);
    return withdrawn;
  }
  log(`${branch} takes no push (${refused})`);
  const aside = await pushAll(asked, [{ commit, ref: `refs/heads/rollback/${stamp}` }]);
  log(
    aside === 0
      ? `Merge rollback/${stamp} into ${branch}: until then, the next push to ${branch} publishes the fault again.`
      : `Push ${commit} to ${branch} by hand: until then, the next push publishes the fault again.`,
  );
  return 1;
}

async function pushAll(
  { root, dryRun, log }: RollbackPushOptions,
  pushes: readonly RefPush[],
): Promise<number> {
  for (const one of pushes) {
    const refused = dryRun ? undefined : await pushRef(root, one);
    if (refused !== undefined) {
      log(`${one.ref} was refused: ${refused}`);
      return 1;
    }
    log(`${dryRun ? 'would push' : 'pushed'} ${one.ref}`);
  }
  return 0;
}
