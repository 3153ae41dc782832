import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Correction,
  Gone,
  History,
  Moment,
  PublishedIncident,
  PublishedUpdate,
  Revision,
} from '../history.ts';

/** Raised when what a history holds changes, or how it is found out: older files are then read no more. */
const VERSION = 1;

/** Where a history is kept: one file for each content root and line. */
export interface CachePlace {
  readonly folder: string;
  readonly key: string;
}

/** The history that was kept; undefined if there is none, or one that is damaged or of another version. */
export async function readCachedHistory(place: CachePlace): Promise<History | undefined> {
  try {
    const text = await readFile(fileOf(place), 'utf8');
    const line = text.indexOf('\n');
    const body = text.slice(line + 1);
    if (text.slice(0, line) !== sealOf(place, body)) return undefined;
    return unpack(JSON.parse(body) as Packed);
  } catch {
    return undefined;
  }
}

/** Keeps a history. What can't be written is not kept: the next reading takes longer, and nothing else. */
export async function writeCachedHistory(place: CachePlace, history: History): Promise<void> {
  const body = JSON.stringify(pack(history));
  const file = fileOf(place);
  const draft = `${file}.${randomUUID()}`;
  try {
    await mkdir(place.folder, { recursive: true });
    await writeFile(draft, `${sealOf(place, body)}\n${body}`);
    await rename(draft, file);
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

function fileOf({ folder, key }: CachePlace): string {
  return join(folder, `history-${createHash('sha256').update(key).digest('hex').slice(0, 16)}.json`);
}

/** The first line of the file: the version, and a sum over all that makes the rest mean what it means. */
function sealOf({ key }: CachePlace, body: string): string {
  return `candor history ${VERSION} ${createHash('sha256').update(`${key}\n${body}`).digest('hex')}`;
}

/** A history with each commit written once, named by its place on the line. */
interface Packed {
  readonly moments: readonly (readonly [order: number, commit: string, at: number, ended: number])[];
  readonly tip: number;
  readonly begins: number | null;
  readonly opening: number;
  readonly doubts: readonly (readonly [number, number])[];
  readonly ownMerges: readonly number[];
  readonly incidents: readonly PackedIncident[];
}

type PackedIncident = readonly [
  id: string,
  path: string,
  blob: string,
  arrived: number,
  flags: number,
  was: string,
  updates: readonly (readonly [id: string, arrived: number, ...corrections: number[]])[],
  revisions: readonly (Omit<Revision, 'moment'> & { readonly moment: number })[],
  gone: (Omit<Gone, 'moment'> & { readonly moment: number }) | null,
];

function pack(history: History): Packed {
  const moments = new Map<number, Moment>();
  const at = (moment: Moment | undefined): number => {
    if (moment) moments.set(moment.order, moment);
    return moment?.order ?? -1;
  };
  const incidents = [...history.incidents.values()].map((incident): PackedIncident => [
    incident.id,
    incident.path,
    incident.blob,
    at(incident.arrived),
    (incident.endedOnArrival ? 1 : 0) + (incident.imported ? 2 : 0),
    incident.was ?? '',
    [...incident.updates.values()].map(({ id, arrived, corrections }) => [
      id,
      at(arrived),
      ...corrections.flatMap((correction) => [correction.at, at(correction.arrived)]),
    ]),
    incident.revisions.map((revision) => ({ ...revision, moment: at(revision.moment) })),
    incident.gone ? { ...incident.gone, moment: at(incident.gone.moment) } : null,
  ]);
  return {
    tip: at(history.tip),
    begins: history.begins ?? null,
    opening: at(history.opening),
    doubts: [...history.doubts],
    ownMerges: [...history.ownMerges],
    incidents,
    moments: [...moments.values()].map((moment) => [moment.order, moment.commit, moment.at, moment.ended]),
  };
}

function unpack(packed: Packed): History {
  const moments = new Map(
    packed.moments.map(([order, commit, at, ended]) => [order, { commit, at, order, ended }] as const),
  );
  const at = (order: number): Moment => moments.get(order)!;
  const incidents = new Map<string, PublishedIncident>();
  for (const [id, path, blob, arrived, flags, was, updates, revisions, gone] of packed.incidents) {
    const published = new Map<string, PublishedUpdate>();
    for (const update of updates) published.set(update[0], unpackUpdate(update, at));
    incidents.set(id, {
      id,
      path,
      blob,
      arrived: at(arrived),
      endedOnArrival: (flags & 1) !== 0,
      imported: (flags & 2) !== 0,
      ...(was !== '' && { was }),
      updates: published,
      revisions: revisions.map((revision) => ({ ...revision, moment: at(revision.moment) })),
      ...(gone && { gone: { ...gone, moment: at(gone.moment) } }),
    });
  }
  return {
    ...(packed.tip !== -1 && { tip: at(packed.tip) }),
    ...(packed.begins !== null && { begins: packed.begins }),
    ...(packed.opening !== -1 && { opening: at(packed.opening) }),
    doubts: new Map(packed.doubts),
    ownMerges: new Set(packed.ownMerges),
    incidents,
  };
}

function unpackUpdate(
  [id, arrived, ...numbers]: PackedIncident[6][number],
  at: (order: number) => Moment,
): PublishedUpdate {
  const corrections: Correction[] = [];
  for (let index = 0; index < numbers.length; index += 2) {
    corrections.push({ at: numbers[index]!, arrived: at(numbers[index + 1]!) });
  }
  return { id, arrived: at(arrived), corrections };
}
