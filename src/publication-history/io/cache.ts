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

/** Increase it when the contents of a history change, or how they are determined; older cache files are then ignored. */
const CACHE_VERSION = 2;

/** One file for each content root and branch. */
export interface CacheLocation {
  readonly folder: string;
  readonly key: string;
}

/** Undefined if there is no cache file, or it is damaged or of another version. */
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

/** Ignores write errors: the next run only takes longer. */
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

/** The first line of the file: the version, and a hash of the key and the body. */
function formatCacheHeader({ key }: CacheLocation, body: string): string {
  return `candor history ${CACHE_VERSION} ${createHash('sha256').update(`${key}\n${body}`).digest('hex')}`;
}

/** A history with each commit written once, referred to by its `order`. */
interface PackedHistory {
  readonly commits: readonly (readonly [order: number, sha: string, at: number, endedIncidents: number])[];
  readonly tip: number;
  readonly firstCommitAt: number | null;
  readonly firstIncidentCommit: number;
  readonly clockSkews: readonly (readonly [number, number])[];
  readonly backMerges: readonly number[];
  readonly incidents: readonly PackedIncident[];
}

type PackedIncident = readonly [
  id: string,
  path: string,
  blob: string,
  addedIn: number,
  flags: number,
  previousId: string,
  updates: readonly (readonly [id: string, addedIn: number, ...corrections: number[]])[],
  revisions: readonly (Omit<IncidentRevision, 'commit'> & { readonly commit: number })[],
  removal: (Omit<IncidentRemoval, 'commit'> & { readonly commit: number }) | null,
];

function packHistory(history: IncidentHistory): PackedHistory {
  const commits = new Map<number, PublishedCommit>();
  const at = (commit: PublishedCommit | undefined): number => {
    if (commit) commits.set(commit.order, commit);
    return commit?.order ?? -1;
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
    incident.revisions.map((revision) => ({ ...revision, commit: at(revision.commit) })),
    incident.removal ? { ...incident.removal, commit: at(incident.removal.commit) } : null,
  ]);
  return {
    tip: at(history.tip),
    firstCommitAt: history.firstCommitAt ?? null,
    firstIncidentCommit: at(history.firstIncidentCommit),
    clockSkews: [...history.clockSkews],
    backMerges: [...history.backMerges],
    incidents,
    commits: [...commits.values()].map(({ order, sha, at: time, endedIncidents }) => [
      order,
      sha,
      time,
      endedIncidents,
    ]),
  };
}

function unpackHistory(packed: PackedHistory): IncidentHistory {
  const commits = new Map(
    packed.commits.map(
      ([order, sha, at, endedIncidents]) => [order, { sha, at, order, endedIncidents }] as const,
    ),
  );
  const at = (order: number): PublishedCommit => commits.get(order)!;
  const incidents = new Map<string, PublishedIncident>();
  for (const [id, path, blob, addedIn, flags, previousId, updates, revisions, removal] of packed.incidents) {
    const published = new Map<string, PublishedUpdate>();
    for (const update of updates) published.set(update[0], unpackUpdate(update, at));
    incidents.set(id, {
      id,
      path,
      blob,
      addedIn: at(addedIn),
      endedWhenAdded: (flags & 1) !== 0,
      imported: (flags & 2) !== 0,
      ...(previousId !== '' && { previousId }),
      updates: published,
      revisions: revisions.map((revision) => ({ ...revision, commit: at(revision.commit) })),
      ...(removal && { removal: { ...removal, commit: at(removal.commit) } }),
    });
  }
  return {
    ...(packed.tip !== -1 && { tip: at(packed.tip) }),
    ...(packed.firstCommitAt !== null && { firstCommitAt: packed.firstCommitAt }),
    ...(packed.firstIncidentCommit !== -1 && { firstIncidentCommit: at(packed.firstIncidentCommit) }),
    clockSkews: new Map(packed.clockSkews),
    backMerges: new Set(packed.backMerges),
    incidents,
  };
}

function unpackUpdate(
  [id, addedIn, ...numbers]: PackedIncident[6][number],
  at: (order: number) => PublishedCommit,
): PublishedUpdate {
  const corrections: Correction[] = [];
  for (let index = 0; index < numbers.length; index += 2) {
    corrections.push({ at: numbers[index]!, addedIn: at(numbers[index + 1]!) });
  }
  return { id, addedIn: at(addedIn), corrections };
}
