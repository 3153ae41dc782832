import { DAY } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { formatInstant } from '../time/instant.ts';
import type { ComponentState, IncidentPhase, MaintenancePhase } from '../content/schema/incident.ts';
import { bodyOf, lostLinks } from './bodies.ts';
import { kept, person, repaired } from './note.ts';
import type { Note } from './note.ts';
import type { ImportRecord } from './record.ts';
import type { PlacedUpdate, Timeline } from './timeline.ts';
import { phaseOf, stateOf } from './words.ts';

export type Word = IncidentPhase | MaintenancePhase | 'update';

/** An update as it will stand in the file. */
export interface WrittenUpdate {
  readonly at: Instant;
  readonly word: Word;
  /** What each component suffers from now, by the record's key; only where the source says so. */
  readonly states: Readonly<Record<string, ComponentState>>;
  readonly body: string;
}

/** The planned window of a maintenance. */
export interface Window {
  readonly from: Instant;
  readonly until: Instant;
}

/** Without a word for this long, an incident that was never closed is not going on. */
export const SILENT: number = 7 * DAY;

const CLOSED = 'Closed on import: the records do not say when this ended.';

/** The updates of a record with their phases and their text as Markdown; an incident that is over gets its end. */
export function historyOf(
  record: ImportRecord,
  timeline: Timeline,
  window: Window | undefined,
  now: Instant,
) {
  const notes: Note[] = [];
  const hidden: string[] = [];
  const kind = window ? 'maintenance' : 'incident';
  const updates: WrittenUpdate[] = timeline.updates.map((placed, index) => ({
    at: placed.at,
    word: wordOf(placed, index, kind, window, notes),
    states: statesOf(placed, index, notes),
    body: textOf(placed, index, notes, hidden),
  }));
  const end = window
    ? maintenanceEnd(record, timeline, updates, window)
    : incidentEnd(record, timeline, updates, now);
  return { updates: end.updates, notes: [...notes, ...end.notes], hidden };
}

function wordOf(
  placed: PlacedUpdate,
  index: number,
  kind: ImportRecord['kind'],
  window: Window | undefined,
  notes: Note[],
): Word {
  const { status, called } = placed.update;
  const { phase, known } = phaseOf(status, kind);
  const said = (status ?? '').replace(/[_\s]+/g, '-').toLowerCase();
  const from = phaseOf(called, kind);
  const word = status === undefined && from.known ? from.phase : phase;
  if (!known) notes.push(kept(`update ${index + 1}: its phase was "${status}"`));
  else if (said !== '' && said !== word) notes.push(kept(`update ${index + 1}: its phase was "${status}"`));
  if (called !== undefined && called.toLowerCase().replace(/[_\s]+/g, '-') !== said) {
    notes.push(kept(`update ${index + 1}: it was called "${called}"`));
  }
  if (index > 0 || word !== 'update') return word;
  if (!window) return 'investigating';
  return placed.at <= window.from ? 'scheduled' : 'in-progress';
}

function statesOf({ update }: PlacedUpdate, index: number, notes: Note[]): Record<string, ComponentState> {
  const states: Record<string, ComponentState> = {};
  for (const [key, word] of Object.entries(update.affects)) {
    const state = stateOf(word);
    if (state) states[key] = state;
    else
      notes.push(repaired(`update ${index + 1}: the state "${word}" of a component is not known: left out`));
  }
  return states;
}

function textOf({ update }: PlacedUpdate, index: number, notes: Note[], hidden: string[]): string {
  const body = bodyOf(update);
  hidden.push(...body.hidden);
  if (body.removed > 0)
    notes.push(repaired(`update ${index + 1}: ${body.removed} invisible characters taken out`));
  if (body.markdown === '') notes.push(repaired(`update ${index + 1}: it has no text`));
  for (const href of update.html === undefined ? [] : lostLinks(update.html, body.markdown)) {
    notes.push(kept(`update ${index + 1}: its HTML leads to ${href}`));
  }
  for (const [key, value] of Object.entries(update.kept)) {
    notes.push(kept(`update ${index + 1}: ${key}: ${JSON.stringify(value)}`));
  }
  return body.markdown;
}

interface Ended {
  readonly updates: readonly WrittenUpdate[];
  readonly notes: readonly Note[];
}

function maintenanceEnd(
  record: ImportRecord,
  timeline: Timeline,
  updates: readonly WrittenUpdate[],
  window: Window,
): Ended {
  const { ended } = timeline;
  const last = updates.at(-1);
  const early =
    record.window !== undefined &&
    ended !== undefined &&
    ended < window.until &&
    ended >= (last?.at ?? window.from);
  if (!early || updates.some(({ word }) => word === 'completed')) return { updates, notes: [] };
  const closing: WrittenUpdate = { at: ended, word: 'completed', states: {}, body: 'Completed.' };
  return {
    updates: [...updates, closing],
    notes: [repaired('no update says that it was completed: "Completed." added at the end')],
  };
}

function incidentEnd(
  record: ImportRecord,
  timeline: Timeline,
  updates: readonly WrittenUpdate[],
  now: Instant,
): Ended {
  const notes: Note[] = [];
  const { ended } = timeline;
  if (ended !== undefined && ended < (timeline.began ?? timeline.started)) {
    notes.push(
      person(
        `it ended (${formatInstant(ended)}) before it started (${formatInstant(timeline.began ?? timeline.started)})`,
      ),
    );
  }
  const phases = updates.filter(({ word }) => word !== 'update');
  if (phases.at(-1)?.word === 'resolved') return { updates, notes };
  const last = updates.at(-1);
  const lastAt = last?.at ?? timeline.started;
  const over = record.over ?? ended !== undefined;
  if (over && last && updates.length > 1 && isFinalWord(timeline, ended)) {
    notes.push(repaired('its last update had no phase and it was over by then: taken for resolved'));
    return { updates: updates.with(updates.length - 1, { ...last, word: 'resolved' }), notes };
  }
  const append = (at: Instant, body: string): readonly WrittenUpdate[] => [
    ...updates,
    { at, word: 'resolved', states: {}, body },
  ];
  if (over) {
    const at = Math.max(lastAt, ended ?? lastAt);
    const when = ended === undefined ? 'at its last known time' : 'at the end that the source names';
    notes.push(repaired(`it was over and no update says so: "Resolved." added ${when}`));
    return { updates: append(at, 'Resolved.'), notes };
  }
  if (now - lastAt <= SILENT) return { updates, notes: [...notes, person('it is still open')] };
  notes.push(person(`it was never marked as over: closed at its last known time, ${formatInstant(lastAt)}`));
  return { updates: append(lastAt, CLOSED), notes };
}

/** Whether the last update, which says no phase, stands where the end is known to be. */
function isFinalWord(timeline: Timeline, ended: Instant | undefined): boolean {
  const { update, at, timed } = timeline.updates.at(-1)!;
  if (update.status !== undefined) return false;
  return ended === undefined || !timed || Math.abs(at - ended) < 60_000;
}
