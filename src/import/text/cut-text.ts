import type { Marker } from './markers.ts';
import { readHeadingText } from './heading-text.ts';
import { hasDay } from './labels.ts';
import { prepareText, readLines } from './text-lines.ts';
import type { TextLine } from './text-lines.ts';

/** One update that a text tells of, in the order of the text. */
export interface TextPiece {
  /** The writer's words for it. */
  readonly label?: string;
  /** The word of the label that says a phase or "update". */
  readonly status?: string;
  /** Its time in the writer's spelling. */
  readonly time?: string;
  /** The time is words that readers saw, not a shortcode. */
  readonly spoken?: boolean;
  /** A heading that led to it. */
  readonly heading?: string;
  readonly body: string;
}

/** The updates that a text holds; `hidden` is what no reader saw. */
export interface CutText {
  readonly pieces: readonly TextPiece[];
  readonly hidden: readonly string[];
}

const RULE = /^\s{0,3}\\?(?:-\s?){2,}$|^\s{0,3}~{3,}\s*$|^\s{0,3}(?:\*\s?){3,}$|^\s{0,3}(?:_\s?){3,}$/;
const QUOTING = /^(?:post[- ]?mortem|retrospective|root cause|rca\b|what happened|incident report)/i;
const TIMELINE = /^(?:time ?line|chronolog|cronolog|summ?[ae]r+[ae]?y)/i;
const LINK_DEFINITION = /^ {0,3}\[[^\]]+\]:\s/;

/** Where a piece begins, and by what. */
interface Cut {
  readonly line: number;
  readonly marker?: Marker;
  /** The marker's words are a headline of the text and stay in it. */
  readonly keep?: boolean;
}

/**
 * Finds the updates in one text: by markers that open a line, by the shortcodes of time, or, where there is neither, by
 * rules between paragraphs. Code, quotations and the timelines of a review are left whole.
 */
export function cutText(source: string): CutText {
  const { text, hidden } = prepareText(source);
  const lines = readLines(text);
  const marked = findMarkers(lines);
  const tracked = findTrackCuts(lines, marked);
  const cuts = [...marked, ...tracked].toSorted((a, b) => a.line - b.line);
  const all = cuts.length > 0 ? cuts : findRuleCuts(lines);
  return { pieces: joinPieces(lines, all), hidden };
}

function findMarkers(lines: readonly TextLine[]): Cut[] {
  const shapes = new Set(
    lines.flatMap(({ marker }) =>
      marker?.form === 'emphasis' && (marker.label?.sort === 'phase' || marker.label?.sort === 'update')
        ? [shapeOf(marker)]
        : [],
    ),
  );
  const cuts: Cut[] = [];
  let mode: 'quoting' | 'timeline' | 'updates' | undefined;
  const tracked = lines.some(({ time }) => time !== undefined);
  for (const [line, { marker, opens, text }] of lines.entries()) {
    if (marker && /^updates$/i.test(marker.words)) {
      mode = 'updates';
      continue;
    }
    if (!marker) {
      if (/^\s*\**updates?\s*:?\**\s*$/i.test(text)) mode = 'updates';
      continue;
    }
    if (marker.form === 'heading' && (marker.label === undefined || marker.label.sort === 'review')) {
      mode = QUOTING.test(marker.words) ? 'quoting' : TIMELINE.test(marker.words) ? 'timeline' : undefined;
      continue;
    }
    if (marker.label === undefined) {
      const headline = opens && marker.words.split(/\s+/).length <= 6 && !/[.!?]$/.test(marker.words);
      if (
        headline &&
        !tracked &&
        mode !== 'quoting' &&
        marker.form === 'emphasis' &&
        shapes.has(shapeOf(marker))
      )
        cuts.push({ line, marker, keep: true });
      continue;
    }
    if (!isUpdate(marker, mode, opens)) continue;
    if (marker.label.sort === 'review') mode = 'quoting';
    else if (marker.form !== 'dated') mode = undefined;
    cuts.push({ line, marker });
  }
  return cuts;
}

/** Markers of one shape are of one kind: bold or not, with text behind it or alone in its line. */
function shapeOf({ rest, item }: Marker): string {
  return `${rest === '' ? 'alone' : 'leading'} ${item}`;
}

function isUpdate(
  marker: Marker,
  mode: 'quoting' | 'timeline' | 'updates' | undefined,
  opens: boolean,
): boolean {
  const dated = marker.label!.sort === 'date';
  if (mode === 'quoting' && (dated || marker.form === 'plain' || marker.form === 'heading')) return false;
  if (!marker.closed && !opens) return false;
  if (!dated) return true;
  if (!marker.item) return true;
  if (mode === 'updates') return true;
  return mode === undefined && marker.time !== undefined && hasDay(marker.time) && marker.rest !== '';
}

/** The lines where a shortcode of time says that another update begins. */
function findTrackCuts(lines: readonly TextLine[], marked: readonly Cut[]): Cut[] {
  const known = new Set(marked.map(({ line }) => line));
  const cuts: Cut[] = [];
  let ended = false;
  for (const [index, line] of lines.entries()) {
    if (ended && !line.blank && !LINK_DEFINITION.test(line.text) && !RULE.test(line.text)) {
      if (!known.has(index)) cuts.push({ line: index });
      ended = false;
    }
    if (line.time === undefined) continue;
    const previous = lines[index - 1];
    const next = lines[index + 1];
    const follows = next !== undefined && !next.blank && !known.has(index + 1);
    if (
      line.side === 'before-text' ||
      (line.side === 'alone' && (previous === undefined || previous.blank) && follows)
    ) {
      if (!known.has(index) && cuts.at(-1)?.line !== index && hasTextBefore(lines, index))
        cuts.push({ line: index });
      continue;
    }
    if (line.side === 'between') continue;
    const head = line.side === 'alone' ? previous?.marker : line.marker;
    const leads = head !== undefined && head.rest.replace(/[*_\\]/g, '').trim() === '';
    ended = !(leads && leadsText(lines, index, known));
  }
  return cuts;
}

function hasTextBefore(lines: readonly TextLine[], index: number): boolean {
  return lines.slice(0, index).some(({ blank }) => !blank);
}

/** Whether the text of a marker stands below its line: the next line that is not blank is no marker. */
function leadsText(lines: readonly TextLine[], index: number, known: ReadonlySet<number>): boolean {
  const next = lines.findIndex(({ blank }, at) => at > index && !blank);
  return (
    next !== -1 && !known.has(next) && lines[next]!.marker === undefined && !RULE.test(lines[next]!.text)
  );
}

/** `--` and `~~~` part updates; `---` does too, unless the text is a document with headings or code. */
function findRuleCuts(lines: readonly TextLine[]): Cut[] {
  const document = lines.some(
    ({ quoted, marker, text }) => quoted || marker?.form === 'heading' || text.includes(']('),
  );
  if (document && lines.some(({ text, quoted }) => !quoted && /^\s*-{3,}$/.test(text))) return [];
  return lines.flatMap(({ text, quoted }, index) => {
    const rule = !quoted && RULE.test(text) && (lines[index - 1]?.blank ?? false);
    const follows = lines.slice(index + 1).some(({ blank }) => !blank);
    return rule && follows && hasTextBefore(lines, index) ? [{ line: index + 1 }] : [];
  });
}

function joinPieces(lines: readonly TextLine[], cuts: readonly Cut[]): TextPiece[] {
  const first: Cut = { line: 0 };
  const all = cuts[0]?.line === 0 ? cuts : [first, ...cuts];
  const pieces: TextPiece[] = [];
  let heading: string[] = [];
  let container: Marker | undefined;
  for (const [index, cut] of all.entries()) {
    const inside = lines.slice(cut.line, all[index + 1]?.line);
    const time = cut.marker?.time ?? inside.findLast((line) => line.time !== undefined)?.time;
    const track = inside.findLast((line) => line.time !== undefined)?.time;
    const texts = inside.map(({ text }) => text);
    if (cut.marker && !cut.keep) texts[0] = cut.marker.rest;
    const { body, trailing } = trimEdges(texts);
    const words = /[\p{L}\p{N}]/u.test(body);
    const next = all[index + 1]?.marker;
    if (cut.marker && !words && (next?.label?.sort === 'date' || next?.item) && cut.marker.form !== 'dated') {
      container = cut.marker;
      heading.push(...(cut.marker.label?.status === 'updates' ? [cut.marker.words] : []), ...trailing);
      continue;
    }
    if (!words && !(cut.marker && !cut.keep) && track === undefined) {
      heading.push(...trailing);
      continue;
    }
    const marker = cut.marker && !cut.keep ? cut.marker : undefined;
    if (marker && marker.label?.sort !== 'date' && !marker.item) container = undefined;
    const lead = marker && container?.label?.status !== 'updates' ? container : undefined;
    const own = marker?.label?.sort === 'phase' || marker?.label?.sort === 'review';
    const status = own ? marker.label?.status : (lead?.label?.status ?? marker?.label?.status);
    const label = marker?.label?.sort === 'date' ? lead?.words : marker?.words;
    pieces.push({
      ...(label !== undefined && { label }),
      ...(status !== undefined && { status }),
      ...((track ?? time) !== undefined && { time: (track ?? time)! }),
      ...(marker?.label?.sort === 'date' && { spoken: true }),
      ...(heading.length > 0 && { heading: heading.join(' / ') }),
      body,
    });
    heading = trailing;
  }
  const last = pieces.at(-1);
  if (last && heading.length > 0)
    pieces[pieces.length - 1] = { ...last, body: `${last.body}\n\n${heading.join('\n\n')}`.trim() };
  return pieces;
}

/** A body without rules and blank lines at its edges; headings at its end lead to what follows. */
function trimEdges(texts: readonly string[]): { body: string; trailing: string[] } {
  const lines = [...texts];
  const trailing: string[] = [];
  while (lines.length > 0) {
    const last = lines.at(-1)!;
    const heading = readHeadingText(last);
    if (last.trim() === '' || RULE.test(last) || /^\s*\\\s*$/.test(last)) lines.pop();
    else if (heading !== undefined) {
      trailing.unshift(heading);
      lines.pop();
    } else break;
  }
  while (
    lines.length > 0 &&
    (lines[0]!.trim() === '' || RULE.test(lines[0]!) || /^\s*\\\s*$/.test(lines[0]!))
  )
    lines.shift();
  return {
    body: lines
      .join('\n')
      .replace(/\\$/, '')
      .trimEnd()
      .replace(/^\n+/, '')
      .replace(/^ (?=\S)/, ''),
    trailing,
  };
}
