import { DAY, MINUTE } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { formatInstant } from '../time/instant.ts';
import type { ConvertedUpdate, MaintenanceWindow } from './converted-update.ts';
import { createManualNote, createRepairedNote } from './note.ts';
import type { ImportNote } from './note.ts';
import type { ImportRecord } from './record.ts';
import type { ImportTimeline } from './times/timeline.ts';

/** Without a word for this long, an incident that was never closed is not going on. */
export const ABANDONED_AFTER: number = 7 * DAY;

const CLOSED_ON_IMPORT = 'Closed on import: the records do not say when this ended.';
const RESOLVED = 'Resolved.';
const COMPLETED = 'Completed.';

/** The texts of updates that the import writes itself. */
export const WRITTEN_ENDINGS: ReadonlySet<string> = new Set([CLOSED_ON_IMPORT, RESOLVED, COMPLETED]);

/** Updates that say how it ended, and what had to be done for it. */
export interface EndedUpdates {
  readonly updates: readonly ConvertedUpdate[];
  /** The end of the effect that the source names, where an update of a later time says that it is over. */
  readonly ended?: Instant;
  readonly notes: readonly ImportNote[];
}

/** A maintenance that was over before its window closed says so. */
export function endMaintenance(
  record: ImportRecord,
  timeline: ImportTimeline,
  updates: readonly ConvertedUpdate[],
  window: MaintenanceWindow,
): EndedUpdates {
  const { ended } = timeline;
  const last = updates.at(-1);
  const early =
    record.window !== undefined &&
    ended !== undefined &&
    ended < window.until &&
    ended >= (last?.at ?? window.from);
  if (!early || updates.some(({ phase }) => phase === 'completed')) return { updates, notes: [] };
  const closing: ConvertedUpdate = { at: ended, phase: 'completed', states: {}, body: COMPLETED };
  return {
    updates: [...updates, closing],
    notes: [createRepairedNote('no update says that it was completed: "Completed." added at the end')],
  };
}

/** An incident that is over has an update that says so, at the end that the source names wherever that can be. */
export function endIncident(
  record: ImportRecord,
  timeline: ImportTimeline,
  updates: readonly ConvertedUpdate[],
  now: Instant,
): EndedUpdates {
  const notes: ImportNote[] = [];
  const began = timeline.began ?? timeline.started;
  const backwards = timeline.ended !== undefined && timeline.ended < began;
  if (backwards)
    notes.push(
      createManualNote(
        `it ended (${formatInstant(timeline.ended!)}) before it started (${formatInstant(began)}): its end is not used`,
      ),
    );
  const ended = backwards ? undefined : timeline.ended;
  const lastTold = updates.findLastIndex(({ phase }) => phase !== 'update');
  const over = record.over ?? timeline.ended !== undefined;
  if (lastTold !== -1 && updates[lastTold]!.phase === 'resolved')
    return compareEnds(updates, updates[lastTold]!.at, ended, notes);
  const lastAt = updates.at(-1)?.at ?? timeline.started;
  if (over) {
    const at = findFinalUpdate(timeline, updates, ended, lastTold);
    if (at !== undefined) {
      notes.push(
        createRepairedNote('its last update had no phase and it was over by then: taken for resolved'),
      );
      return { updates: updates.with(at, { ...updates[at]!, phase: 'resolved' }), notes };
    }
    const end = ended !== undefined && ended >= (updates[lastTold]?.at ?? ended) ? ended : undefined;
    const when = end === undefined ? 'at its last known time' : 'at the end that the source names';
    notes.push(createRepairedNote(`it was over and no update says so: "Resolved." added ${when}`));
    return compareEnds(insert(updates, end ?? lastAt, RESOLVED), end ?? lastAt, ended, notes);
  }
  if (now - lastAt <= ABANDONED_AFTER)
    return { updates, notes: [...notes, createManualNote('it is still open')] };
  notes.push(
    createManualNote(`it was never marked as over: closed at its last known time, ${formatInstant(lastAt)}`),
  );
  return { updates: insert(updates, lastAt, CLOSED_ON_IMPORT), notes };
}

/** Behind all updates up to that time; what was written later stays behind it. */
function insert(updates: readonly ConvertedUpdate[], at: Instant, body: string): ConvertedUpdate[] {
  const place = updates.findLastIndex((update) => update.at <= at) + 1;
  return updates.toSpliced(place, 0, { at, phase: 'resolved', states: {}, body });
}

/** Keeps the end that the source names, unless the updates contradict it. */
function compareEnds(
  updates: readonly ConvertedUpdate[],
  told: Instant,
  named: Instant | undefined,
  notes: readonly ImportNote[],
): EndedUpdates {
  if (named === undefined || Math.abs(told - named) < MINUTE) return { updates, notes };
  const difference = `the source names ${formatInstant(named)} as its end and its last phase is of ${formatInstant(told)}`;
  const isAffectedLater = updates.some(
    ({ at, states }) => at >= named && Object.values(states).some((state) => state !== 'operational'),
  );
  if (named > told || isAffectedLater)
    return { updates, notes: [...notes, createRepairedNote(`${difference}: the update counts`)] };
  const kept = createRepairedNote(`${difference}: "ended" has the time that the source names`);
  return { updates, ended: named, notes: [...notes, kept] };
}

/** The update without a phase that is at the known end, or the last one where no end is known. */
function findFinalUpdate(
  timeline: ImportTimeline,
  updates: readonly ConvertedUpdate[],
  ended: Instant | undefined,
  lastTold: number,
): number | undefined {
  if (updates.length < 2) return undefined;
  const silent = (index: number): boolean =>
    index > Math.max(lastTold, 0) && timeline.updates[index]?.update.status === undefined;
  const last = updates.length - 1;
  if (ended === undefined) return silent(last) ? last : undefined;
  const near = timeline.updates.findLastIndex(
    ({ at, hasOwnTime }, index) => silent(index) && hasOwnTime && Math.abs(at - ended) < MINUTE,
  );
  if (near !== -1) return near;
  const untimed = !timeline.updates.at(-1)!.hasOwnTime && Math.abs(updates[last]!.at - ended) < MINUTE;
  return untimed && silent(last) ? last : undefined;
}
