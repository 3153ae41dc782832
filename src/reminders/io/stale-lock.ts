import { rm, stat } from 'node:fs/promises';
import { pathInside } from '../../files/path-inside.ts';
import { MINUTE } from '../../time/duration.ts';
import { GitError } from '../../git/run.ts';

/** Git holds the lock of a ref for milliseconds. */
const STALE_AFTER = MINUTE;

/**
 * Runs a fetch. If it fails because of the lock of a remote-tracking ref, and the lock is over a minute old, then the git
 * process that created it was killed: the lock is removed and the fetch repeated.
 * @param refsFolder the folder of the remote's refs; other locks are left alone
 */
export async function fetchDespiteStaleLock(refsFolder: string, fetch: () => Promise<void>): Promise<void> {
  try {
    await fetch();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const lock = /Unable to create '([^']+\.lock)': File exists/.exec(error.message)?.[1];
    if (lock === undefined || !pathInside(refsFolder, lock)) throw error;
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => Infinity,
    );
    if (age < STALE_AFTER) throw error;
    await rm(lock, { force: true });
    await fetch();
  }
}
