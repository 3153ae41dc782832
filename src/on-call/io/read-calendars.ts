import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { personField } from '../../content/schema/fields.ts';
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
import { openKeptLists, writeKeptLists } from './kept-lists.ts';
import type { KeptLists } from './kept-lists.ts';
import { openSealedList, sealList } from './sealed-list.ts';

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
  /** The lists that another clone can read; without it, none. */
  readonly openKept?: () => KeptLists;
}

/** Beyond it, no date exists. */
const LAST_INSTANT = 8.64e15;
const storedInstant = z.int().min(0).max(LAST_INSTANT);

const storedSchema = z.object({
  readAt: storedInstant,
  periods: z.array(
    z.object({
      from: storedInstant,
      to: storedInstant,
      people: z.array(personField),
      backups: z.array(personField),
    }),
  ),
});

type Stored = z.output<typeof storedSchema>;

export type CalendarReader = (site: Site, now: Instant) => Promise<CalendarReadings>;

/** Reads the calendars of a site; each is asked at most every five minutes. A calendar that fails never fails a command. */
export function createCalendarReader({
  folder,
  secret = readSecret,
  openKept = () => () => Promise.resolve(undefined),
}: CalendarSettings): CalendarReader {
  const known = new Map<string, { readonly at: Instant; readonly reading: CalendarReading }>();
  return async (site, now) => {
    const kept = openKept();
    const roles = rolesWithCalendar(site);
    const readings = roles.map(async ([role, settings]): Promise<[string, CalendarReading]> => {
      const key = JSON.stringify([role, settings]);
      const before = known.get(key);
      if (before && Math.abs(now - before.at) < MAX_AGE) return [role, before.reading];
      const file = folder === undefined ? undefined : join(folder, `on-call-${role}.json`);
      const reading = await readRota(role, settings, site.timezone, { secret, file, kept, now });
      known.set(key, { at: now, reading });
      return [role, reading];
    });
    return new Map(await Promise.all(readings));
  };
}

function rolesWithCalendar(site: Site): [string, Site['on-call'][string]][] {
  return Object.entries(site['on-call']).filter(([, { calendar }]) => calendar !== undefined);
}

/** Keeps the last lists in the git folder of a content root, if it has one. */
export async function openCalendarReader(root: string): Promise<CalendarReader> {
  const folder = await findGitFolder(root);
  return createCalendarReader(
    folder === undefined ? {} : { folder: join(folder, 'candor'), openKept: () => openKeptLists(root) },
  );
}

export interface KeptRoles {
  /** The roles whose lists the remote repository has now. */
  readonly kept: readonly string[];
  /** Why calendars could not be read now, by role: their lists stay as they were. */
  readonly unread: ReadonlyMap<string, string>;
}

/**
 * Reads the calendars of a site and keeps their lists in the remote repository, for runs in new clones.
 * @throws GitError if they can't be pushed
 */
export async function keepCalendars(
  root: string,
  site: Site,
  now: Instant,
  secret: (name: string) => string | undefined = readSecret,
): Promise<KeptRoles> {
  const lists = new Map<string, string | undefined>();
  const unread = new Map<string, string>();
  for (const [role, settings] of rolesWithCalendar(site)) {
    try {
      const address = addressOf(settings, secret);
      const { stored } = await readNow(address, settings, site.timezone, now);
      lists.set(role, await sealList(JSON.stringify(stored), role, address));
    } catch (error) {
      lists.set(role, undefined);
      unread.set(role, (error as Error).message);
    }
  }
  return { kept: lists.size === 0 ? [] : await writeKeptLists(root, lists), unread };
}

/** Reads the calendars of a site once. */
export async function readCalendars(root: string, site: Site, now: Instant): Promise<CalendarReadings> {
  const hasCalendars = Object.values(site['on-call']).some(({ calendar }) => calendar !== undefined);
  return hasCalendars ? (await openCalendarReader(root))(site, now) : new Map();
}

interface RotaReading {
  readonly secret: (name: string) => string | undefined;
  readonly file: string | undefined;
  readonly kept: KeptLists;
  readonly now: Instant;
}

type RotaSettings = Site['on-call'][string];

async function readRota(
  role: string,
  settings: RotaSettings,
  pageZone: string,
  { secret, file, kept, now }: RotaReading,
): Promise<CalendarReading> {
  const local = await readStored(file);
  let address: string | undefined;
  try {
    address = addressOf(settings, secret);
    const { stored, notes } = await readNow(address, settings, pageZone, now);
    await writeStored(file, stored);
    return { periods: stored.periods, ...(notes.length > 0 && { note: notes.join(' ') }) };
  } catch (error) {
    const reason = `Its calendar could not be read: ${(error as Error).message}`;
    const sealed = address === undefined ? undefined : await kept(role);
    const opened = sealed === undefined ? undefined : await openSealedList(sealed, role, address!);
    const stored = newestOf(local, opened === undefined ? undefined : parseStored(opened));
    if (stored)
      return {
        periods: stored.periods,
        note: `${reason} The last known list, of ${formatInstant(stored.readAt)}, is used: it is ${formatDuration(Math.max(MINUTE, now - stored.readAt))} old.`,
      };
    const isUnopened = sealed !== undefined && opened === undefined;
    return {
      note: isUnopened
        ? `${reason} The list that the repository keeps is damaged, or comes from another address.`
        : reason,
    };
  }
}

/** @throws Error in one sentence */
function addressOf({ calendar }: RotaSettings, readAddress: (name: string) => string | undefined): string {
  const { url, secret } = calendar!;
  const address = url ?? (secret === undefined ? undefined : readAddress(secret)?.trim());
  if (address === undefined || address === '')
    throw new Error(`The secret ${secret ?? ''} with its address is not set.`);
  return address;
}

/** @throws Error in one sentence */
async function readNow(
  address: string,
  { calendar, timezone }: RotaSettings,
  pageZone: string,
  now: Instant,
): Promise<{ readonly stored: Stored; readonly notes: readonly string[] }> {
  const { parseOnCallCalendar } = await import('../parse-calendar.ts');
  const { periods, unknownNames } = parseOnCallCalendar(
    await download(address),
    calendar!.names,
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
  const copies = periods.map((one) => ({ ...one, people: [...one.people], backups: [...one.backups] }));
  return { stored: { readAt: now, periods: copies }, notes };
}

function newestOf(a: Stored | undefined, b: Stored | undefined): Stored | undefined {
  return a && b ? (b.readAt > a.readAt ? b : a) : (a ?? b);
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
  return parseStored(await readFile(file, 'utf8').catch(() => ''));
}

/** Undefined if it is damaged. */
function parseStored(text: string): Stored | undefined {
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A list that can't be stored is not missed until the calendar fails. */
async function writeStored(file: string | undefined, stored: Stored): Promise<void> {
  if (file !== undefined) await replaceFile(file, `${JSON.stringify(stored)}\n`).catch(() => undefined);
}
