import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Correction,
  IncidentRemoval,
  IncidentHistory,
  PublishedCommit,
  PublishedIncident,
  PublishedUpdate,
  IncidentRevision,
} from '../history.ts';

/** Raised when what a history holds changes, or how it is found out: older files are then read no more. */
const CACHE_VERSION = 1;

/** Where a history is kept: one file for each content root and line. */
export interface CacheLocation {
  readonly folder: string;
  readonly key: string;
}

/** The history that was kept; undefined if there is none, or one that is damaged or of another version. */
export async function readCachedHistory(place: CacheLocation): Promise<IncidentHistory | undefined> {
  try {
    const text = await readFile(cacheFileOf(place), 'utf8');
    const line = text.indexOf('\n');
    const body = text.slice(line + 1);
    if (text.slice(0, line) !== formatCacheHeader(place, body)) return undefined;
    return unpackHistory(JSON.parse(body) as PackedHistory);
  } catch {
    return undefined;
  }
}

/** Keeps a history. What can't be written is not kept: the next reading takes longer, and nothing else. */
export async function writeCachedHistory(place: CacheLocation, history: IncidentHistory): Promise<void> {
  const body = JSON.stringify(packHistory(history));
  const file = cacheFileOf(place);
  const draft = `${file}.${randomUUID()}`;
  try {
    await mkdir(place.folder, { recursive: true });
    await writeFile(draft, `${formatCacheHeader(place, body)}\n${body}`);
    await rename(draft, file);
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

function cacheFileOf({ folder, key }: CacheLocation): string {
  return join(folder, `history-${createHash('sha256').update(key).digest('hex').slice(0, 16)}.json`);
}

/** The first line of the file: the version, and a sum over all that makes the rest mean what it means. */
function formatCacheHeader({ key }: CacheLocation, body: string): string {
  return `candor history ${CACHE_VERSION} ${createHash('sha256').update(`${key}\n${body}`).digest('hex')}`;
}

/** A history with each commit written once, named by its place on the line. */
interface PackedHistory {
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
  revisions: readonly (Omit<IncidentRevision, 'moment'> & { readonly moment: number })[],
  gone: (Omit<IncidentRemoval, 'moment'> & { readonly moment: number }) | null,
];

function packHistory(history: IncidentHistory): PackedHistory {
  const moments = new Map<number, PublishedCommit>();
  const at = (moment: PublishedCommit | undefined): number => {
    if (moment) moments.set(moment.order, moment);
    return moment?.order ?? -1;
  };
  const incidents = [...history.incidents.values()].map((incident): PackedIncident => [
    incident.id,
    incident.path,
    incident.blob,
    at(incident.addedIn),
    (incident.endedWhenAdded ? 1 : 0) + (incident.imported ? 2 : 0),
    incident.previousId ?? '',
    [...incident.updates.values()].map(({ id, addedIn, corrections }) => [
      id,
      at(addedIn),
      ...corrections.flatMap((correction) => [correction.at, at(correction.addedIn)]),
    ]),
    incident.revisions.map((revision) => ({ ...revision, moment: at(revision.commit) })),
    incident.removal ? { ...incident.removal, moment: at(incident.removal.commit) } : null,
  ]);
  return {
    tip: at(history.tip),
    begins: history.firstCommitAt ?? null,
    opening: at(history.firstIncidentCommit),
    doubts: [...history.clockSkews],
    ownMerges: [...history.backMerges],
    incidents,
    moments: [...moments.values()].map((moment) => [moment.order, moment.sha, moment.at, moment.endedIncidents]),
  };
}

function unpackHistory(packed: PackedHistory): IncidentHistory {
  const moments = new Map(
    packed.moments.map(([order, commit, at, ended]) => [order, { commit, at, order, ended }] as const),
  );
  const at = (order: number): PublishedCommit => moments.get(order)!;
  const incidents = new Map<string, PublishedIncident>();
  for (const [id, path, blob, arrived, flags, was, updates, revisions, gone] of packed.incidents) {
    const published = new Map<string, PublishedUpdate>();
    for (const update of updates) published.set(update[0], unpackUpdate(update, at));
    incidents.set(id, {
      id,
      path,
      blob,
      addedIn: at(arrived),
      endedWhenAdded: (flags & 1) !== 0,
      imported: (flags & 2) !== 0,
      ...(was !== '' && { previousId: was }),
      updates: published,
      revisions: revisions.map((revision) => ({ ...revision, moment: at(revision.moment) })),
      ...(gone && { removal: { ...gone, commit: at(gone.moment) } }),
    });
  }
  return {
    ...(packed.tip !== -1 && { tip: at(packed.tip) }),
    ...(packed.begins !== null && { firstCommitAt: packed.begins }),
    ...(packed.opening !== -1 && { firstIncidentCommit: at(packed.opening) }),
    clockSkews: new Map(packed.doubts),
    backMerges: new Set(packed.ownMerges),
    incidents,
  };
}

function unpackUpdate(
  [id, arrived, ...numbers]: PackedIncident[6][number],
  at: (order: number) => PublishedCommit,
): PublishedUpdate {
  const corrections: Correction[] = [];
  for (let index = 0; index < numbers.length; index += 2) {
    corrections.push({ at: numbers[index]!, addedIn: at(numbers[index + 1]!) });
  }
  return { id, addedIn: at(arrived), corrections };
}
