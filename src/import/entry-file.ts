import { MINUTE } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { formatInstant } from '../time/instant.ts';
import { MAX_FILE_LENGTH } from '../content/parse-incident.ts';
import type { Policy } from '../content/policy.ts';
import { MAX_YAML_LENGTH } from '../content/yaml.ts';
import type { ComponentState } from '../content/schema/incident.ts';
import { formatHiddenComments, buildImportedBlock, convertSeverity, convertTitle } from './front-matter.ts';
import { convertUpdates } from './history.ts';
import type { MaintenanceWindow, ConvertedUpdate } from './converted-update.ts';
import { slugify } from '../text/slug.ts';
import { movePictures, placePictures } from './media.ts';
import type { MediaPlan } from './media.ts';
import { createManualNote, createRepairedNote } from './note.ts';
import type { ImportNote } from './note.ts';
import type { ImportRecord } from './record.ts';
import { readTime } from './times/time-words.ts';
import type { ImportTimeline } from './times/timeline.ts';
import { buildImportTimeline } from './times/timeline.ts';
import { completeDefinitions } from './markdown/references.ts';
import { convertToMarkdown } from './markdown/to-markdown.ts';
import { hideUnpublished } from './unpublished.ts';
import { parseImpact } from './words.ts';
import type { WordTable } from './words.ts';
import { createMarkdownFile } from './yaml-file.ts';
import type { OutputFile } from './yaml-file.ts';

/** What every record is written with. */
export interface ImportTarget {
  readonly policy: Policy;
  /** Component ids by the records' keys. */
  readonly components: ReadonlyMap<string, string>;
  readonly now: Instant;
  /** The company's own words, before those of the tool. */
  readonly words?: WordTable;
  /** Pictures of the source by their path there, and where each goes. */
  readonly media?: MediaPlan;
}

/** A record made ready: everything but its file name. */
export interface ConvertedRecord {
  readonly record: ImportRecord;
  readonly started: Instant;
  /** `2026-11-22-checkout`: the name it gets unless another has it. */
  readonly name: string;
  readonly notes: readonly ImportNote[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const NO_MEDIA: MediaPlan = new Map();

/** Turns a neutral record into front matter, updates and notes. */
export function convertRecord(read: ImportRecord, target: ImportTarget): ConvertedRecord {
  const record = hideUnpublished(read, target.now);
  const tables = tablesOf(record, target);
  const timeline = buildImportTimeline(record);
  const notes: ImportNote[] = [...(record.notes ?? []), ...timeline.notes];
  const window = findWindow(record, timeline, notes);
  const history = convertUpdates(record, timeline, { window, now: target.now, tables });
  const start = window ? Math.min(window.from, timeline.started) : timeline.started;
  const { title, lead, notes: titleNotes } = convertTitle(record, history.updates, start);
  notes.push(...titleNotes, ...history.notes);
  if (!window && start > target.now)
    notes.push(createManualNote(`it starts in the future (${formatInstant(start)}): check its year`));
  const severity = window ? undefined : convertSeverity(record, target.policy, tables);
  notes.push(...(severity?.notes ?? []));
  if (record.draft)
    notes.push(
      createManualNote('a draft there: kept off the page by drill: true, delete that line to publish it'),
    );
  const hidden = formatHiddenComments([...(record.internalNotes ?? []), ...history.hidden], notes);
  const begun = window?.from ?? start;
  const when = window
    ? { starts: formatInstant(window.from), ends: formatInstant(window.until) }
    : {
        started: formatInstant(start),
        detected: formatInstant(Math.max(start, history.updates[0]?.at ?? start)),
        ...(history.ended !== undefined && { ended: formatInstant(history.ended) }),
      };
  const { first, texts } = writeUpdates(record, history.updates, target);
  const leadText = lead === undefined ? [] : [convertToMarkdown(lead, 'text').markdown];
  const placed = texts(leadText).map((text) =>
    placePictures(text, target.media ?? NO_MEDIA, record.origin.file),
  );
  notes.push(...placed.flatMap((one) => one.notes));
  const data = {
    title,
    ...(window && { kind: 'maintenance' }),
    ...(severity && { severity: severity.key }),
    components: first,
    ...when,
    ...(severity?.customerFacing && { 'customer-facing': true }),
    ...(record.draft && { drill: true }),
    ...(hidden !== undefined && { internal: { notes: hidden } }),
    imported: buildImportedBlock(record, notes),
  };
  const name = [
    formatInstant(begun).slice(0, 10),
    slugify(title) || (window ? 'maintenance' : 'incident'),
  ].join('-');
  return { record, started: begun, name, notes, data, body: placed.map(({ text }) => text).join('\n\n') };
}

function tablesOf(record: ImportRecord, target: ImportTarget): WordTable[] {
  return [target.words, record.words].filter((table) => table !== undefined);
}

/** The file of an entry; undefined where it is more than core reads. */
export function renderRecordFile(
  converted: ConvertedRecord,
  id: string,
  media: MediaPlan = NO_MEDIA,
): OutputFile | undefined {
  const whole = converted.record.file;
  if (whole) return movePictures({ path: `incidents/${id}.md`, text: whole.text }, media);
  const file = createMarkdownFile(`incidents/${id}.md`, converted.data, converted.body);
  const front = file.text.indexOf('\n---\n');
  return file.text.length > MAX_FILE_LENGTH || front >= MAX_YAML_LENGTH ? undefined : file;
}

/** When a maintenance was planned for; undefined for an incident, and where nothing says it. */
function findWindow(
  record: ImportRecord,
  timeline: ImportTimeline,
  notes: ImportNote[],
): MaintenanceWindow | undefined {
  if (record.kind !== 'maintenance') return undefined;
  const planned = [record.window?.from, record.window?.until].map((time) =>
    time ? readTime(time) : undefined,
  );
  const [from, until] = planned.map((read) => (read && 'instant' in read ? read.instant : undefined));
  const end = timeline.updates.findLast(({ update }) =>
    /^(?:completed|resolved)$/i.test(update.status ?? ''),
  )?.at;
  const starts = from ?? timeline.began ?? timeline.updates[0]?.at;
  if (starts === undefined) {
    notes.push(createRepairedNote('a maintenance without any time: written as an incident'));
    return undefined;
  }
  if (timeline.ended === starts)
    notes.push(createRepairedNote(`its end (${formatInstant(starts)}) is its start`));
  const last = timeline.updates.at(-1)?.at;
  const ends = [until, timeline.ended, end].find((time) => time !== undefined && time > starts);
  if (timeline.ended !== undefined && timeline.ended < starts)
    notes.push(
      createManualNote(
        `it ended (${formatInstant(timeline.ended)}) before it started (${formatInstant(starts)})`,
      ),
    );
  if (ends !== undefined) {
    if (until === undefined && timeline.ended === undefined)
      notes.push(createRepairedNote('the end of its window is the time of its last update'));
    return { from: starts, until: ends };
  }
  const known = last !== undefined && last > starts;
  notes.push(
    createManualNote(
      known
        ? 'nothing says when its window ended: written as ending with its last update'
        : 'nothing says when its window ended: written as one minute long; put its end in "ends"',
    ),
  );
  return { from: starts, until: known ? last : starts + MINUTE };
}

/** The components at the start, and the updates as Markdown sections. */
function writeUpdates(record: ImportRecord, updates: readonly ConvertedUpdate[], target: ImportTarget) {
  const { components } = target;
  const now = new Map<string, ComponentState>();
  const told = updates.some(({ states }) => Object.keys(states).length > 0);
  const usual = told
    ? 'operational'
    : (parseImpact(record.severity, tablesOf(record, target))?.state ?? 'degraded');
  for (const { key } of record.components)
    now.set(components.get(key)!, record.kind === 'maintenance' ? 'operational' : usual);
  for (const [key, state] of Object.entries(updates[0]?.states ?? {}))
    if (components.has(key)) now.set(components.get(key)!, state);
  const first = Object.fromEntries(now);
  const bodies = completeDefinitions(updates.map(({ body }) => body));
  const sections = updates.map((update, index) => {
    const changed: string[] = [];
    const over = update.phase === 'resolved' || update.phase === 'completed';
    if (over) for (const id of now.keys()) now.set(id, 'operational');
    for (const [key, state] of index === 0 && !over ? [] : Object.entries(update.states)) {
      const id = components.get(key);
      if (id === undefined || (now.get(id) ?? 'operational') === state) continue;
      now.set(id, state);
      changed.push(`${id} ${state}`);
    }
    const heading = `## ${formatInstant(update.at)} ${update.phase}`;
    return {
      heading: changed.length > 0 ? `${heading}\nAffects: ${changed.join(', ')}` : heading,
      body: bodies[index]!,
    };
  });
  const texts = (lead: readonly string[]): string[] =>
    sections.flatMap(({ heading, body }, index) =>
      [heading, ...(index === 0 ? lead : []), body].filter((text) => text !== ''),
    );
  return { first, texts };
}
