import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { isProcessRunning } from './process-running.ts';

/** In milliseconds. */
const POLL_INTERVAL = 20;
const MAX_WAIT = 60_000;
/** A lock without a process id is being written; after this time it was left so. */
const MAX_EMPTY_AGE = 5000;

/**
 * Does the work while no other process does work with the same lock. The lock of a process that has ended doesn't count.
 * @param file the lock, which contains the process id; the work's end removes it
 * @throws if another process has the lock for a minute
 */
export async function withFolderLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const end = performance.now() + MAX_WAIT;
  while (!(await takeLock(file))) {
    if (performance.now() > end)
      throw new Error(`Another process has ${file} for a minute. Delete the file if none is running.`);
    await setTimeout(POLL_INTERVAL);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function takeLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (await isAbandoned(file)) await rm(file, { force: true });
  return false;
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    const pid = await readFile(file, 'utf8');
    if (pid === '') return Date.now() - (await stat(file)).mtimeMs > MAX_EMPTY_AGE;
    return !isProcessRunning(Number(pid));
  } catch {
    return false;
  }
}
