import type { Duration } from '../time/duration.ts';
import type { IncidentRemoval, IncidentHistory, PublishedCommit } from './history.ts';
import { visibilityOf } from './changes.ts';
import { splitVersion, isEndedVersion } from './split-version.ts';
import type { SplitVersion } from './split-version.ts';
import { createPublishedIncident, recordVersion, parseVersion } from './version.ts';
import type { ParseVersion, RecordedVersion } from './version.ts';
import type { Instant } from '../time/instant.ts';
import { idFromPath } from '../content/parse-incident.ts';
import type { SourceFile } from '../content/source.ts';

/** One commit of the default branch, and the incident files that it changed. */
export interface CommitChanges {
  /** Empty for a proposed change. */
  readonly commit: string;
  readonly at: Instant;
  readonly files: readonly CommitFileChange[];
  /**
   * Whether it merged the default branch into a copy of it, as `git pull` does. Updates that were published before are then
   * on its second parent, and only seem to be published by it.
   */
  readonly backMerge?: boolean;
}

export interface CommitFileChange {
  readonly path: string;
  /** Git's blob id of the new text; empty where there is none. */
  readonly blob: string;
  /** Absent if the commit removed the file. */
  readonly after?: SourceFile;
  /** The text before, where the replay has not seen it or should compare with another one. */
  readonly before?: SourceFile;
}

export const EMPTY_HISTORY: IncidentHistory = {
  incidents: new Map(),
  clockSkews: new Map(),
  backMerges: new Set(),
};

/** Reads the commits of the default branch, oldest first. */
export interface HistoryReplay {
  readonly addCommit: (step: CommitChanges) => void;
  readonly finish: () => IncidentHistory;
}

/**
 * Continues from another history. With `complete`, the first commit added is the first of the repository, so that its
 * date is known to be the beginning.
 */
export function replayHistory(
  from: IncidentHistory = EMPTY_HISTORY,
  complete = false,
  parse: ParseVersion = parseVersion,
): HistoryReplay {
  const incidents = new Map(from.incidents);
  const clockSkews = new Map(from.clockSkews);
  const backMerges = new Set(from.backMerges);
  const versions = new Map<string, SplitVersion>();
  let { tip, firstCommitAt, firstIncidentCommit } = from;
  const record = ({ incident, baseline }: RecordedVersion): void => {
    incidents.set(incident.id, incident);
    versions.set(incident.id, baseline);
  };
  const addCommit = (step: CommitChanges): void => {
    const files = pairFileVersions(step, versions);
    const added = files.filter(({ id, after }) => after && !incidents.has(id));
    const ended = added.filter(({ after }) => after && isEndedVersion(after)).length;
    const commit: PublishedCommit = {
      sha: step.commit,
      at: step.at,
      order: tip ? tip.order + 1 : 0,
      endedIncidents: ended,
    };
    if (step.backMerge) backMerges.add(commit.order);
    if (tip) recordClockSkew(clockSkews, tip, commit);
    else if (complete) firstCommitAt = step.at;
    if (added.length > 0) firstIncidentCommit ??= commit;
    const removed = new Map(
      files.flatMap(({ id, before, after }) => (!after && incidents.has(id) ? [[id, before] as const] : [])),
    );
    const findOldName = createRenameFinder(removed);
    for (const { id, before, after, file } of files) {
      if (!after) continue;
      const known = incidents.get(id);
      const name = known ? undefined : findOldName(after);
      if (known) record(recordVersion(known, before, after, file, commit, parse));
      else if (name === undefined)
        record({ incident: createPublishedIncident(id, after, file, commit), baseline: after });
      else {
        const old = incidents.get(name)!;
        record(
          recordVersion({ ...old, id, previousId: name }, removed.get(name), after, file, commit, parse),
        );
        incidents.set(name, {
          ...old,
          removal: { ...createRemoval(commit, removed.get(name), parse), renamedTo: id },
        });
        removed.delete(name);
      }
    }
    for (const [id, before] of removed)
      incidents.set(id, { ...incidents.get(id)!, removal: createRemoval(commit, before, parse) });
    tip = commit;
  };
  const finish = (): IncidentHistory => ({
    ...(from.startsAtBase && { startsAtBase: from.startsAtBase }),
    ...(tip && { tip }),
    ...(firstCommitAt !== undefined && { firstCommitAt }),
    ...(firstIncidentCommit && { firstIncidentCommit }),
    incidents,
    clockSkews,
    backMerges,
  });
  return { addCommit, finish };
}

interface FileVersionPair {
  readonly id: string;
  readonly file: CommitFileChange;
  /** The version before, if it is known. */
  readonly before: SplitVersion | undefined;
  readonly after: SplitVersion | undefined;
}

/** Pairs the files of a commit by id: a file that moved to another folder is one file, not two. */
function pairFileVersions(
  step: CommitChanges,
  versions: ReadonlyMap<string, SplitVersion>,
): FileVersionPair[] {
  const files = new Map<string, CommitFileChange>();
  for (const file of step.files) {
    const id = idFromPath(file.path);
    const twin = files.get(id);
    if (twin) files.set(id, { ...(file.after ? file : twin), before: file.before ?? twin.before });
    else files.set(id, file);
  }
  return [...files].map(([id, file]) => {
    const before = file.before ? splitVersion(file.before) : versions.get(id);
    return { id, file, before, after: file.after && splitVersion(file.after, before) };
  });
}

function createRemoval(
  commit: PublishedCommit,
  before: SplitVersion | undefined,
  parse: ParseVersion,
): IncidentRemoval {
  const event = before && parse(before.source);
  return { commit, ...(event && { before: visibilityOf(event) }) };
}

/**
 * A commit that is dated before its parent means that one of the two clocks was wrong. A proposed change has the time of
 * the check instead of a commit date, so it is skipped.
 */
function recordClockSkew(
  clockSkews: Map<number, Duration>,
  parent: PublishedCommit,
  child: PublishedCommit,
): void {
  const back = parent.at - child.at;
  if (back <= 0 || child.sha === '') return;
  clockSkews.set(child.order, back);
  clockSkews.set(parent.order, Math.max(back, clockSkews.get(parent.order) ?? 0));
}
/**
 * Finds which removed file an added one was renamed from: the one with an update of the same text; or with an update of
 * the same time, or without updates, under the same title. Delete a match from `removed`, and it is not found again.
 * Linear, because a whole folder can be renamed at once.
 */
function createRenameFinder(
  removed: ReadonlyMap<string, SplitVersion | undefined>,
): (added: SplitVersion) => string | undefined {
  const ids = new Map<string, string[]>();
  for (const [id, version] of [...removed].toReversed()) {
    for (const signature of version
      ? [...signaturesOf(version), ...(version.sections.length === 0 ? [titleOf(version)] : [])]
      : []) {
      const same = ids.get(signature);
      if (same) same.push(id);
      else ids.set(signature, [id]);
    }
  }
  return (added) => {
    if (ids.size === 0) return undefined;
    for (const signature of [...signaturesOf(added), titleOf(added)]) {
      const same = ids.get(signature) ?? [];
      while (same.length > 0 && !removed.has(same.at(-1)!)) same.pop();
      if (same.length > 0) return same.at(-1);
    }
    return undefined;
  };
}

/** Identify an incident with updates, the most reliable first. */
function signaturesOf(version: SplitVersion): string[] {
  const updates = version.ids.filter((id) => id !== '').map((id) => `${titleOf(version)}\n${id}`);
  return [...version.sections, ...updates];
}

function titleOf({ publicFrontMatter }: SplitVersion): string {
  return /^title:.*$/m.exec(publicFrontMatter)?.[0] ?? '';
}
