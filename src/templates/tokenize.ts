import type { TextSpan } from '../content/source.ts';
import { replaceComments } from '../text/html-comments.ts';

/** A normalised word of a template or a text, or a placeholder. */
export interface TextToken extends TextSpan {
  readonly key: string;
  /** The name of the placeholder, if it is one. */
  readonly placeholder?: string;
  /** The punctuation before it. */
  readonly breakBefore: TokenBreak;
}

/** None, a comma, or the end of a sentence. */
export type TokenBreak = 0 | 1 | 2;

const WORD = String.raw`[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’.\-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*`;
const LINK_TARGET = String.raw`\]\([^()\n]*\)`;
const PLACEHOLDER = String.raw`\[([^\][\n]{1,80})\](?![(\[])`;
const COMMA = String.raw`(,)(?=\s|$)`;
const STOP = String.raw`([.!?:;](?=[\s"'”’)*_\]]|$)|\s[–—-]\s|\n[ \t]*\n|\n[ \t]*(?:[-*+>#]|\d+\.)\s)`;

/** Groups in order: a word, a comma, the end of a sentence, a placeholder. Anything else is skipped. */
const TEXT_PARTS = new RegExp([`(${WORD})`, COMMA, STOP, LINK_TARGET].join('|'), 'gu');
const TEMPLATE_PARTS = new RegExp([`(${WORD})`, COMMA, STOP, PLACEHOLDER].join('|'), 'gu');

/** Tokenizes Markdown without comments, link targets, emphasis and quotes. */
export function tokenizeText(text: string): TextToken[] {
  return tokenize(
    replaceComments(text, (comment) => ' '.repeat(comment.length)),
    TEXT_PARTS,
  );
}

/** Tokenizes a template with its placeholders. */
export function tokenizeTemplate(template: string): TextToken[] {
  return tokenize(template, TEMPLATE_PARTS);
}

function tokenize(text: string, parts: RegExp): TextToken[] {
  const words: TextToken[] = [];
  let before: TokenBreak = 2;
  parts.lastIndex = 0;
  for (let match = parts.exec(text); match; match = parts.exec(text)) {
    const [whole, word, comma, stop, placeholder] = match;
    const [start, end] = [match.index, match.index + whole.length];
    if (word !== undefined) words.push({ key: normalizeWord(word), start, end, breakBefore: before });
    else if (placeholder !== undefined)
      words.push({
        key: whole,
        placeholder: placeholder.trim().toLowerCase(),
        start,
        end,
        breakBefore: before,
      });
    else if (stop !== undefined) before = 2;
    else if (comma !== undefined && before === 0) before = 1;
    if (word !== undefined || placeholder !== undefined) before = 0;
  }
  return words;
}

const PLAIN = /^[a-z0-9'.-]*$/;

function normalizeWord(word: string): string {
  const lower = word.toLowerCase();
  const plain = PLAIN.test(lower) ? lower : lower.normalize('NFC').replaceAll('’', "'");
  return plain.startsWith('apologis') ? `apologiz${plain.slice(8)}` : plain;
}

export function splitIntoSentences(words: readonly TextToken[]): TextToken[][] {
  const sentences: TextToken[][] = [];
  for (const word of words) {
    if (word.breakBefore === 2) sentences.push([word]);
    else sentences.at(-1)!.push(word);
  }
  return sentences;
}

/** Includes the full stop. */
export function sentenceEndOffset(template: string, sentence: readonly TextToken[]): number {
  const { end } = sentence.at(-1)!;
  return end + (/^[.!?:;]/.exec(template.slice(end))?.[0].length ?? 0);
}
