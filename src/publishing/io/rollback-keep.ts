import { pushTo, publishedBranch } from './rollback-push.ts';
import type { Push } from './rollback-push.ts';
import { STABLE, WITHDRAWN } from './rollback-tags.ts';
import type { StableTag } from './rollback-tags.ts';

interface Asked {
  readonly root: string;
  readonly head: string;
  readonly stamp: string;
  readonly dry: boolean;
  readonly say: (line: string) => void;
}

/** Whether a commit that was published green gets a tag: only if its page is built otherwise than at the last one. */
export function isNewlyStable(tags: readonly StableTag[], engine: string): boolean {
  const newest = tags.toSorted((a, b) => (a.name < b.name ? -1 : 1)).at(-1);
  return newest?.engine !== engine;
}

/** Tags what was published green. Exit code: 0, or 1 if the remote refused. */
export async function markStable(
  asked: Asked & { readonly engine: string; readonly tags: { readonly stable: readonly StableTag[] } },
): Promise<number> {
  const { head, stamp, engine, tags, say } = asked;
  if (!isNewlyStable(tags.stable, engine)) {
    say('built as at the last stable tag: no tag is needed');
    return 0;
  }
  return push(asked, [{ commit: head, ref: `refs/tags/${STABLE}${stamp}` }]);
}

/**
 * Keeps a rollback: without its commit, the next push would publish the fault again. Where the published branch takes no
 * push, the commit waits on a branch of its own. Exit code: 0 kept, 1 somebody has to merge or push it.
 */
export async function keepRollback(asked: Asked & { readonly commit: string }): Promise<number> {
  const { root, head, commit, stamp, dry, say } = asked;
  const branch = await publishedBranch(root);
  const withdrawn = await push(asked, [{ commit: head, ref: `refs/tags/${WITHDRAWN}${stamp}` }]);
  const direct = { commit, ref: `refs/heads/${branch}` };
  const refused = dry ? undefined : await pushTo(root, direct);
  if (refused === undefined) {
    say(`${dry ? 'would push' : 'pushed'} the rollback to ${branch}`);
    return withdrawn;
  }
  say(`${branch} takes no push (${refused})`);
  const aside = await push(asked, [{ commit, ref: `refs/heads/rollback/${stamp}` }]);
  say(
    aside === 0
      ? `Merge rollback/${stamp} into ${branch}: until then, the next push to ${branch} publishes the fault again.`
      : `Push ${commit} to ${branch} by hand: until then, the next push publishes the fault again.`,
  );
  return 1;
}

async function push({ root, dry, say }: Asked, pushes: readonly Push[]): Promise<number> {
  for (const one of pushes) {
    const refused = dry ? undefined : await pushTo(root, one);
    if (refused !== undefined) {
      say(`${one.ref} was refused: ${refused}`);
      return 1;
    }
    say(`${dry ? 'would push' : 'pushed'} ${one.ref}`);
  }
  return 0;
}
