import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { DAY } from '../../time/duration.ts';
import { formatInstant, parseInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import { replaceFile } from '../../files/write.ts';
import type { ReminderOutput } from './print-output.ts';

const RETENTION = 60 * DAY;
const READ_ATTEMPTS = 3;
const READ_PAUSE_MS = 500;

/** The reminders that were sent, so that neither this watcher nor the next one sends them again. */
export interface SentReminderState {
  readonly isSent: (id: string) => boolean;
  /** Whether a watcher that was killed may have sent it; this can't be found out. */
  readonly isUncertain: (id: string) => boolean;
  /**
   * Prints a reminder and remembers it. The file records the intention before and the result after, so that a kill in
   * between neither loses nor repeats it. If the file can't be written, the reminder is still printed.
   * @param ids of the reminder and of those that it covers
   * @throws Error if it could not be printed; it counts as not sent
   */
  readonly send: (ids: readonly string[], text: string, now: Instant) => Promise<void>;
  /** Writes the file again if that failed before. */
  readonly save: () => Promise<void>;
  /** Why the file does not contain all sent reminders, if so. */
  readonly unsavedReason: () => string | undefined;
}

/** A reminder that is about to be printed. */
interface Intention {
  readonly ids: readonly string[];
  readonly text: string;
  /** The file that standard output is redirected to. */
  readonly file?: string | undefined;
}

const stateSchema = z.object({
  version: z.literal(1),
  said: z.record(z.string(), z.string()),
  saying: z
    .object({ ids: z.array(z.string()), text: z.string(), file: z.string().optional() })
    .optional()
    .catch(undefined),
});

/**
 * Opens the state. A missing file counts as empty. Of a damaged one, every line that can be read counts. Without a file, the
 * state lasts for this run only.
 */
export async function openSentReminderState(
  file: string | undefined,
  output: ReminderOutput,
  warn: (message: string) => void,
): Promise<SentReminderState> {
  const { sent: sentReminders, intention } = file === undefined ? EMPTY() : await readState(file, warn);
  if (file !== undefined) await removeDrafts(file);
  const uncertainIds = new Set<string>();
  let unsaved: string | undefined;
  if (intention) {
    const printed =
      intention.file !== undefined && intention.file === output.fileId()
        ? output.contains(intention.text)
        : undefined;
    for (const id of intention.ids) {
      if (printed === true) sentReminders.set(id, Date.now());
      else if (printed === undefined) uncertainIds.add(id);
    }
  }
  const write = async (next?: Intention): Promise<void> => {
    if (file === undefined) return;
    try {
      await replaceFile(file, serializeState(sentReminders, next));
      if (unsaved !== undefined) warn(`${file} is written again.`);
      unsaved = undefined;
    } catch (error) {
      const reason = (error as Error).message;
      if (unsaved === undefined)
        warn(
          `Could not write ${file}: ${reason}. Reminders go on, and are remembered only as long as this watcher runs.`,
        );
      unsaved = reason;
    }
  };
  return {
    isSent: (id) => sentReminders.has(id),
    isUncertain: (id) => uncertainIds.has(id),
    send: async (ids, text, now) => {
      await write({ ids, text, file: output.fileId() });
      output.print(text);
      for (const id of ids) sentReminders.set(id, now);
      for (const [id, at] of sentReminders) if (at < now - RETENTION) sentReminders.delete(id);
      await write();
    },
    save: async () => {
      if (unsaved !== undefined) await write();
    },
    unsavedReason: () => unsaved,
  };
}

interface StoredState {
  readonly sent: Map<string, Instant>;
  readonly intention?: Intention | undefined;
}

const EMPTY = (): StoredState => ({ sent: new Map() });

async function readState(file: string, warn: (message: string) => void): Promise<StoredState> {
  let text = '';
  for (let attempt = 1; ; attempt += 1) {
    try {
      text = await readFile(file, 'utf8');
      break;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return EMPTY();
      if (attempt === READ_ATTEMPTS) {
        warn(`Could not read ${file}: ${message}. Reminders that are already late may be repeated once.`);
        return EMPTY();
      }
      await wait(READ_PAUSE_MS);
    }
  }
  const state = parseState(text);
  if (state) return state;
  const sent = salvageLines(text);
  warn(
    `${file} is damaged: ${sent.size} of its reminders could be read. Others that are already late may be repeated once.`,
  );
  return { sent };
}

/** Removes what killed watchers left of `replaceFile`. The lock makes sure that no other watcher is writing. */
async function removeDrafts(file: string): Promise<void> {
  const names = await readdir(dirname(file)).catch(() => []);
  const drafts = names.filter((name) => name.startsWith(`${basename(file)}.`) && name.endsWith('.tmp'));
  await Promise.all(
    drafts.map((name) => rm(join(dirname(file), name), { force: true }).catch(() => undefined)),
  );
}

function parseState(text: string): StoredState | undefined {
  try {
    const { said, saying } = stateSchema.parse(JSON.parse(text));
    return { sent: new Map(Object.entries(said).flatMap(toSent)), intention: saying };
  } catch {
    return undefined;
  }
}

/** The file has one reminder on each line. */
function salvageLines(text: string): Map<string, Instant> {
  const lines = text.split('\n').map((line) => /^ *"([^"\\]+)": "([^"\\]+)",?$/.exec(line));
  return new Map(lines.flatMap((match) => (match ? toSent([match[1]!, match[2]!]) : [])));
}

function toSent([id, at]: readonly [string, string]): (readonly [string, Instant])[] {
  const read = parseInstant(at);
  return 'instant' in read ? [[id, read.instant]] : [];
}

function serializeState(sentReminders: ReadonlyMap<string, Instant>, saying: Intention | undefined): string {
  const said = Object.fromEntries([...sentReminders].map(([id, at]) => [id, formatInstant(at)]));
  return `${JSON.stringify({ version: 1, said, ...(saying && { saying }) }, null, 1)}\n`;
}
