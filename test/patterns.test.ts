import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchItemField } from '../src/content/parse-action-items.ts';
import { removeClosingHashes } from '../src/content/parse-postmortem.ts';
import { removeHeadingNote } from '../src/response/file-text.ts';
import { replaceCodeSpans } from '../src/text/code-spans.ts';
import { continuesListItem, blockEnd } from '../src/wording/markdown-blocks.ts';

/** Texts of the characters that a pattern looks at, short enough for the slow patterns that were replaced. */
const textOf = (...parts: readonly string[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: 14 }).map((chosen) => chosen.join(''));

/** The patterns that took exponential or cubic time, each with the function that matches the same. */
const REPLACED: readonly [
  string,
  fc.Arbitrary<string>,
  (text: string) => unknown,
  (text: string) => unknown,
][] = [
  [
    'the end of a list item',
    textOf('\n', '\n', ' ', '\t', '-', '- a', '1. ', 'x', '\u00A0', '12)'),
    (text) => /(?:^|\n)[ \t]*(?:[-*+]|\d+[.)])[ \t][^\n]*(?:\n[ \t]+[^\n]*)*\n\s*$/.test(text),
    continuesListItem,
  ],
  [
    'code spans',
    textOf('`', '`', '``', 'a', '\n', ' '),
    (text) => text.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, (code) => `<${code}>`),
    (text) => replaceCodeSpans(text, (code) => `<${code}>`),
  ],
  [
    'closing hashes',
    textOf('#', '#', ' ', '\t', 'T', '\u00A0'),
    (text) => text.replace(/\s+#*\s*$/, '').trim(),
    (text) => removeClosingHashes(text).trim(),
  ],
  [
    'the note of a heading',
    textOf('(', ')', ' ', '\t', 'a', '()', ' (b)'),
    (text) => text.replace(/[ \t]*(?:\([^)]*\))?[ \t]*$/, ''),
    removeHeadingNote,
  ],
  [
    'the field of an action item',
    textOf('owner', 'Due', 'by', ':', ':', ' ', '\n', 'x', '\r', '\u2028'),
    (text) => {
      const found = /^(\s*(owner|due|deadline|by)\s*:\s*)(.*?)\s*$/i.exec(text);
      return found ? { name: found[2], value: found[3], start: found[1]!.length } : undefined;
    },
    matchItemField,
  ],
];

test.each(REPLACED)('%s: the same as the slow pattern', (_, texts, before, now) => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(now(text)).toEqual(before(text));
    }),
    { numRuns: 3000 },
  );
});

test('a list item over many lines does not hang the block reader', () => {
  const text = `- We restarted\n${'      and looked at it\n'.repeat(30)}Then it was fine.\n\n`;
  expect(blockEnd(`${text}    done\n`, text.length)).toBe(text.length + 9);
});
