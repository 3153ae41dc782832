import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openSqlite } from '../../files/sqlite.ts';

/** SQLite's code for a file that another process has locked. */
const SQLITE_BUSY = 5;

export type LockResult =
  | { readonly type: 'locked'; readonly release: () => void }
  | { readonly type: 'busy' }
  | { readonly type: 'failed'; readonly reason: string };

/**
 * Locks a file against other processes. The operating system holds the lock, through an empty SQLite database, so it
 * ends with the process, however that ends.
 */
export function lockFile(file: string): LockResult {
  let opened: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const database = openSqlite(file, { timeout: 0 });
    opened = database;
    database.exec('BEGIN EXCLUSIVE');
    return { type: 'locked', release: () => database.close() };
  } catch (error) {
    opened?.close();
    const { errcode, message } = error as Error & { errcode?: number };
    return errcode === SQLITE_BUSY ? { type: 'busy' } : { type: 'failed', reason: message };
  }
}
