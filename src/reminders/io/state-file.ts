import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DAY } from '../../time/duration.ts';
import { formatInstant, parseInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';

const RETENTION = 60 * DAY;

/** The reminders that were sent, so that the next watcher does not send them again. */
export interface SentReminderState {
  readonly isSent: (id: string) => boolean;
  /** The file is written before this returns. */
  readonly markSent: (ids: readonly string[], now: Instant) => Promise<void>;
}

/** A missing or invalid file counts as empty. Without a file, the state lasts for this run only. */
export async function openSentReminderState(file: string | undefined): Promise<SentReminderState> {
  const sentReminders = file === undefined ? new Map<string, Instant>() : await readSentReminders(file);
  const markSent = async (ids: readonly string[], now: Instant): Promise<void> => {
    for (const id of ids) sentReminders.set(id, now);
    for (const [id, at] of sentReminders) if (at < now - RETENTION) sentReminders.delete(id);
    if (file !== undefined && ids.length > 0) await writeSentReminders(file, sentReminders);
  };
  return { isSent: (id) => sentReminders.has(id), markSent };
}

async function readSentReminders(file: string): Promise<Map<string, Instant>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const sentReminders = new Map<string, Instant>();
  try {
    const data = JSON.parse(text) as { version?: unknown; said?: unknown };
    if (data.version !== 1 || typeof data.said !== 'object') return sentReminders;
    for (const [id, at] of Object.entries(data.said ?? {})) {
      const read = parseInstant(String(at));
      if ('instant' in read) sentReminders.set(id, read.instant);
    }
  } catch {
    return sentReminders;
  }
  return sentReminders;
}

/** Renames a new file over the old one, so that a kill can't leave half a file. */
async function writeSentReminders(file: string, sentReminders: ReadonlyMap<string, Instant>): Promise<void> {
  const times = [...sentReminders].map(([id, at]) => [id, formatInstant(at)]);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    `${file}.new`,
    `${JSON.stringify({ version: 1, said: Object.fromEntries(times) }, null, 1)}\n`,
  );
  await rename(`${file}.new`, file);
}
