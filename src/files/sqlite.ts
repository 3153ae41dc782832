import type { DatabaseSync } from 'node:sqlite';
import { UsageError } from './command-errors.ts';

/** @throws UsageError if this version of Node has no SQLite */
export function openSqlite(path: string, options: { timeout?: number } = {}): DatabaseSync {
  const sqlite = process.getBuiltinModule('node:sqlite') as typeof import('node:sqlite') | undefined;
  if (!sqlite)
    throw new UsageError(`Node ${process.version} has no SQLite: use Node 22.13 or later for this.`);
  return new sqlite.DatabaseSync(path, options);
}
