import type { Duration } from '../time/duration.ts';
import type { IncidentRemoval, IncidentHistory, PublishedCommit } from './history.ts';
import { visibilityOf } from './changes.ts';
import { splitVersion, isEndedVersion } from './split-version.ts';
import type { SplitVersion } from './split-version.ts';
import { createRenameFinder } from './renames.ts';
import { createPublishedIncident, recordVersion, parseVersion } from './version.ts';
import type { RecordedVersion } from './version.ts';
import type { Instant } from '../time/instant.ts';
import { idFromPath } from '../content/parse-incident.ts';
import type { SourceFile } from '../content/source.ts';

/** One commit of the line, and the incident files that it changed. */
export interface CommitChanges {
  /** Empty for what is proposed. */
  readonly commit: string;
  readonly at: Instant;
  readonly files: readonly CommitFileChange[];
  /**
   * Whether it merged the line into a copy of it, as `git pull` does: what was published before then hangs on its second
   * parent, and only seems to arrive with it.
   */
  readonly backMerge?: boolean;
}

/** What a commit made of a file. */
export interface CommitFileChange {
  readonly path: string;
  /** Git's id of the new text; empty where there is none. */
  readonly blob: string;
  /** Absent if the commit took the file away. */
  readonly after?: SourceFile;
  /** The text before, where the pass has not seen it or should compare with another. */
  readonly before?: SourceFile;
}

export const EMPTY_HISTORY: IncidentHistory = {
  incidents: new Map(),
  clockSkews: new Map(),
  backMerges: new Set(),
};

/** A way along the line, oldest commit first, that keeps what V6.4 asks about. */
export interface HistoryReplay {
  readonly addCommit: (step: CommitChanges) => void;
  readonly finish: () => IncidentHistory;
}

/**
 * Begins a pass where another one ended. `complete` says that the first step is the first commit there ever was, so
 * that its date is the line's beginning.
 */
export function replayHistory(from: IncidentHistory = EMPTY_HISTORY, complete = false): HistoryReplay {
  const incidents = new Map(from.incidents);
  const clockSkews = new Map(from.clockSkews);
  const backMerges = new Set(from.backMerges);
  const versions = new Map<string, SplitVersion>();
  let { tip, firstCommitAt, firstIncidentCommit } = from;
  const keep = ({ incident, baseline }: RecordedVersion): void => {
    incidents.set(incident.id, incident);
    versions.set(incident.id, baseline);
  };
  const addCommit = (step: CommitChanges): void => {
    const files = pairFileVersions(step, versions);
    const arriving = files.filter(({ id, after }) => after && !incidents.has(id));
    const ended = arriving.filter(({ after }) => after && isEndedVersion(after)).length;
    const commit: PublishedCommit = {
      sha: step.commit,
      at: step.at,
      order: tip ? tip.order + 1 : 0,
      endedIncidents: ended,
    };
    if (step.backMerge) backMerges.add(commit.order);
    if (tip) recordClockSkew(clockSkews, tip, commit);
    else if (complete) firstCommitAt = step.at;
    if (arriving.length > 0) firstIncidentCommit ??= commit;
    const leaving = new Map(
      files.flatMap(({ id, before, after }) => (!after && incidents.has(id) ? [[id, before] as const] : [])),
    );
    const oldName = createRenameFinder(leaving);
    for (const { id, before, after, file } of files) {
      if (!after) continue;
      const known = incidents.get(id);
      const name = known ? undefined : oldName(after);
      if (known) keep(recordVersion(known, before, after, file, commit));
      else if (name === undefined)
        keep({ incident: createPublishedIncident(id, after, file, commit), baseline: after });
      else {
        const old = incidents.get(name)!;
        keep(recordVersion({ ...old, id, previousId: name }, leaving.get(name), after, file, commit));
        incidents.set(name, {
          ...old,
          removal: { ...createRemoval(commit, leaving.get(name)), renamedTo: id },
        });
        leaving.delete(name);
      }
    }
    for (const [id, before] of leaving)
      incidents.set(id, { ...incidents.get(id)!, removal: createRemoval(commit, before) });
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
  /** What it said before, if that is known. */
  readonly before: SplitVersion | undefined;
  readonly after: SplitVersion | undefined;
}

/** The files of a step by id: one that only moved to another folder is one file, not two. */
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

function createRemoval(commit: PublishedCommit, before: SplitVersion | undefined): IncidentRemoval {
  const event = before && parseVersion(before);
  return { commit, ...(event && { before: visibilityOf(event) }) };
}

/**
 * A commit can't be made before its parent: where the dates say so, one of the two clocks was wrong, and nothing tells
 * which. What is only proposed has the time of judging, which is not git's.
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
