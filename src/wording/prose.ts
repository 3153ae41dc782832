import { entityAt, normalizeCharacter } from './characters.ts';
import { blockEnd, lineMarkupLength, matchAt, startsBlock } from './markdown-blocks.ts';
import { codeSpanEnd, findLinkTargets } from './markdown-inline.ts';

/**
 * The visible text of Markdown, with the source offsets of each character. It includes text, link text, image
 * alternatives and titles, but no code, template code, addresses, HTML or comments. Emphasis marks and soft hyphens are removed, line
 * breaks inside a paragraph become spaces, typographic quotes become straight ones.
 */
export interface ProseText {
  /** Blocks are separated by `\n`; code and addresses become one `GAP`. */
  readonly text: string;
  /** For each character of `text`, the start and end of its source in the raw Markdown (UTF-16 offsets). */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Replaces a code span or an address. */
export const GAP = '\uFFFC';

const TAG = /<\/?([a-zA-Z][\w-]*)(?:[ \t\n/][^<>]{0,400})?>/y;
const AUTOLINK = /<(?:[a-zA-Z][\w+.-]{1,30}:[^\s<>]{0,400}|[^\s<>@]{1,100}@[^\s<>]{1,200})>/y;
/** `{{ name }}`, `{% if … %}` and `${name}` of a template engine: no-placeholder reports them, they are not prose. */
const TEMPLATE_CODE = /\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}|\$\{[^{}\n]{0,200}\}/y;
const MAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"'`\])]*[^\s<>"'`\]).,;:!?*_]/y;
const BREAKING_TAG = /^(?:br|p|div|li|ul|ol|h\d|tr|td|th|table|hr|section|blockquote|var)$/i;
const WORD = /[\p{L}\p{N}]/u;

const PLAIN = /^[A-Za-z(](?:[A-Za-z0-9,.;:!?'"()%+$-]| (?! ))*$/;
const MAX_PLAIN_LENGTH = 4096;
const IDENTITY_OFFSETS = Uint32Array.from({ length: MAX_PLAIN_LENGTH + 1 }, (_, index) => index);

/** Fast path for the many texts that are one line without Markdown syntax. */
function extractPlainProse(raw: string): ProseText | undefined {
  const { length } = raw;
  if (length > MAX_PLAIN_LENGTH || !PLAIN.test(raw) || raw.includes('http') || raw.includes('www.'))
    return undefined;
  return {
    text: raw,
    starts: IDENTITY_OFFSETS.subarray(0, length),
    ends: IDENTITY_OFFSETS.subarray(1, length + 1),
  };
}

/** Never throws; linear in the length of the text. */
export function extractProse(raw: string): ProseText {
  const plainProse = extractPlainProse(raw);
  if (plainProse !== undefined) return plainProse;
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

  const links = findLinkTargets(raw);
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
      if (startsBlock(raw, index)) put('\n', index, index);
      index += lineMarkupLength(raw, index);
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
          put(GAP, index, end);
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
          const end = raw.indexOf('-->', index + 4);
          index = end < 0 ? raw.length : end + 3;
          continue;
        }
        const link = matchAt(AUTOLINK, raw, index);
        if (link !== null) {
          put(GAP, index, index + link[0].length);
          index += link[0].length;
          continue;
        }
        const tag = matchAt(TAG, raw, index);
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
          const address = matchAt(ADDRESS, raw, index);
          if (address !== null) {
            put(GAP, index, index + address[0].length);
            index += address[0].length;
            continue;
          }
        }
        break;
      }
      case '$':
      case '{': {
        const template = matchAt(TEMPLATE_CODE, raw, index);
        if (template !== null) {
          put(GAP, index, index + template[0].length);
          index += template[0].length;
          continue;
        }
        break;
      }
      case '&': {
        const entity = entityAt(raw, index);
        if (entity !== undefined) {
          if (entity.text !== '') put(entity.text, index, index + entity.length);
          index += entity.length;
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
    const plain = normalizeCharacter(character);
    if (plain !== '') put(plain, index, index + 1);
    index++;
  }
  if (text.includes('@')) text = text.replace(MAIL, (address) => GAP.repeat(address.length));
  return { text, starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
}
