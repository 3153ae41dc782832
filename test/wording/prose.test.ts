import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import { matchWording } from '../../src/wording/match-wording.ts';
import { extractProse } from '../../src/wording/prose.ts';

const found = (markdown: string): readonly string[] =>
  matchWording(markdown, EMPTY_CONTEXT).map(({ text }) => text);

describe('positions survive Markdown', () => {
  test.each([
    ['A **small number** of users cannot pay.', 'A **small number** of'],
    ['A small\nnumber of users cannot pay.', 'A small\nnumber of'],
    ['> A small\n> number of users cannot pay.', 'A small\n> number of'],
    ['A small\u00a0number of users cannot pay.', 'A small\u00a0number of'],
    ['A small&nbsp;number of users cannot pay.', 'A small&nbsp;number of'],
    ['A sm\u00adall number of users cannot pay.', 'A sm\u00adall number of'],
    ['Most people won\u2019t even notice.', 'won\u2019t even notice'],
    ['Our load\u2011balancer is slow.', 'load\u2011balancer'],
    ['Our *load* balancer is slow.', 'load* balancer'],
    ['See the [load balancer](https://example.com/a_b) page.', 'load balancer'],
    ['![A load balancer](picture.png)', 'load balancer'],
    ['# Our load balancer', 'load balancer'],
    ['| Load | balancer |\n| --- | --- |\n| load balancer | late |', 'load balancer'],
    ['1. Wait.\n2. A load balancer is slow.', 'load balancer'],
  ])('%j', (markdown, words) => {
    expect(found(markdown)).toEqual([words]);
  });

  test.each([
    'The setting `load balancer` is yours.',
    '```\nload balancer\n```',
    'See <https://load-balancer.example.com/>.',
    'See https://example.com/load-balancer and [this](https://example.com/load-balancer).',
    '<!-- load balancer -->',
    'The {{ load balancer }} is back. {% if load_balancer %} Sorry. {% endif %}',
    'Hello ${load_balancer}, all is well.',
    '[load]: https://load-balancer.example.com "load balancer"',
    'Write to load-balancer@example.com or <load-balancer@example.com>.',
    'Text.\n\n    load balancer\n\nText.',
  ])('is not read: %j', (markdown) => {
    expect(found(markdown)).toEqual([]);
  });

  test('a phrase does not reach over a paragraph, a list item or a heading', () => {
    for (const gap of ['\n\n', '\n- ', '\n# ']) expect(found(`We use a load${gap}balancer now.`)).toEqual([]);
  });
});

const PIECES = [
  'A small number of users',
  'load balancer',
  'due to our hosting provider',
  'will be fixed by 3pm',
  '**',
  '_',
  '`',
  '[',
  '](',
  ')',
  '![',
  '<',
  '>',
  '&nbsp;',
  '\u00ad',
  '\u00a0',
  '\n',
  '\n\n',
  '- ',
  '# ',
  '|',
  '\\',
  ' ',
  '. ',
  'https://example.com',
  '<!--',
  '-->',
  '```',
  '\u2019',
  'İ',
  '😀',
  '§',
  '\uFFFC',
  '~~',
  '1. ',
  "'s",
];
const markdown = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((parts) => parts.join('')),
);

describe('any text at all', () => {
  test('every hit is the words at its place, inside the text, in order; nothing throws', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const matches = matchWording(text, {
          ...EMPTY_CONTEXT,
          hints: true,
          names: ['Vayva'],
          suppliers: ['Paystack'],
        });
        for (const { start, end, text: words, fix } of matches) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(start).toBeLessThan(end);
          expect(text.slice(start, end)).toBe(words);
          if (fix) {
            // an article that changes, or the space before what is left out
            expect(text.slice(fix.start, start)).toMatch(/^(?:an?)?[\s,]*$/i);
            expect(fix.end).toBe(end);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('the short cut for plain text reads what the long way reads', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcXYZ019 ,.;:!?\'"()%+-'), maxLength: 60 });
    fc.assert(
      fc.property(letters, (rest) => {
        const text = `A${rest}`;
        const short = extractProse(text);
        const long = extractProse(`${text}\u00ad`);
        expect(short.text).toBe(long.text);
        expect([...short.starts]).toEqual([...long.starts]);
        expect([...short.ends]).toEqual([...long.ends]);
      }),
      { numRuns: 1000 },
    );
  });

  test('prose knows where each of its characters came from', () => {
    fc.assert(
      fc.property(markdown, (raw) => {
        const { text, starts, ends } = extractProse(raw);
        expect(starts.length).toBe(text.length);
        for (let index = 0; index < text.length; index++) {
          expect(starts[index]).toBeLessThanOrEqual(ends[index] as number);
          expect(ends[index]).toBeLessThanOrEqual(raw.length);
          if (index > 0) expect(starts[index]).toBeGreaterThanOrEqual(starts[index - 1] as number);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
