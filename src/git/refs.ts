import type { Instant } from '../time/instant.ts';
import { runGit } from './write.ts';

/** Where a branch is. */
export interface Ref {
  readonly commit: string;
  /** When it was committed. */
  readonly at: Instant;
  /** The ref that this one points to, as `refs/remotes/origin/HEAD` does. */
  readonly target?: string;
}

/**
 * The refs of these names, and all in folders of these names, by their full name.
 * @throws GitError
 */
export async function readRefs(root: string, names: readonly string[]): Promise<ReadonlyMap<string, Ref>> {
  const format = '--format=%(refname) %(objectname) %(committerdate:unix) %(symref)';
  const text = await runGit(root, ['for-each-ref', format, ...names]);
  return new Map(
    text.split('\n').flatMap((line) => {
      const [name, commit, seconds, target] = line.split(' ');
      if (name === undefined || commit === undefined) return [];
      const at = Number(seconds) * 1000;
      return [[name, { commit, at, ...(target !== undefined && target !== '' && { target }) }] as const];
    }),
  );
}
