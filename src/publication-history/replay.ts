import type { Duration } from '../time/duration.ts';
import type { Gone, History, Moment } from './history.ts';
import { visibilityOf } from './changes.ts';
import { cutVersion, isOver } from './split-version.ts';
import type { Cut } from './split-version.ts';
import { renames } from './renames.ts';
import { arrival, nextVersion, parseCut } from './version.ts';
import type { NextVersion } from './version.ts';
import type { Instant } from '../time/instant.ts';
import { idOf } from '../content/parse-incident.ts';
import type { Source } from '../content/source.ts';

/** One commit of the line, and the incident files that it changed. */
export interface Step {
  /** Empty for what is proposed. */
  readonly commit: string;
  readonly at: Instant;
  readonly files: readonly FileStep[];
  /**
   * Whether it merged the line into a copy of it, as `git pull` does: what was published before then hangs on its second
   * parent, and only seems to arrive with it.
   */
  readonly ownMerge?: boolean;
}

/** What a commit made of a file. */
export interface FileStep {
  readonly path: string;
  /** Git's id of the new text; empty where there is none. */
  readonly blob: string;
  /** Absent if the commit took the file away. */
  readonly after?: Source;
  /** The text before, where the pass has not seen it or should compare with another. */
  readonly before?: Source;
}

export const NO_HISTORY: History = { incidents: new Map(), doubts: new Map(), ownMerges: new Set() };

/** A way along the line, oldest commit first, that keeps what V6.4 asks about. */
export interface Pass {
  readonly add: (step: Step) => void;
  readonly end: () => History;
}

/**
 * Begins a pass where another one ended. `complete` says that the first step is the first commit there ever was, so
 * that its date is the line's beginning.
 */
export function historyPass(from: History = NO_HISTORY, complete = false): Pass {
  const incidents = new Map(from.incidents);
  const doubts = new Map(from.doubts);
  const ownMerges = new Set(from.ownMerges);
  const cuts = new Map<string, Cut>();
  let { tip, begins, opening } = from;
  const keep = ({ record, baseline }: NextVersion): void => {
    incidents.set(record.id, record);
    cuts.set(record.id, baseline);
  };
  const add = (step: Step): void => {
    const files = versionsOf(step, cuts);
    const arriving = files.filter(({ id, now }) => now && !incidents.has(id));
    const ended = arriving.filter(({ now }) => now && isOver(now)).length;
    const moment: Moment = { commit: step.commit, at: step.at, order: tip ? tip.order + 1 : 0, ended };
    if (step.ownMerge) ownMerges.add(moment.order);
    if (tip) noteDoubt(doubts, tip, moment);
    else if (complete) begins = step.at;
    if (arriving.length > 0) opening ??= moment;
    const leaving = new Map(
      files.flatMap(({ id, was, now }) => (!now && incidents.has(id) ? [[id, was] as const] : [])),
    );
    const oldName = renames(leaving);
    for (const { id, was, now, file } of files) {
      if (!now) continue;
      const known = incidents.get(id);
      const name = known ? undefined : oldName(now);
      if (known) keep(nextVersion(known, was, now, file, moment));
      else if (name === undefined) keep({ record: arrival(id, now, file, moment), baseline: now });
      else {
        const old = incidents.get(name)!;
        keep(nextVersion({ ...old, id, was: name }, leaving.get(name), now, file, moment));
        incidents.set(name, { ...old, gone: { ...goneAt(moment, leaving.get(name)), became: id } });
        leaving.delete(name);
      }
    }
    for (const [id, was] of leaving) incidents.set(id, { ...incidents.get(id)!, gone: goneAt(moment, was) });
    tip = moment;
  };
  const end = (): History => ({
    ...(from.base && { base: from.base }),
    ...(tip && { tip }),
    ...(begins !== undefined && { begins }),
    ...(opening && { opening }),
    incidents,
    doubts,
    ownMerges,
  });
  return { add, end };
}

interface FileVersions {
  readonly id: string;
  readonly file: FileStep;
  /** What it said before, if that is known. */
  readonly was: Cut | undefined;
  readonly now: Cut | undefined;
}

/** The files of a step by id: one that only moved to another folder is one file, not two. */
function versionsOf(step: Step, cuts: ReadonlyMap<string, Cut>): FileVersions[] {
  const files = new Map<string, FileStep>();
  for (const file of step.files) {
    const id = idOf(file.path);
    const twin = files.get(id);
    if (twin) files.set(id, { ...(file.after ? file : twin), before: file.before ?? twin.before });
    else files.set(id, file);
  }
  return [...files].map(([id, file]) => {
    const was = file.before ? cutVersion(file.before) : cuts.get(id);
    return { id, file, was, now: file.after && cutVersion(file.after, was) };
  });
}

function goneAt(moment: Moment, was: Cut | undefined): Gone {
  const entry = was && parseCut(was);
  return { moment, ...(entry && { before: visibilityOf(entry) }) };
}

/**
 * A commit can't be made before its parent: where the dates say so, one of the two clocks was wrong, and nothing tells
 * which. What is only proposed has the time of judging, which is not git's.
 */
function noteDoubt(doubts: Map<number, Duration>, parent: Moment, child: Moment): void {
  const back = parent.at - child.at;
  if (back <= 0 || child.commit === '') return;
  doubts.set(child.order, back);
  doubts.set(parent.order, Math.max(back, doubts.get(parent.order) ?? 0));
}
