import { expect, test } from 'vitest';
import { MAX_FILE_LENGTH } from '../../src/content/parse-incident.ts';
import { renderMarkdown } from '../../src/site/markdown.ts';
import { NO_PICTURES } from '../../src/site/pictures.ts';
import { renderPlainText } from '../../src/site/statuspage-api/plain-body.ts';

const SEEDS = [
  ...[
    '[',
    ']',
    '![',
    '](',
    '[a](',
    '[a]: b\n',
    '[a][b]',
    '[a](<b',
    '![a](media/a.png)',
    '("',
    '[a](b "',
    '![]()',
  ],
  ...[
    '*',
    '_',
    '**a',
    '*a ',
    '**_*',
    'a*',
    '_a_',
    '~~',
    '~~a',
    '`',
    '``',
    '`a',
    '\\',
    '&',
    '&#',
    '<',
    '<a',
    '<!--',
  ],
  ...[
    '> ',
    '> > ',
    '- ',
    '- a\n  ',
    '1. ',
    '# ',
    'a\n===\n',
    '|',
    'a|b\n',
    '|-',
    '\n',
    '\n\n',
    ' ',
    '\t',
    '* * ',
  ],
  ...['http://a.b/', 'http://[', 'https://a.b/(', 'mailto:a@b.c ', '<http://a', 'www.a.b '],
];
/** What most other pieces grow with. */
const ENDS = ['', '![', '<', '> '];
const RENDERERS = [
  ['page', (text: string) => renderMarkdown(text)],
  ['plain', (text: string) => renderPlainText(text, NO_PICTURES)],
] as const;

/** Seconds of this process. */
function timeOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1e6;
}

const repeat = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length));

/**
 * The bound of rendering is the length of a file. Quadratic time would be eight seconds at 20,000 characters of such a text;
 * it takes less than 0.1 seconds.
 */
test.each(ENDS)('no text makes rendering slow: %j at its end', { timeout: 300_000 }, (end) => {
  for (const [name, render] of RENDERERS) {
    for (const seed of SEEDS) {
      const text = end === '' ? repeat(seed, 20_000) : repeat(seed, 10_000) + repeat(end, 10_000);
      expect(
        timeOf(() => render(text)),
        `${name} ${JSON.stringify(seed)}`,
      ).toBeLessThan(3);
    }
  }
});

test(
  'a file of the greatest length is rendered within the time limit of a file',
  { timeout: 120_000 },
  () => {
    for (const piece of ['!['])
      expect(timeOf(() => renderMarkdown(repeat(piece, MAX_FILE_LENGTH)))).toBeLessThan(10);
  },
);
