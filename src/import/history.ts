import type { Instant } from '../time/instant.ts';
import type { ComponentState } from '../content/schema/incident.ts';
import type { ConvertedUpdate, MaintenanceWindow, PhaseOrUpdate } from './converted-update.ts';
import { endIncident, endMaintenance } from './ending.ts';
import type { EndedUpdates } from './ending.ts';
import { convertBody, findMissingLinks } from './markdown/bodies.ts';
import { createKeptNote, createRepairedNote, createUnknownWordNote } from './note.ts';
import type { ImportNote } from './note.ts';
import type { ImportRecord } from './record.ts';
import type { TimedUpdate, ImportTimeline } from './times/timeline.ts';
import { parsePhase, parseComponentState, toWordKey } from './words.ts';
import type { WordTable } from './words.ts';
import { formatCount } from '../text/count.ts';

/** What the updates of one record are converted with. */
export interface UpdateConversion {
  readonly window: MaintenanceWindow | undefined;
  readonly now: Instant;
  /** Which words mean what, the most particular first. */
  readonly tables: readonly WordTable[];
}

/** The updates of a record with their phases and their text as Markdown; an incident that is over gets its end. */
export function convertUpdates(
  record: ImportRecord,
  timeline: ImportTimeline,
  { window, now, tables }: UpdateConversion,
) {
  const notes: ImportNote[] = [];
  const hidden: string[] = [];
  const kind = window ? 'maintenance' : 'incident';
  const updates: ConvertedUpdate[] = timeline.updates.map((placed, index) => ({
    at: placed.at,
    phase: convertPhase(placed, index, kind, { window, now, tables }, notes),
    states: convertStates(placed, index, tables, notes),
    body: convertText(placed, index, notes, hidden),
  }));
  const end: EndedUpdates = window
    ? endMaintenance(record, timeline, updates, window)
    : endIncident(record, timeline, updates, now);
  return { updates: end.updates, ended: end.ended, notes: [...notes, ...end.notes], hidden };
}

function convertPhase(
  placed: TimedUpdate,
  index: number,
  kind: ImportRecord['kind'],
  { window, tables }: UpdateConversion,
  notes: ImportNote[],
): PhaseOrUpdate {
  const { status, label } = placed.update;
  const { phase, known } = parsePhase(status, kind, tables);
  const said = toWordKey(status ?? '');
  const from = parsePhase(label, kind, tables);
  const word = status === undefined && from.known ? from.phase : phase;
  const usual = index > 0 || word !== 'update' ? word : firstPhase(placed.at, window);
  if (!known)
    notes.push(
      createUnknownWordNote(
        `update ${index + 1}: its phase was "${status}", which is not known: taken for ${usual}`,
        {
          sort: 'phase',
          word: status!,
          takenFor: 'update',
        },
      ),
    );
  else if (said !== '' && said !== word)
    notes.push(createKeptNote(`update ${index + 1}: its phase was "${status}"`));
  if (label !== undefined && label.toLowerCase().replace(/[_\s]+/g, '-') !== said) {
    notes.push(createKeptNote(`update ${index + 1}: it was called "${label}"`));
  }
  return usual;
}

function firstPhase(at: Instant, window: MaintenanceWindow | undefined): PhaseOrUpdate {
  if (!window) return 'investigating';
  return at <= window.from ? 'scheduled' : 'in-progress';
}

function convertStates(
  { update }: TimedUpdate,
  index: number,
  tables: readonly WordTable[],
  notes: ImportNote[],
): Record<string, ComponentState> {
  const states: Record<string, ComponentState> = {};
  for (const [key, word] of Object.entries(update.affects)) {
    const state = parseComponentState(word, tables);
    if (state) states[key] = state;
    else
      notes.push(
        createUnknownWordNote(
          `update ${index + 1}: the state "${word}" of a component is not known: left out`,
          {
            sort: 'component state',
            word,
            takenFor: 'nothing',
          },
        ),
      );
  }
  return states;
}

function convertText({ update }: TimedUpdate, index: number, notes: ImportNote[], hidden: string[]): string {
  const body = convertBody(update);
  hidden.push(...body.hidden);
  if (body.removed > 0)
    notes.push(
      createRepairedNote(
        `update ${index + 1}: ${formatCount(body.removed, 'invisible character')} taken out`,
      ),
    );
  if (body.markdown === '') notes.push(createRepairedNote(`update ${index + 1}: it has no text`));
  for (const href of update.html === undefined ? [] : findMissingLinks(update.html, body.markdown)) {
    notes.push(createKeptNote(`update ${index + 1}: its HTML leads to ${href}`));
  }
  for (const [key, value] of Object.entries(update.unmappedFields)) {
    notes.push(createKeptNote(`update ${index + 1}: ${key}: ${JSON.stringify(value)}`));
  }
  return body.markdown;
}
