import { DAY } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { formatInstant } from '../time/instant.ts';
import type { ComponentState, IncidentPhase, MaintenancePhase } from '../content/schema/incident.ts';
import { convertBody, findMissingLinks } from './bodies.ts';
import { createKeptNote, createManualNote, createRepairedNote } from './note.ts';
import type { ImportNote } from './note.ts';
import type { ImportRecord } from './record.ts';
import type { TimedUpdate, ImportTimeline } from './timeline.ts';
import { parsePhase, parseComponentState } from './words.ts';

export type PhaseOrUpdate = IncidentPhase | MaintenancePhase | 'update';

/** An update as it will stand in the file. */
export interface ConvertedUpdate {
  readonly at: Instant;
  readonly phase: PhaseOrUpdate;
  /** What each component suffers from now, by the record's key; only where the source says so. */
  readonly states: Readonly<Record<string, ComponentState>>;
  readonly body: string;
}

/** The planned window of a maintenance. */
export interface MaintenanceWindow {
  readonly from: Instant;
  readonly until: Instant;
}

/** Without a word for this long, an incident that was never closed is not going on. */
export const ABANDONED_AFTER: number = 7 * DAY;

const CLOSED_ON_IMPORT = 'Closed on import: the records do not say when this ended.';

/** The updates of a record with their phases and their text as Markdown; an incident that is over gets its end. */
export function convertUpdates(
  record: ImportRecord,
  timeline: ImportTimeline,
  window: MaintenanceWindow | undefined,
  now: Instant,
) {
  const notes: ImportNote[] = [];
  const hidden: string[] = [];
  const kind = window ? 'maintenance' : 'incident';
  const updates: ConvertedUpdate[] = timeline.updates.map((placed, index) => ({
    at: placed.at,
    phase: convertPhase(placed, index, kind, window, notes),
    states: convertStates(placed, index, notes),
    body: convertText(placed, index, notes, hidden),
  }));
  const end = window
    ? endMaintenance(record, timeline, updates, window)
    : endIncident(record, timeline, updates, now);
  return { updates: end.updates, notes: [...notes, ...end.notes], hidden };
}

function convertPhase(
  placed: TimedUpdate,
  index: number,
  kind: ImportRecord['kind'],
  window: MaintenanceWindow | undefined,
  notes: ImportNote[],
): PhaseOrUpdate {
  const { status, label } = placed.update;
  const { phase, known } = parsePhase(status, kind);
  const said = (status ?? '').replace(/[_\s]+/g, '-').toLowerCase();
  const from = parsePhase(label, kind);
  const word = status === undefined && from.known ? from.phase : phase;
  if (!known) notes.push(createKeptNote(`update ${index + 1}: its phase was "${status}"`));
  else if (said !== '' && said !== word)
    notes.push(createKeptNote(`update ${index + 1}: its phase was "${status}"`));
  if (label !== undefined && label.toLowerCase().replace(/[_\s]+/g, '-') !== said) {
    notes.push(createKeptNote(`update ${index + 1}: it was called "${label}"`));
  }
  if (index > 0 || word !== 'update') return word;
  if (!window) return 'investigating';
  return placed.at <= window.from ? 'scheduled' : 'in-progress';
}

function convertStates(
  { update }: TimedUpdate,
  index: number,
  notes: ImportNote[],
): Record<string, ComponentState> {
  const states: Record<string, ComponentState> = {};
  for (const [key, word] of Object.entries(update.affects)) {
    const state = parseComponentState(word);
    if (state) states[key] = state;
    else
      notes.push(
        createRepairedNote(`update ${index + 1}: the state "${word}" of a component is not known: left out`),
      );
  }
  return states;
}

function convertText({ update }: TimedUpdate, index: number, notes: ImportNote[], hidden: string[]): string {
  const body = convertBody(update);
  hidden.push(...body.hidden);
  if (body.removed > 0)
    notes.push(createRepairedNote(`update ${index + 1}: ${body.removed} invisible characters taken out`));
  if (body.markdown === '') notes.push(createRepairedNote(`update ${index + 1}: it has no text`));
  for (const href of update.html === undefined ? [] : findMissingLinks(update.html, body.markdown)) {
    notes.push(createKeptNote(`update ${index + 1}: its HTML leads to ${href}`));
  }
  for (const [key, value] of Object.entries(update.unmappedFields)) {
    notes.push(createKeptNote(`update ${index + 1}: ${key}: ${JSON.stringify(value)}`));
  }
  return body.markdown;
}

interface EndedUpdates {
  readonly updates: readonly ConvertedUpdate[];
  readonly notes: readonly ImportNote[];
}

function endMaintenance(
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
  const closing: ConvertedUpdate = { at: ended, phase: 'completed', states: {}, body: 'Completed.' };
  return {
    updates: [...updates, closing],
    notes: [createRepairedNote('no update says that it was completed: "Completed." added at the end')],
  };
}

function endIncident(
  record: ImportRecord,
  timeline: ImportTimeline,
  updates: readonly ConvertedUpdate[],
  now: Instant,
): EndedUpdates {
  const notes: ImportNote[] = [];
  const { ended } = timeline;
  if (ended !== undefined && ended < (timeline.began ?? timeline.started)) {
    notes.push(
      createManualNote(
        `it ended (${formatInstant(ended)}) before it started (${formatInstant(timeline.began ?? timeline.started)})`,
      ),
    );
  }
  const phases = updates.filter(({ phase }) => phase !== 'update');
  if (phases.at(-1)?.phase === 'resolved') return { updates, notes };
  const last = updates.at(-1);
  const lastAt = last?.at ?? timeline.started;
  const over = record.over ?? ended !== undefined;
  if (over && last && updates.length > 1 && isFinalUpdate(timeline, ended)) {
    notes.push(
      createRepairedNote('its last update had no phase and it was over by then: taken for resolved'),
    );
    return { updates: updates.with(updates.length - 1, { ...last, phase: 'resolved' }), notes };
  }
  const append = (at: Instant, body: string): readonly ConvertedUpdate[] => [
    ...updates,
    { at, phase: 'resolved', states: {}, body },
  ];
  if (over) {
    const at = Math.max(lastAt, ended ?? lastAt);
    const when = ended === undefined ? 'at its last known time' : 'at the end that the source names';
    notes.push(createRepairedNote(`it was over and no update says so: "Resolved." added ${when}`));
    return { updates: append(at, 'Resolved.'), notes };
  }
  if (now - lastAt <= ABANDONED_AFTER)
    return { updates, notes: [...notes, createManualNote('it is still open')] };
  notes.push(
    createManualNote(`it was never marked as over: closed at its last known time, ${formatInstant(lastAt)}`),
  );
  return { updates: append(lastAt, CLOSED_ON_IMPORT), notes };
}

/** Whether the last update, which says no phase, stands where the end is known to be. */
function isFinalUpdate(timeline: ImportTimeline, ended: Instant | undefined): boolean {
  const { update, at, hasOwnTime } = timeline.updates.at(-1)!;
  if (update.status !== undefined) return false;
  return ended === undefined || !hasOwnTime || Math.abs(at - ended) < 60_000;
}
