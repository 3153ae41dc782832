import stringWidth from 'fast-string-width';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ELLIPSIS, excerptAround } from '../../src/text/excerpt.ts';

const LONG =
  'We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.';

function show(line: string, part: string, columns: number): string {
  const start = line.indexOf(part);
  const shown = excerptAround(line, { start, end: start + part.length }, columns);
  return (
    (shown.start > 0 ? ELLIPSIS : '') +
    line.slice(shown.start, shown.end) +
    (shown.end < line.length ? ELLIPSIS : '')
  );
}

describe('the part of a line that is shown', () => {
  test.each([
    ['all of a line that fits', 'Some fail.', 'fail', 40, 'Some fail.'],
    ['from the beginning', LONG, 'degraded', 40, 'We are experiencing degraded…'],
    ['in the middle', LONG, 'may experience', 40, '…Some users may experience failed…'],
    ['to the end', LONG, 'investigating.', 40, '…team is investigating.'],
    ['what is longer than the room', LONG, LONG.slice(10, 90), 30, '…experiencing degraded…'],
    [
      'from the beginning of a long finding near it',
      LONG,
      LONG.slice(3),
      30,
      'We are experiencing degraded…',
    ],
    ['of one endless word', 'x'.repeat(200), 'x'.repeat(200), 20, `${'x'.repeat(19)}…`],
    [
      'of wide characters',
      `${'支払い '.repeat(20)}失敗 ${'支払い '.repeat(9)}`,
      '失敗',
      30,
      '…支払い 失敗 支払い 支払い…',
    ],
  ])('%s', (_name, line, part, columns, expected) => {
    expect(show(line, part, columns)).toBe(expected);
  });

  test('fits, has the beginning of what was found, and begins and ends with whole words if words are short', () => {
    const word = fc.constantFrom('a', 'payments', '支払い', 'é', 'checkout.', 'e\u0301');
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 60 }),
        fc.nat(),
        fc.integer({ min: 24, max: 96 }),
        (words, choice, columns) => {
          const line = words.join(' ');
          const at = choice % words.length;
          const start = words.slice(0, at).join(' ').length + (at === 0 ? 0 : 1);
          const end = start + words[at]!.length;
          const shown = excerptAround(line, { start, end }, columns);
          const text = line.slice(shown.start, shown.end);
          const marks = Number(shown.start > 0) + Number(shown.end < line.length);
          expect(stringWidth(text) + marks).toBeLessThanOrEqual(columns);
          expect(shown.start).toBeLessThanOrEqual(start);
          expect(shown.end).toBeGreaterThanOrEqual(end);
          expect(shown.start === 0 || line[shown.start - 1] === ' ').toBe(true);
          expect(shown.end === line.length || line[shown.end] === ' ').toBe(true);
        },
      ),
    );
  });
});
