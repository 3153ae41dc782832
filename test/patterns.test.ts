import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchItemField } from '../src/content/parse-action-items.ts';
import { removeClosingHashes } from '../src/content/parse-postmortem.ts';
import { removeHeadingNote } from '../src/response/file-text.ts';
import { readHeadingText } from '../src/import/text/heading-text.ts';
import { parseLooseTime } from '../src/import/times/loose-time.ts';
import { replaceCodeSpans } from '../src/text/code-spans.ts';
import { continuesListItem, blockEnd } from '../src/wording/markdown-blocks.ts';

/** Texts of the characters that a pattern looks at, short enough for the slow patterns that were replaced. */
const textOf = (...parts: readonly string[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: 14 }).map((chosen) => chosen.join(''));

const ZONED =
  /^(?:\d{4}-\d\d-\d\d[T ]\d{1,2}:\d\d|[a-z]{3} \d+ \d{4} \d+:\d\d:\d\d|\d+ [a-z]{3} \d{4} \d+:\d\d)\s*(am|pm|a\.m\.|p\.m\.)?\s*(.*)$/i;

/** Cuts the text behind the minutes as the slow patterns did; the rest is read by the function itself. */
function parseLooseTimeBefore(text: string): unknown {
  const parts = ZONED.exec(text.trim());
  if (!parts) return undefined;
  const start = text
    .trim()
    .slice(0, parts[0].length - parts[2]!.length)
    .replace(/\s*(?:am|pm)?\s*$/i, '');
  return parseLooseTime(`${start}${parts[1] ? ` ${parts[1]}` : ''}${parts[2] ? ` ${parts[2]}` : ''}`);
}

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
  [
    'the words of an imported heading',
    textOf('#', '#', '## ', ' ', 'T', 'T ##', '\u00A0').filter((text) => !/^#+\s*$|^#{1,6}\s+#/.test(text)),
    (text) => /^#{1,6}\s+(.+?)\s*#*\s*$/.exec(text)?.[1]?.trim(),
    readHeadingText,
  ],
  [
    'a time of a program, with its zone',
    fc
      .tuple(
        fc.constantFrom('2024-02-27 3:36', 'Mar 12 2021 17:01:50', '12 Mar 2021 05:01', '2022-01-05T09:06'),
        textOf(' ', ' PM', 'am', 'UTC', '+01:00', 'GMT', '\n', 'x'),
      )
      .map((parts) => parts.join('')),
    parseLooseTimeBefore,
    parseLooseTime,
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
