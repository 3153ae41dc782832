import { closeSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { openSqlite } from '../../files/sqlite.ts';
import { UsageError } from '../../files/command-errors.ts';

/** SQLite's result codes. */
const BUSY = 5;
const FULL = 13;
const CORRUPT = [11, 26];

/** An alert on disk. */
export interface SpooledAlert<Content> {
  readonly id: number;
  /** Alerts with the same key are sent one after another, in this order. */
  readonly key: string;
  /** For the log. */
  readonly name: string;
  readonly content: Content;
}

/** Alerts on disk, in the order in which they came. */
export interface AlertSpool<Content> {
  /**
   * Resolves once the alerts are on the disk: calls of the same moment share one write.
   * @throws Error if they can't be written; none of them is kept
   */
  readonly add: (alerts: readonly Omit<SpooledAlert<Content>, 'id'>[]) => Promise<void>;
  /** The oldest alert of each key, at most `limit`, as if the alerts and the keys to leave out were not there. */
  readonly next: (
    limit: number,
    leaveOut: { readonly ids: readonly number[]; readonly keys: readonly string[] },
  ) => SpooledAlert<Content>[];
  /** @throws Error if the disk can't be written */
  readonly remove: (ids: readonly number[]) => void;
  readonly count: () => number;
  readonly close: () => void;
  /** What happened to a file that was damaged. */
  readonly damage?: string;
}

/** Whether an error of `add` means that the disk, or the space for alerts, is full. */
export function isFull(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === FULL;
}

/**
 * Opens the file, and creates it with its folder, readable for its owner only. Its lock ends with the process.
 * @param maxBytes the most space for alerts
 * @throws UsageError if another process uses the file, or if it can't be written
 */
export function openAlertSpool<Content>(file: string, maxBytes: number): AlertSpool<Content> {
  try {
    return openDatabase(file, maxBytes);
  } catch (error) {
    const { errcode = 0, message } = error as Error & { errcode?: number };
    if (errcode === BUSY)
      throw new UsageError(`Another receiver uses ${file}. Stop it, or use another --spool.`);
    if (!CORRUPT.includes(errcode)) throw new UsageError(`Could not open ${file} for alerts: ${message}`);
    const copy = `${file}.damaged-${new Date().toISOString().replaceAll(':', '')}`;
    renameSync(file, copy);
    const damage = `${file} was damaged (${message}) and is kept as ${copy}; its alerts were not sent`;
    return { ...openDatabase<Content>(file, maxBytes), damage };
  }
}

function openDatabase<Content>(file: string, maxBytes: number): AlertSpool<Content> {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a', 0o600));
  const database = openSqlite(file, { timeout: 0 });
  try {
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA cache_size = -4096;
      CREATE TABLE IF NOT EXISTS alerts (
        id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL
      ) STRICT;
      CREATE INDEX IF NOT EXISTS alerts_by_key ON alerts (key, id);
    `);
    const { page_size: pageSize } = database.prepare('PRAGMA page_size').get() as { page_size: number };
    database.exec(`PRAGMA max_page_count = ${Math.max(8, Math.floor(maxBytes / pageSize))}`);
  } catch (error) {
    database.close();
    throw error;
  }
  const insert = database.prepare('INSERT INTO alerts (key, name, content) VALUES (?, ?, ?)');
  const oldest = database.prepare(`
    SELECT id, key, name, content FROM alerts AS this
    WHERE key NOT IN (SELECT value FROM json_each(:keys)) AND id NOT IN (SELECT value FROM json_each(:ids))
      AND NOT EXISTS (
        SELECT 1 FROM alerts AS earlier
        WHERE earlier.key = this.key AND earlier.id < this.id
          AND earlier.id NOT IN (SELECT value FROM json_each(:ids)))
    ORDER BY id LIMIT :limit`);
  const remove = database.prepare('DELETE FROM alerts WHERE id = ?');
  let count = (database.prepare('SELECT count(*) AS count FROM alerts').get() as { count: number }).count;

  const inTransaction = (work: () => void): void => {
    database.exec('BEGIN IMMEDIATE');
    try {
      work();
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };

  interface Waiting {
    readonly alerts: readonly Omit<SpooledAlert<Content>, 'id'>[];
    readonly resolve: () => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  const writeWaiting = (): void => {
    const batch = waiting;
    waiting = [];
    try {
      inTransaction(() => {
        for (const { alerts } of batch)
          for (const { key, name, content } of alerts) insert.run(key, name, JSON.stringify(content));
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const { alerts, resolve } of batch) {
      count += alerts.length;
      resolve();
    }
  };

  return {
    add: (alerts) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(writeWaiting);
        waiting.push({ alerts, resolve, reject });
      }),
    next: (limit, { ids, keys }) => {
      const rows = oldest.all({ keys: JSON.stringify(keys), ids: JSON.stringify(ids), limit });
      return (rows as { id: number; key: string; name: string; content: string }[]).map(
        ({ content, ...row }) => ({ ...row, content: JSON.parse(content) as Content }),
      );
    },
    remove: (ids) => {
      inTransaction(() => {
        for (const id of ids) remove.run(id);
      });
      count -= ids.length;
    },
    count: () => count,
    close: () => database.close(),
  };
}
