import { describe, expect, test } from 'vitest';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import type { WordingMatch } from '../../src/wording/match.ts';
import { matchWording } from '../../src/wording/match-wording.ts';

const first = (text: string, rule: WordingMatch['rule']): WordingMatch => {
  const found = matchWording(text, EMPTY_CONTEXT).find((match) => match.rule === rule);
  if (found === undefined) throw new Error(`${rule} finds nothing in: ${text}`);
  return found;
};

describe("V4.2, V6.1, V6.3: advice made of the sentence's own words", () => {
  test.each([
    [
      'speculation',
      'This seems to be a fault in the new timetable.',
      'Say "We are checking whether this is a fault in the new timetable."',
    ],
    [
      'speculation',
      'The outage appears to be related to the sale.',
      'Say "We are checking whether the outage is related to the sale."',
    ],
    [
      'speculation',
      'We believe we have found the cause.',
      'Say "We are testing what we have found", or confirm it and leave "we believe" out.',
    ],
    [
      'blame',
      'The hosting provider has indicated that pages may be slow until noon.',
      'Say it yourselves, "Pages may be slow until noon", or say what customers see.',
    ],
    [
      'blame',
      'Our payment provider is having problems, which affects our ability to take orders.',
      'Say what does not work, "We cannot take orders", and what you are doing.',
    ],
    [
      'blame',
      'A fix was implemented by the upstream provider.',
      'Say "A fix was implemented", without the other company.',
    ],
  ] as const)('%s: %s', (rule, text, instead) => {
    expect(first(text, rule).instead).toBe(instead);
  });

  test('an answer to a guess does not repeat the supplier that the sentence blames', () => {
    const text = 'The outage seems to be related to a Mapwise outage.';
    const context = { ...EMPTY_CONTEXT, suppliers: ['Mapwise'] };
    const found = matchWording(text, context).find(({ rule }) => rule === 'speculation');
    expect(found?.instead).toBeDefined();
    expect(found?.instead).not.toContain('Mapwise');
  });

  test.each([
    ['Orders by card are late due to an outage at our hosting provider.', 'Orders by card are late.'],
    ['We watch the recovery following an issue with our payment provider.', 'We watch the recovery.'],
  ])('a cause at the end can be left out: %s', (before, after) => {
    const { fix } = first(before, 'blame');
    expect(before.slice(0, fix?.start) + fix?.text + before.slice(fix?.end)).toBe(after);
  });

  test.each([
    'The outage is due to an outage at our hosting provider.',
    'It failed due to an outage at our hosting provider.',
    'Orders are late due to an outage at our hosting provider in Leeds and Hull.',
  ])('the rest of the sentence needs the cause, or more follows: %s', (text) => {
    expect(first(text, 'blame').fix).toBeUndefined();
  });
});
