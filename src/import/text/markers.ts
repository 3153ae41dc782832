import { readHeadingText } from './heading-text.ts';
import { parseLabel, TIME_TEXT, timesIn } from './labels.ts';
import type { Label } from './labels.ts';

/** A line that begins an update: what it says of it, and what of the line is already its text. */
export interface Marker {
  /** The writer's words, without marks. */
  readonly words: string;
  readonly label?: Label;
  readonly time?: string;
  readonly rest: string;
  /** A colon, a dash or the end of the line closes it; a bold word alone does not. */
  readonly closed: boolean;
  readonly form: 'bracket' | 'emphasis' | 'heading' | 'plain' | 'dated';
  /** It is an item of a list. */
  readonly item: boolean;
}

const SEPARATOR = String.raw`(?::|-->|[-–—]{1,3}(?=\s|$)|\*\\?-\*|\*?\\-\*?)`;
const AFTER = new RegExp(String.raw`^\s*(?:${SEPARATOR}\s*)+`);
const DATED_LINE = new RegExp(
  String.raw`^([*_]{0,3})\\?\[?(\x60?)((?:on\s{1,9})?${TIME_TEXT})\2\\?\]?[*_]{0,3}\s{0,9}(?::|[-–—]{1,3}\s|\\-)\s*(.*)$`,
  'iu',
);

/** Reads the beginning of a line as a marker; undefined where it is text. */
export function parseMarker(line: string): Marker | undefined {
  const bullet = /^ {0,3}(?:[-+*]\s+|>\s*)?/.exec(line)![0];
  const item = /[-+*]/.test(bullet);
  const text = line.slice(bullet.length);
  return (
    parseHeading(text) ??
    parseBracket(text, item) ??
    parseDated(text, item) ??
    parseEmphasis(text, item) ??
    parsePlain(text, item)
  );
}

function create(words: string, rest: string, form: Marker['form'], item: boolean, closed = true): Marker {
  const label = parseLabel(words);
  const time = timesIn(words);
  return {
    words: words.trim(),
    ...(label && { label }),
    ...(time !== undefined && { time }),
    rest: rest.trim(),
    closed,
    form,
    item,
  };
}

function parseHeading(text: string): Marker | undefined {
  const heading = readHeadingText(text);
  if (heading === undefined) return undefined;
  const words = heading.replace(/[*_]{1,3}/g, '').replace(/\s*:\s*$/, '');
  return create(words, '', 'heading', false);
}

function parseBracket(text: string, item: boolean): Marker | undefined {
  const parts = /^\*{0,2}\\?\[([^\]\n[]{2,80}?)\\?\]\*{0,2}(?![([:])(.*)$/.exec(text);
  if (!parts) return undefined;
  const marker = create(parts[1]!, parts[2]!.replace(AFTER, ''), 'bracket', item);
  if (!marker.label) return undefined;
  // `[June 13, 2024 10:00 PM] Offline - text`: the word behind the time stays in the text.
  return marker;
}

function parseEmphasis(text: string, item: boolean): Marker | undefined {
  const parts = /^(\*{1,3}|_{1,3})(?=\S|\s\p{L})(.{1,160}?)\1(?![\p{L}\d])(.*)$/u.exec(text);
  if (!parts) return undefined;
  const [, mark, inner, rest] = parts;
  const closedInside = /(?::|\s[-–—])\s*$/.test(inner!);
  const words = inner!
    .replace(/[\s:–—.-]+$/, '')
    .replace(/^\s+/, '')
    .replace(/[*_]/g, '');
  const after = AFTER.exec(rest!);
  const dated = /^\s*\(([^)]{4,40})\)\s*:?/.exec(rest!);
  const date = dated && timesIn(dated[1]!) !== undefined ? dated : undefined;
  const closed = closedInside || after !== null || date !== undefined || /^\s*\\?$/.test(rest!);
  const marker = create(
    date ? `${words} ${date[1]}` : words,
    rest!.slice((date ?? after)?.[0].length ?? 0),
    'emphasis',
    item,
    closed,
  );
  if (closed) return marker;
  const known = marker.label !== undefined && marker.label.sort !== 'date' && mark!.length > 1;
  return known ? { ...marker, rest: marker.rest.replace(/^\.\s*/, '') } : undefined;
}

function parsePlain(text: string, item: boolean): Marker | undefined {
  const parts = /^([\p{L}#][^:*_\n[\]()<>"“]{0,60}?)\s*(?::(?!\/\/)\s*|\s[-–—]\s+|$)(.*)$/u.exec(text);
  if (!parts) {
    // `Update 2025-08-04 10:15: text` has a colon in its time.
    const timed = new RegExp(String.raw`^((?:update|edit)[^\n:]{0,20}?${TIME_TEXT})\s*:\s*(.*)$`, 'iu').exec(
      text,
    );
    return timed ? create(timed[1]!, timed[2]!, 'plain', item) : undefined;
  }
  const marker = create(parts[1]!, parts[2]!, 'plain', item);
  if (!marker.label || marker.label.sort === 'date') return undefined;
  if (/[.!?]$/.test(parts[1]!)) return undefined;
  const colon = text.slice(parts[1]!.length).trimStart().startsWith(':');
  return marker.label.sort === 'phase' && !colon && parts[2] !== ''
    ? undefined
    : { ...marker, closed: colon };
}

function parseDated(text: string, item: boolean): Marker | undefined {
  const parts = DATED_LINE.exec(text);
  if (!parts) return undefined;
  const [, emphasis, , time, rest] = parts;
  const wrapped =
    emphasis !== '' &&
    rest!.endsWith(emphasis!) &&
    !rest!.slice(0, -emphasis!.length).includes(` ${emphasis}`);
  const body = wrapped ? `${emphasis}${rest!}` : rest!;
  return {
    words: time!.trim(),
    label: { sort: 'date' },
    time: time!.trim(),
    rest: body.trim(),
    closed: true,
    form: 'dated',
    item,
  };
}
