import { parseDocument, stringify } from 'yaml';
import { parseFrontMatter } from '../content/front-matter.ts';
import type { ComponentStates, IncidentOrMaintenance, Phase, IncidentUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { SourceFile } from '../content/source.ts';
import type { FieldPath } from '../content/yaml.ts';
import { InputError } from './input-error.ts';

/** An update to be written. */
export interface NewUpdate {
  readonly at: Instant;
  readonly status: Phase | 'update';
  readonly affects?: ComponentStates;
  readonly severity?: string;
  /** Markdown. */
  readonly body: string;
}

/** A value of the front matter to be written, and where. */
export type FrontMatterEdit = readonly [path: FieldPath, value: unknown];

/** One line, whatever was typed. */
export function collapseWhitespace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A new file: the front matter by the YAML library, so that no text can be more than a value; then the updates. */
export function renderIncidentFile(front: object, updates: readonly NewUpdate[]): string {
  const text = `---\n${stringify(front, { lineWidth: 0 })}---\n`;
  return updates.reduce(appendUpdate, text);
}

/** The file with an update at its end. */
export function appendUpdate(text: string, update: NewUpdate): string {
  const { at, status, affects, severity } = update;
  const states = Object.entries(affects ?? {}).map(([id, state]) => `${id} ${state}`);
  const lines = [
    `## ${formatInstant(at)} ${status}`,
    ...(states.length > 0 ? [`Affects: ${states.join(', ')}`] : []),
    ...(severity === undefined ? [] : [`Severity: ${severity}`]),
  ];
  return `${text.trimEnd()}\n\n${lines.join('\n')}\n\n${normalizeBody(update.body)}\n`;
}

/** The file with values of its front matter written; comments and everything else stay as they are. */
export function editFrontMatter(source: SourceFile, edits: readonly FrontMatterEdit[]): string {
  if (edits.length === 0) return source.text;
  const front = parseFrontMatter(source);
  if (!('bodyStart' in front) || front.errors.length > 0) {
    throw new InputError(
      `The front matter of ${source.path} can't be read.`,
      `npm run validate -- ${source.path}`,
    );
  }
  const start = source.text.indexOf('\n') + 1;
  const end = source.text.lastIndexOf('\n---', front.bodyStart - 1) + 1;
  const document = parseDocument(source.text.slice(start, end));
  for (const [path, value] of edits) document.setIn(path, document.createNode(value));
  return source.text.slice(0, start) + document.toString({ lineWidth: 0 }) + source.text.slice(end);
}

/** The file with the words of an update replaced, and the heading naming the correction (V6.4). */
export function replaceUpdateBody(
  event: IncidentOrMaintenance,
  update: IncidentUpdate,
  body: string,
  at: Instant,
): string {
  const { text } = event.source;
  const { heading, body: old } = update.spans;
  const head = text.slice(heading.start, heading.end).replace(/[ \t]*(?:\([^)]*\))?[ \t]*$/, '');
  const between = old.start > heading.end ? text.slice(heading.end, old.start) : '\n\n';
  return `${text.slice(0, heading.start)}${head} (corrected ${formatInstant(at)})${between}${normalizeBody(body)}${text.slice(Math.max(old.end, heading.end))}`;
}

function normalizeBody(body: string): string {
  return body.replace(/\r\n?/g, '\n').trim();
}

/**
 * Holds a text to being one update's words and nothing else: no heading that begins another update, no line that reads
 * as a directive, no fence left open that would swallow what comes after it.
 * @throws Refused
 */
export function validateUpdateText(body: string): string {
  const plain = normalizeBody(body);
  if (plain === '') throw new InputError('The update says nothing.', 'Add --text "…", or --no-change.');
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
      'Write "### " for a heading in the text, or no heading.',
    );
  }
  if (/^(?:affects|severity)\s*:/i.test(plain)) {
    const help = 'Say it by --affects or --severity, and begin the text with something else.';
    throw new InputError(`"${plain.split('\n', 1)[0]!.slice(0, 60)}" is not text.`, help);
  }
  const error = parsed.diagnostics[0];
  if (error) throw new InputError(error.message, error.help);
  throw new InputError('The text does not end where it should.', 'Close each ``` that is opened.');
}
