import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseLexicon } from '../../scripts/lexicon-source.ts';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import { matchWording } from '../../src/wording/match-wording.ts';
import { parseLabelledUpdates } from '../../src/wording/evaluation/labelled.ts';
import { lexiconFiles } from './lexicon-files.ts';

const fixed = (text: string): string => {
  const match = matchWording(text, EMPTY_CONTEXT).find(({ fix }) => fix !== undefined);
  return match?.fix === undefined
    ? text
    : text.slice(0, match.fix.start) + match.fix.text + text.slice(match.fix.end);
};

describe('V6.2, V13.2: a fix reads as English', () => {
  test.each([
    ['A small number of users cannot sign in.', 'Some users cannot sign in.'],
    ['Only a small subset of the orders failed.', 'Some of the orders failed.'],
    ['There was a brief interruption.', 'There was an interruption.'],
    ['Some minor issues remain.', 'Issues remain.'],
    ['This only affects stores in Kenya.', 'This affects stores in Kenya.'],
    ['Only stores with older phones are affected.', 'Stores with older phones are affected.'],
    ['Downtime was only 3 minutes.', 'Downtime was 3 minutes.'],
    ['The dashboard was briefly unavailable.', 'The dashboard was unavailable.'],
    ['For a short period, orders could not be placed.', 'For a time, orders could not be placed.'],
    ['There was a blip this morning.', 'There was a problem this morning.'],
    [
      'Customers are experiencing increased latency in Europe.',
      'Customers are experiencing slow responses in Europe.',
    ],
    ['Calls suffer from packet loss.', 'Calls suffer from an unstable connection.'],
  ])('%s', (before, after) => {
    expect(fixed(before)).toBe(after);
  });

  test.each([
    'The increased latency is gone.',
    'We look at latency graphs.',
    'The fix should be live in 30 minutes.',
    'It should be fixed within the hour.',
    'There was a **brief** interruption.',
    'The small number of users was told.',
  ])('leaves to people what has more than one right answer: %s', (text) => {
    expect(fixed(text)).toBe(text);
  });
});

test('after a fix the rule has nothing more to say on those words', () => {
  const { phrases, terms } = parseLexicon(lexiconFiles());
  const labelled = readFileSync(new URL('fixtures/examples-labelled.jsonl', import.meta.url), 'utf8');
  const texts = [
    ...phrases.flatMap(({ bad }) => bad),
    ...terms.flatMap(({ forms }) => forms.map((form) => `We are seeing ${form} in Europe.`)),
    ...parseLabelledUpdates(labelled).map(({ body }) => body),
  ];
  let tried = 0;
  for (const text of texts) {
    for (const { rule, fix } of matchWording(text, EMPTY_CONTEXT)) {
      if (fix === undefined) continue;
      tried++;
      const after = text.slice(0, fix.start) + fix.text + text.slice(fix.end);
      const left = matchWording(after, EMPTY_CONTEXT).filter(
        (match) => match.rule === rule && match.start < fix.start + fix.text.length && fix.start < match.end,
      );
      expect(left, after).toEqual([]);
    }
  }
  expect(tried).toBeGreaterThan(30);
});
