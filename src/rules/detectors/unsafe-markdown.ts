import { replaceCodeSpans } from '../../text/code-spans.ts';
import type { TextSpan } from '../../content/source.ts';
import { replaceComments } from '../../text/html-comments.ts';
import { matchAt } from '../../text/match-at.ts';

export interface UnsafeMarkup extends TextSpan {
  readonly message: string;
  readonly help: string;
}

const FENCE = /^ {0,3}(```+|~~~+)[^\n]*(?:\n[\s\S]*?)??(?:\n {0,3}\1[^\n]*$|$(?![\s\S]))/gm;
const TAG = /<(?:\/?[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>])[^<>]*>?|[!?][^<>]*>?|!--)/g;
const AUTOLINK = /<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*)>/g;
const BRACKET = /\\[\s\S]|[[\]]/g;
const INLINE_TARGET = /\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))/y;
const REFERENCE = /\[([^\]\n]*)\]/y;
const DEFINITION = /^ {0,3}\[((?:[^\][\\]|\\.)+)\]:\s*(?:<([^<>\n]*)>|(\S+))/gm;

/** Replaces fenced code by spaces; offsets and lines stay the same. */
export function blankOutFences(text: string): string {
  return text.replace(FENCE, blank);
}

/** Raw HTML, links that run code, images from other sites. Code and comments are skipped. */
export function findUnsafeMarkup(markdown: string): UnsafeMarkup[] {
  if (!/[<\]]|-->/.test(markdown)) return [];
  const text = replaceCodeSpans(replaceComments(blankOutFences(markdown), blank, 'closed'), blank);
  const found: UnsafeMarkup[] = [...findUnsafeLinks(text), ...findStrayComments(markdown, text)];
  for (const match of text.replace(AUTOLINK, blank).matchAll(TAG)) {
    const span = { start: match.index, end: match.index + match[0].length };
    found.push(
      match[0] === '<!--'
        ? { ...span, message: 'This comment is never closed.', help: 'Close it with "-->".' }
        : {
            ...span,
            message: `HTML (${shorten(match[0])}) is not shown.`,
            help: 'Write Markdown: **bold**, lists, [text](https://example.com).',
          },
    );
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** @param text the Markdown without code and comments */
function* findStrayComments(markdown: string, text: string): Iterable<UnsafeMarkup> {
  for (const { index } of text.matchAll(/-->/g)) {
    const help = 'Delete it, or write "→" for an arrow. A comment ends at its first "-->".';
    yield { start: index, end: index + 3, message: 'This "-->" closes no comment, so it is shown.', help };
  }
  const withoutCode = replaceCodeSpans(markdown.replace(FENCE, blank), blank);
  const withoutComments = replaceComments(withoutCode, (comment) => comment.replace(/[^\n]/g, '#'), 'closed');
  for (const { index } of markdown.matchAll(/<!--/g)) {
    if (withoutComments[index] !== ' ') continue;
    const message = 'This "<!--" begins a comment although it is in code, so the text after it is not shown.';
    yield { start: index, end: index + 4, message, help: 'Describe it in words.' };
  }
}

function* findUnsafeLinks(text: string): Iterable<UnsafeMarkup> {
  for (const match of text.matchAll(AUTOLINK))
    yield* checkLinkTarget(match.index, match[0], match[1]!, false);
  const references: { at: number; whole: string; label: string }[] = [];
  for (const { at, end, inner } of findBracketPairs(text)) {
    const whole = text.slice(at, end);
    const target = matchAt(INLINE_TARGET, text, end);
    if (target)
      yield* checkLinkTarget(at, whole + target[0], target[1] ?? target[2] ?? '', whole.startsWith('!'));
    else if (whole.startsWith('!') && inner.length <= LONGEST_LABEL) {
      const reference = matchAt(REFERENCE, text, end);
      references.push({ at, whole: whole + (reference?.[0] ?? ''), label: reference?.[1] || inner });
    }
  }
  const definitions = new Map<string, string>();
  for (const match of text.matchAll(DEFINITION)) {
    const address = match[2] ?? match[3]!;
    definitions.set(normalizeLabel(match[1]!), address);
    yield* checkLinkTarget(match.index, match[0], address, false);
  }
  for (const { at, whole, label } of references) {
    const address = definitions.get(normalizeLabel(label));
    if (address !== undefined) yield* checkLinkTarget(at, whole, address, true);
  }
}

/** CommonMark takes no longer label. */
const LONGEST_LABEL = 999;

interface BracketPair {
  /** Of the "[", or of the "!" before it. */
  readonly at: number;
  readonly end: number;
  readonly inner: string;
}

/** Each "[" or "![" with its "]". Takes linear time, also where thousands are unclosed. */
function* findBracketPairs(text: string): Iterable<BracketPair> {
  const open: number[] = [];
  for (const { 0: found, index } of text.matchAll(BRACKET)) {
    if (found === '[') open.push(index);
    const start = found === ']' ? open.pop() : undefined;
    if (start === undefined) continue;
    const at = text[start - 1] === '!' ? start - 1 : start;
    yield { at, end: index + 1, inner: text.slice(start + 1, index) };
  }
}

function* checkLinkTarget(
  at: number,
  whole: string,
  written: string,
  isImage: boolean,
): Iterable<UnsafeMarkup> {
  const address = decode(written);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  const span = { start: at, end: at + whole.length };
  if (isImage && (scheme !== undefined || /^[\\/]{2}/.test(address))) {
    const help =
      'Describe it in words, or link to it. An image from another site lets its owner track the readers of this page.';
    yield { ...span, message: `An image from another site (${shorten(written)}) is not shown.`, help };
  } else if (scheme !== undefined && !['http', 'https', 'mailto', 'tel'].includes(scheme)) {
    const help = 'Link to an address that begins with https://.';
    yield { ...span, message: `A link to "${scheme}:" is not shown.`, help };
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  colon: ':',
  tab: '\t',
  newline: '\n',
  amp: '&',
  lpar: '(',
  sol: '/',
  bsol: '\\',
};

/** Decodes an address like a browser: resolves escapes and entities, removes white space and control characters. */
function decode(written: string): string {
  return (
    written
      .replace(
        /&#x([0-9a-f]{1,6});?|&#(\d{1,7});?|&([a-z]+);/gi,
        (all, hex?: string, decimal?: string, name?: string) => {
          if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
          const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
          return code <= 0x10ffff ? String.fromCodePoint(code) : '';
        },
      )
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0020\u007F]/g, '')
  );
}

function normalizeLabel(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
