import { isMap, parseDocument, stringify } from 'yaml';
import type { Document } from 'yaml';
import { parseFrontMatter } from '../content/front-matter.ts';
import type { ComponentStates, StatusEvent, Phase, IncidentUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { SourceFile } from '../content/source.ts';
import type { FieldPath } from '../content/yaml.ts';
import { InputError } from './input-error.ts';

/** An update to write. */
export interface NewUpdate {
  readonly at: Instant;
  readonly status: Phase | 'update';
  readonly affects?: ComponentStates;
  readonly severity?: string;
  /** When the writer promises the next update. */
  readonly nextUpdate?: Instant;
  /** Markdown. */
  readonly body: string;
}

/** A value to write into the front matter, and its path; `undefined` removes the field. */
export type FrontMatterEdit = readonly [path: FieldPath, value: unknown];

/** Turns all whitespace into single spaces, so that the result is one line. */
export function collapseWhitespace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A new incident file. The YAML library writes the front matter, so that input cannot break out of its value. */
export function renderIncidentFile(front: object, updates: readonly NewUpdate[]): string {
  const text = `---\n${stringify(front, { lineWidth: 0 })}---\n`;
  return updates.reduce(appendUpdate, text);
}

export function appendUpdate(text: string, update: NewUpdate): string {
  const { at, status, affects, severity, nextUpdate } = update;
  const states = Object.entries(affects ?? {}).map(([id, state]) => `${id} ${state}`);
  const lines = [
    `## ${formatInstant(at)} ${status}`,
    ...(states.length > 0 ? [`Affects: ${states.join(', ')}`] : []),
    ...(severity === undefined ? [] : [`Severity: ${severity}`]),
    ...(nextUpdate === undefined ? [] : [`Next update: ${formatInstant(nextUpdate)}`]),
  ];
  return `${text.trimEnd()}\n\n${lines.join('\n')}\n\n${normalizeBody(update.body)}\n`;
}

/** Writes values into a file's front matter. Comments and all other text are kept. */
export function editFrontMatter(source: SourceFile, edits: readonly FrontMatterEdit[]): string {
  if (edits.length === 0) return source.text;
  const front = parseFrontMatter(source);
  if (!('bodyStart' in front) || front.errors.length > 0) {
    throw new InputError(
      `The front matter of ${source.path} is invalid.`,
      `npx candor validate ${source.path}`,
    );
  }
  const start = source.text.indexOf('\n') + 1;
  const end = source.text.lastIndexOf('\n---', front.bodyStart - 1) + 1;
  const document = parseDocument(source.text.slice(start, end));
  for (const [path, value] of edits) {
    if (value === undefined) removeField(document, path);
    else document.setIn(path, document.createNode(value));
  }
  return source.text.slice(0, start) + document.toString({ lineWidth: 0 }) + source.text.slice(end);
}

/** Removes a field, and the maps around it that have no other. */
function removeField(document: Document, path: FieldPath): void {
  document.deleteIn(path);
  const around = path.slice(0, -1);
  const map = around.length > 0 ? document.getIn(around) : undefined;
  if (isMap(map) && map.items.length === 0) removeField(document, around);
}

/** Removes a note in parentheses at the end: `(corrected …)`. */
export function removeHeadingNote(heading: string): string {
  const text = trimBlanks(heading);
  if (!text.endsWith(')')) return text;
  const open = text.indexOf('(', text.slice(0, -1).lastIndexOf(')') + 1);
  return open === -1 ? text : trimBlanks(text.slice(0, open));
}

function trimBlanks(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end--;
  return text.slice(0, end);
}

/** Replaces an update's text and time. With `corrected`, its heading gets that time as a correction (V6.4). */
export function replaceUpdate(
  event: StatusEvent,
  update: IncidentUpdate,
  { body, time, corrected }: { readonly body: string; readonly time: string; readonly corrected?: Instant },
): string {
  const { text } = event.source;
  const { heading, time: written, body: old } = update.spans;
  const head = `${text.slice(heading.start, written.start)}${time}${text.slice(written.end, heading.end)}`;
  const marked =
    corrected === undefined ? head : `${removeHeadingNote(head)} (corrected ${formatInstant(corrected)})`;
  const between = old.start > heading.end ? text.slice(heading.end, old.start) : '\n\n';
  return `${text.slice(0, heading.start)}${marked}${between}${normalizeBody(body)}${text.slice(Math.max(old.end, heading.end))}`;
}

function normalizeBody(body: string): string {
  return body.replace(/\r\n?/g, '\n').trim();
}

/**
 * Checks that a text is the text of one update: no heading that begins another update, no directive, and no unclosed code
 * fence, which would include later updates.
 * @throws InputError
 */
export function validateUpdateText(body: string): string {
  const plain = normalizeBody(body);
  if (plain === '')
    throw new InputError(
      'The text of the update is empty.',
      'Write a text, or leave --text out: the SOP has a text for most updates.',
    );
  const probe = { at: Date.UTC(2000, 0), status: 'update', body: 'Probe.' } as const;
  const front = { title: 'Probe', severity: 'sev', detected: formatInstant(probe.at) };
  const text = renderIncidentFile(front, [{ ...probe, body: plain }, probe]);
  const parsed = parseIncident({ path: 'incidents/probe.md', text });
  const [first, second, ...more] = (parsed.value ?? parsed.partial)?.updates ?? [];
  if (first?.body === plain && second?.body === probe.body && more.length === 0) return plain;
  const line = plain.split('\n').find((one) => /^## ?(?!#)/.test(one));
  if (line !== undefined) {
    throw new InputError(
      `"${line.slice(0, 60)}" would begin another update.`,
      'Use "### " for a heading in the text, or no heading.',
    );
  }
  if (/^(?:affects|severity|next update)\s*:/i.test(plain)) {
    const help =
      'Use the option --affects, --severity or --next-update instead, and start the text with another word.';
    throw new InputError(`"${plain.split('\n', 1)[0]!.slice(0, 60)}" is a directive, not text.`, help);
  }
  const error = parsed.diagnostics[0];
  if (error) throw new InputError(error.message, error.help);
  throw new InputError('The text has an unclosed code fence.', 'Close each ```.');
}
