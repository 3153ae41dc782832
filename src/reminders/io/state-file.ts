import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DAY } from '../../time/duration.ts';
import { formatInstant, parseInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';

/** What was said is remembered for so long. */
const RETENTION = 60 * DAY;

/** What a watcher has said, so that the next one doesn't say it again. */
export interface SentReminderState {
  readonly isSent: (id: string) => boolean;
  /** Remembers, on disk, before it returns. */
  readonly markSent: (ids: readonly string[], now: Instant) => Promise<void>;
}

/** Reads a memory from its file; a file that is missing or makes no sense is an empty memory. No file: this run only. */
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

/** A new file takes the old one's place at once, so that a kill leaves one of them whole. */
async function writeSentReminders(file: string, sentReminders: ReadonlyMap<string, Instant>): Promise<void> {
  const times = [...sentReminders].map(([id, at]) => [id, formatInstant(at)]);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    `${file}.new`,
    `${JSON.stringify({ version: 1, said: Object.fromEntries(times) }, null, 1)}\n`,
  );
  await rename(`${file}.new`, file);
}
