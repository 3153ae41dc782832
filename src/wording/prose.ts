/**
 * The words a reader sees, out of Markdown, each character knowing where it came from. Text, link text, image
 * alternatives and titles are read; code, addresses, HTML and comments are not. Emphasis marks and soft hyphens vanish,
 * line breaks inside a paragraph become spaces, typographic quotes become straight ones.
 */
export interface Prose {
  /** Blocks are parted by `\n`; what was code or an address is one `HOLE`. */
  readonly text: string;
  /** For each character of `text`, where its source begins and ends in the raw Markdown (UTF-16 offsets). */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Stands where something was that is not read: a code span, an address. */
export const HOLE = '\uFFFC';

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  lsquo: "'",
  rsquo: "'",
  ldquo: '"',
  rdquo: '"',
  ndash: '-',
  mdash: '—',
  hellip: '…',
  shy: '',
  zwnj: '',
  zwj: '',
};

const LINE_START = /[ \t>]*(?:#{1,6}[ \t]+|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?/y;
const BLOCK_START = /[ \t>]*(?:#{1,6}[ \t]|(?:[-*+]|\d{1,9}[.)])[ \t]|\|)/y;
const RULE_LINE = /[-*_=|: \t>]+(?=\n|$)/y;
const DEFINITION = /[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+[^\n]*/y;
const FENCE = /[ \t>]*(?:[-*+][ \t]+)?(`{3,}|~{3,})[^\n`]*(?=\n|$)/y;
const TAG = /<\/?([a-zA-Z][\w-]*)(?:[ \t\n/][^<>]{0,400})?>/y;
const AUTOLINK = /<(?:[a-zA-Z][\w+.-]{1,30}:[^\s<>]{0,400}|[^\s<>@]{1,100}@[^\s<>]{1,200})>/y;
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"'`\])]*[^\s<>"'`\]).,;:!?*_]/y;
const ENTITY = /&(?:([a-zA-Z]{2,8})|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));/y;
const BREAKING_TAG = /^(?:br|p|div|li|ul|ol|h\d|tr|td|th|table|hr|section|blockquote|var)$/i;
const WORD = /[\p{L}\p{N}]/u;

const at = (pattern: RegExp, text: string, index: number): RegExpExecArray | null => {
  pattern.lastIndex = index;
  return pattern.exec(text);
};

/** The character read for one of the source, or '' for a mark that readers do not see. */
const plainCharacter = (character: string): string => {
  const code = character.charCodeAt(0);
  if (code < 0x80) return code === 9 ? ' ' : character;
  if (code === 0x2018 || code === 0x2019 || code === 0x201a || code === 0x2032 || code === 0x02bc) return "'";
  if (code === 0x201c || code === 0x201d || code === 0x201e || code === 0x2033) return '"';
  if (code === 0x2010 || code === 0x2011 || code === 0x2012 || code === 0x2013) return '-';
  if (code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x3000) return ' ';
  if (code === 0xad || (code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff) return '';
  return character;
};

const entityText = (match: RegExpExecArray): string | undefined => {
  const [, name, decimal, hex] = match;
  if (name !== undefined) return ENTITIES[name];
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
  return code > 0 && code < 0xd800 ? plainCharacter(String.fromCharCode(code)) : undefined;
};

/** Closing bracket of each `[` whose `]` is followed by `(…)` or `[…]`, with the end of that target. */
const linkTargets = (raw: string): ReadonlyMap<number, readonly [close: number, end: number]> => {
  const found = new Map<number, readonly [number, number]>();
  if (!raw.includes('](') && !raw.includes('][')) return found;
  const open: number[] = [];
  for (let index = 0; index < raw.length; index++) {
    const code = raw.charCodeAt(index);
    if (code === 0x5c) index++;
    else if (code === 0x5b) open.push(index);
    else if (code === 0x5d) {
      const start = open.pop();
      const next = raw[index + 1];
      if (start === undefined || (next !== '(' && next !== '[')) continue;
      const end = targetEnd(raw, index + 1, next === '(' ? ')' : ']');
      if (end !== undefined) found.set(start, [index, end]);
    }
  }
  return found;
};

const targetEnd = (raw: string, start: number, closing: string): number | undefined => {
  const limit = Math.min(raw.length, start + 1000);
  let depth = 0;
  for (let index = start; index < limit; index++) {
    const character = raw[index];
    if (character === '\\') index++;
    else if (character === '(' && closing === ')') depth++;
    else if (character === closing && --depth <= 0) return index + 1;
    else if (character === '\n' && raw[index + 1] === '\n') return undefined;
  }
  return undefined;
};

/** End of the code span that opens at `start`, or undefined if nothing closes it. */
const codeSpanEnd = (raw: string, start: number): number | undefined => {
  let width = 1;
  while (raw[start + width] === '`') width++;
  const fence = '`'.repeat(width);
  for (let index = raw.indexOf(fence, start + width); index >= 0; index = raw.indexOf(fence, index)) {
    let end = index + width;
    while (raw[end] === '`') end++;
    if (end === index + width) return end;
    index = end;
  }
  return undefined;
};

/** Reads Markdown as a person does. Never throws; linear in the length of the text. */
export function readProse(raw: string): Prose {
  const starts = new Uint32Array(raw.length + 1);
  const ends = new Uint32Array(raw.length + 1);
  let text = '';
  let length = 0;
  let last = '\n';
  const put = (character: string, start: number, end: number): void => {
    if (character === ' ' && (last === ' ' || last === '\n')) return;
    if (character === '\n' && last === '\n') return;
    starts[length] = start;
    ends[length] = end;
    length++;
    text += character;
    last = character;
  };

  const links = linkTargets(raw);
  const targets = new Map<number, number>();
  let unclosed = false;
  let index = 0;
  let lineStart = true;
  while (index < raw.length) {
    if (lineStart) {
      lineStart = false;
      const skipped = blockEnd(raw, index);
      if (skipped > index) {
        put('\n', index, index);
        index = skipped;
        lineStart = true;
        continue;
      }
      if (at(BLOCK_START, raw, index) !== null) put('\n', index, index);
      index += at(LINE_START, raw, index)?.[0].length ?? 0;
      continue;
    }
    const character = raw[index] as string;
    const code = raw.charCodeAt(index);
    if ((code >= 0x61 && code <= 0x7a && code !== 0x68 && code !== 0x77) || (code >= 0x41 && code <= 0x5a)) {
      put(character, index, index + 1);
      index++;
      continue;
    }
    switch (character) {
      case '\n':
        put(' ', index, index + 1);
        lineStart = true;
        index++;
        if (raw[index] === '\n' || raw[index] === '\r') put('\n', index, index);
        continue;
      case '\\':
        if (/[!-/:-@[-`{-~]/.test(raw[index + 1] ?? '')) {
          put(raw[index + 1] as string, index, index + 2);
          index += 2;
        } else index++;
        continue;
      case '`': {
        const end = unclosed ? undefined : codeSpanEnd(raw, index);
        if (end === undefined) {
          unclosed = true;
          index++;
        } else {
          put(HOLE, index, end);
          index = end;
        }
        continue;
      }
      case '!':
        if (raw[index + 1] === '[' && links.has(index + 1)) {
          index++;
          continue;
        }
        break;
      case '[': {
        const link = links.get(index);
        if (link !== undefined) {
          targets.set(link[0], link[1]);
          index++;
          continue;
        }
        break;
      }
      case ']': {
        const end = targets.get(index);
        if (end !== undefined) {
          index = end;
          continue;
        }
        break;
      }
      case '<': {
        if (raw.startsWith('<!--', index)) {
          const end = raw.indexOf('-->', index);
          index = end < 0 ? raw.length : end + 3;
          continue;
        }
        const link = at(AUTOLINK, raw, index);
        if (link !== null) {
          put(HOLE, index, index + link[0].length);
          index += link[0].length;
          continue;
        }
        const tag = at(TAG, raw, index);
        if (tag !== null) {
          if (BREAKING_TAG.test(tag[1] ?? '')) put('\n', index, index);
          index += tag[0].length;
          continue;
        }
        break;
      }
      case 'h':
      case 'w': {
        if (raw.startsWith('http', index) || raw.startsWith('www.', index)) {
          const address = at(ADDRESS, raw, index);
          if (address !== null) {
            put(HOLE, index, index + address[0].length);
            index += address[0].length;
            continue;
          }
        }
        break;
      }
      case '&': {
        const entity = at(ENTITY, raw, index);
        const plain = entity === null ? undefined : entityText(entity);
        if (entity !== null && plain !== undefined) {
          if (plain !== '') put(plain, index, index + entity[0].length);
          index += entity[0].length;
          continue;
        }
        break;
      }
      case '|':
        put('\n', index, index);
        index++;
        continue;
      case '*':
      case '_':
      case '~': {
        let end = index + 1;
        while (raw[end] === character) end++;
        const before = raw[index - 1] ?? ' ';
        const after = raw[end] ?? ' ';
        const inside = WORD.test(before) && WORD.test(after);
        const loose = /\s/.test(before) && /\s/.test(after);
        const mark =
          character === '~'
            ? end - index === 2
            : !loose && !(character === '_' && inside) && end - index <= 3;
        if (!mark) for (let mid = index; mid < end; mid++) put(character, mid, mid + 1);
        index = end;
        continue;
      }
    }
    const plain = plainCharacter(character);
    if (plain !== '') put(plain, index, index + 1);
    index++;
  }
  return { text, starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
}

/** End of a block that is not read and begins at this line start, or `index` if there is none. */
const blockEnd = (raw: string, index: number): number => {
  const fence = at(FENCE, raw, index);
  if (fence !== null) {
    const mark = fence[1] as string;
    const closing = new RegExp(`\\n[ \\t>]*${mark[0]}{${mark.length},}[ \\t]*(?=\\n|$)`, 'g');
    closing.lastIndex = index + fence[0].length;
    const end = closing.exec(raw);
    return lineAfter(raw, end === null ? raw.length : end.index + end[0].length);
  }
  const line = at(DEFINITION, raw, index) ?? at(RULE_LINE, raw, index);
  if (line !== null && line[0].length > 0) return lineAfter(raw, index + line[0].length);
  const indented = /^(?: {4}|\t)\S/.test(raw.slice(index, index + 6));
  if (indented && (index === 0 || /\n[ \t]*\n$/.test(raw.slice(Math.max(0, index - 40), index)))) {
    const before = raw.slice(Math.max(0, index - 400), index);
    if (!/(?:^|\n)[ \t]*(?:[-*+]|\d+[.)])[ \t][^\n]*(?:\n[ \t]+[^\n]*)*\n\s*$/.test(before)) {
      const end = raw.indexOf('\n', index);
      return end < 0 ? raw.length : end + 1;
    }
  }
  return index;
};

const lineAfter = (raw: string, index: number): number => (raw[index] === '\n' ? index + 1 : index);
