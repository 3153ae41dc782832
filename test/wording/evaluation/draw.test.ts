import { describe, expect, test } from 'vitest';
import { EMPTY_CONTEXT } from '../../../src/wording/context.ts';
import { drawFindings, renderDrawn } from '../../../src/wording/evaluation/draw.ts';
import { scoreEntries } from '../../../src/wording/evaluation/entries.ts';
import { describePatterns, renderPatternTable } from '../../../src/wording/evaluation/pattern-table.ts';
import { checkUpdates } from '../../../src/wording/evaluation/score.ts';
import type { LabelledUpdate } from '../../../src/wording/evaluation/score.ts';
import { LEXICON } from '../../../src/wording/lexicon.gen.ts';

const BODIES = [
  'We are sorry. A small number of\norders failed. Payments work.',
  'Orders will be back within two hours.',
  'The message broker failed.',
];
const UPDATES: readonly LabelledUpdate[] = BODIES.map((body, index) => ({
  id: `${index}`,
  org: 'A',
  drawn: '',
  kind: 'incident',
  body,
  names: [],
  labels: index === 1 ? [{ rule: 'promise', start: 7, end: 36, borderline: false }] : [],
}));
const checked = checkUpdates(UPDATES, () => EMPTY_CONTEXT);

describe('findings drawn at random', () => {
  test('the same seed draws the same, another one another order, and never more than there are', () => {
    const entries = (seed: string): readonly string[] =>
      drawFindings(checked, 3, seed).map(({ entry }) => entry);
    expect(entries('1')).toEqual(entries('1'));
    expect(new Set(['1', '2', '3', '4'].map((seed) => entries(seed).join())).size).toBeGreaterThan(1);
    expect(drawFindings(checked, 99, '1')).toHaveLength(3);
    expect(drawFindings(checked, 2, '1')).toHaveLength(2);
  });

  test('each has its sentence, and the rewritten sentence or the advice', () => {
    const drawn = drawFindings(checked, 3, '1').toSorted((a, b) => (a.entry < b.entry ? -1 : 1));
    expect(renderDrawn(drawn)).toMatchInlineSnapshot(`
      "1. promise future-with-deadline error "will be back within two hours"
         - Orders will be back within two hours.
         + Orders will be back.
      2. jargon message-queue error "message broker"
         - The message broker failed.
         = Say it in plain words: "the part that passes messages on".
      3. minimising small-share error "A small number of"
         - A small number of orders failed.
         + Some orders failed.
      "
    `);
  });
});

test('the table of patterns has the reason, the exclusions and the precision of each phrase', () => {
  const rows = describePatterns(
    LEXICON,
    scoreEntries(checked, () => 'customers'),
  );
  expect(rows.map(({ entry }) => entry)).toEqual(
    LEXICON.phrases.filter(({ rule }) => rule !== 'blameless').map(({ id }) => id),
  );
  const found = rows.filter(({ right, wrong }) => right + wrong > 0);
  expect(renderPatternTable(found)).toMatchInlineSnapshot(`
    "| rule | phrase | level | why | patterns | exclusions | right, precision (95 % interval) |
    | --- | --- | --- | --- | --- | --- | --- |
    | minimising | \`small-share\` | error | A vague small share hides how many customers are affected. | 6 | 8 | 0 of 1, 0 % (0–79) |
    | promise | \`future-with-deadline\` | error | It gives customers a time for the fix; if the time passes, they stop believing the page. | 2 | 20 | 1 of 1, 100 % (21–100) |
    "
  `);
});
