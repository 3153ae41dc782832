import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Site } from '../../content/site.ts';
import { readSecret } from '../../files/secret.ts';
import { replaceFile } from '../../files/write.ts';
import { findGitFolder } from '../../git/repository.ts';
import { createCalendar } from '../../time/calendar.ts';
import { DAY, MINUTE, SECOND } from '../../time/duration.ts';
import { formatDuration } from '../../time/duration.ts';
import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { CalendarReadings } from '../on-call.ts';
import { findOverlap } from '../periods.ts';
import type { CalendarReading } from '../rota.ts';

const TIMEOUT = 10 * SECOND;
const MAX_BYTES = 4_000_000;
/** How far a stored list reaches. */
const BEFORE = 14 * DAY;
const AHEAD = 60 * DAY;
/** A watcher asks again after this time. */
const MAX_AGE = 5 * MINUTE;

export interface CalendarSettings {
  /** Where the last list of each role is kept, such as `.git/candor`; without it, none is kept. */
  readonly folder?: string;
  /** Defaults to the environment. */
  readonly secret?: (name: string) => string | undefined;
}

const storedSchema = z.object({
  readAt: z.number(),
  periods: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      people: z.array(z.string()),
      backups: z.array(z.string()),
    }),
  ),
});

type Stored = z.output<typeof storedSchema>;

export type CalendarReader = (site: Site, now: Instant) => Promise<CalendarReadings>;

/** Reads the calendars of a site; each is asked at most every five minutes. A calendar that fails never fails a command. */
export function createCalendarReader({ folder, secret = readSecret }: CalendarSettings): CalendarReader {
  const known = new Map<string, { readonly at: Instant; readonly reading: CalendarReading }>();
  return async (site, now) => {
    const roles = Object.entries(site['on-call']).filter(([, { calendar }]) => calendar !== undefined);
    const readings = roles.map(async ([role, settings]): Promise<[string, CalendarReading]> => {
      const key = JSON.stringify([role, settings]);
      const before = known.get(key);
      if (before && Math.abs(now - before.at) < MAX_AGE) return [role, before.reading];
      const file = folder === undefined ? undefined : join(folder, `on-call-${role}.json`);
      const reading = await readRota(settings, site.timezone, { secret, file, now });
      known.set(key, { at: now, reading });
      return [role, reading];
    });
    return new Map(await Promise.all(readings));
  };
}

/** Keeps the last lists in the git folder of a content root, if it has one. */
export async function openCalendarReader(root: string): Promise<CalendarReader> {
  const folder = await findGitFolder(root);
  return createCalendarReader(folder === undefined ? {} : { folder: join(folder, 'candor') });
}

/** Reads the calendars of a site once. */
export async function readCalendars(root: string, site: Site, now: Instant): Promise<CalendarReadings> {
  const hasCalendars = Object.values(site['on-call']).some(({ calendar }) => calendar !== undefined);
  return hasCalendars ? (await openCalendarReader(root))(site, now) : new Map();
}

interface RotaReading {
  readonly secret: (name: string) => string | undefined;
  readonly file: string | undefined;
  readonly now: Instant;
}

async function readRota(
  { calendar, timezone }: Site['on-call'][string],
  pageZone: string,
  { secret: readAddress, file, now }: RotaReading,
): Promise<CalendarReading> {
  const { url, secret, names } = calendar!;
  const stored = await readStored(file);
  const address = url ?? (secret === undefined ? undefined : readAddress(secret)?.trim());
  try {
    if (address === undefined || address === '')
      throw new Error(`The secret ${secret ?? ''} with its address is not set.`);
    const { parseOnCallCalendar } = await import('../parse-calendar.ts');
    const { periods, unknownNames } = parseOnCallCalendar(
      await download(address),
      names,
      createCalendar(timezone ?? pageZone),
      { from: now - BEFORE, to: now + AHEAD },
    );
    const notes = [
      ...(unknownNames.length === 0
        ? []
        : [
            `Its calendar names people who are not in status.yaml (${unknownNames.slice(0, 3).join('; ')}): add them to names.`,
          ]),
      ...describeOverlap(findOverlap(periods)),
    ];
    await writeStored(file, {
      readAt: now,
      periods: periods.map((one) => ({ ...one, people: [...one.people], backups: [...one.backups] })),
    });
    return { periods, ...(notes.length > 0 && { note: notes.join(' ') }) };
  } catch (error) {
    const reason = (error as Error).message;
    return stored
      ? {
          periods: stored.periods,
          note: `Its calendar could not be read: ${reason} The last known list, of ${formatInstant(stored.readAt)}, is used: it is ${formatDuration(Math.max(MINUTE, now - stored.readAt))} old.`,
        }
      : { note: `Its calendar could not be read: ${reason}` };
  }
}

function describeOverlap(at: Instant | undefined): string[] {
  return at === undefined
    ? []
    : [`Two shifts of its calendar overlap at ${formatInstant(at)}: the one that began first leads.`];
}

/** The address may be a secret, so no message contains it. @throws Error in one sentence */
async function download(address: string): Promise<string> {
  const url = URL.parse(address);
  if (!url || !['https:', 'http:'].includes(url.protocol))
    throw new Error('Its address does not begin with https://.');
  let response: Response;
  try {
    response = await fetch(url, {
      signal: AbortSignal.timeout(TIMEOUT),
      headers: { accept: 'text/calendar, application/json' },
    });
  } catch {
    throw new Error('Its address did not answer.');
  }
  if (!response.ok) throw new Error(`Its address answered ${response.status}.`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk as Uint8Array);
      size += (chunk as Uint8Array).length;
      if (size > MAX_BYTES) break;
    }
  } catch {
    throw new Error('Its address stopped in the middle of its answer.');
  }
  if (size > MAX_BYTES) throw new Error('It is larger than 4 MB.');
  return Buffer.concat(chunks).toString('utf8');
}

async function readStored(file: string | undefined): Promise<Stored | undefined> {
  if (file === undefined) return undefined;
  try {
    return storedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** A list that can't be stored is not missed until the calendar fails. */
async function writeStored(file: string | undefined, stored: Stored): Promise<void> {
  if (file !== undefined) await replaceFile(file, `${JSON.stringify(stored)}\n`).catch(() => undefined);
}
