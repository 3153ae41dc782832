import stringWidth from 'fast-string-width';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrapMessage, wrapText } from '../../src/text/wrap.ts';

describe('lines in the width of a terminal', () => {
  test.each([
    ['without a terminal', 'one two three four five six', undefined, 'one two three four five six'],
    ['that fit', 'one two three four', 20, 'one two three four'],
    ['between words', 'one two three four five six', 20, 'one two three four\nfive six'],
    ['with the indent of the beginning', '  one two three four five', 22, '  one two three four\n  five'],
    ['with wide characters', '支払いが 失敗する 場合があります', 20, '支払いが 失敗する\n場合があります'],
    ['with colours', '\u001b[31mone two three four\u001b[39m', 18, '\u001b[31mone two three four\u001b[39m'],
    ['with a long word, which stays whole', `a ${'x'.repeat(30)} b`, 20, `a\n${'x'.repeat(30)}\nb`],
    ['one after another', 'one two three four five\nsix', 20, 'one two three four\nfive\nsix'],
  ])('%s', (_name, text, columns, expected) => {
    expect(wrapText(text, columns)).toBe(expected);
  });

  test.each([
    '  npx candor incident publish incidents/2026-11-22-checkout.md',
    'By hand: git push origin incident/2026-11-22-checkout',
    'Open https://github.com/example/status/compare/incident/2026-11-22-checkout',
  ])('leave what is to be copied whole: %s', (line) => {
    expect(wrapMessage(line, 20)).toBe(line);
  });

  test('lose nothing, and none is wider than the terminal', () => {
    const word = fc.constantFrom('a', 'payments', '支払い', 'é', '🙂', 'checkout.');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 20, max: 90 }), (words, columns) => {
        const lines = wrapText(words.join(' '), columns).split('\n');
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
