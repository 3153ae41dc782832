import { describe, expect, test } from 'vitest';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import { matchWording } from '../../src/wording/match-wording.ts';
import { LEXICON } from '../../src/wording/lexicon.gen.ts';

const LENGTH = 10_000;
const repeat = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);

const SEEDS = [
  'a',
  ' ',
  '\n',
  '\n\n',
  '.',
  '*',
  '_',
  '`',
  '~',
  '[',
  ']',
  '(',
  '](',
  '![',
  '<',
  '<a ',
  '<!--',
  '&',
  '&amp;',
  '>',
  '- ',
  '#',
  '|',
  '-',
  '=',
  '\\',
  '"',
  "'",
  '1',
  '1-',
  '1.',
  '1.1',
  '_a',
  'a_',
  'aB',
  'A',
  '://',
  'https://',
  '@',
  '`` ` ',
  '[a](',
  '[a][',
  '  \t',
  'will be ',
  'will be fixed by ',
  'we expect the issue to be resolved within ',
  'about around up to ',
  'two to three or four ',
  'in the next the next ',
  'may be caused by ',
  'it seems that it ',
  'due to an issue with ',
  'our hosting provider ',
  'our third party upstream cloud dns provider is ',
  'provider, ',
  'a small very small ',
  'only affects ',
  'only the ',
  'brief, minor, ',
  'not only ',
  'update in ',
  'updates every ',
  'error 500 and 503 or ',
  'us-east-1 ',
  'a-b-c-',
  'load balancer ',
  'the the the ',
  'they are ',
  'engineer accidentally ',
  'Due to Aaaa Bbbb Cccc ',
  'caused by Aa-Bb.Cc ',
  'no eta update estimate ',
  'majority of our our our ',
  '§ is ',
  'we we believe that that ',
  'ticket with to with ',
  'waiting for the the ',
  'Waiting for a response from the ',
  'our provider that hosts the ',
  'the vendor responsible for sending ',
  'Aaaa Bbbb team ',
  'Aaaa has been notified of ',
  'the cause is outside ',
  'we are still waiting on them ',
  'will be undergoing maintenance ',
  'İ',
  'é́',
  '😀',
  '\u00ad',
  '\uFFFC ',
];

const elapsed = (text: string): number => {
  const began = performance.now();
  matchWording(text, { ...EMPTY_CONTEXT, names: ['Vayva'], suppliers: ['Paystack'], hints: true });
  return performance.now() - began;
};

/** The best of several: what the patterns cost, not what else the machine does. */
const best = (text: string): number => Math.min(...Array.from({ length: 5 }, () => elapsed(text)));

describe('no text makes it slow', () => {
  for (const seed of SEEDS) elapsed(seed);
  test.each(SEEDS)('10 kB of %j take under 50 ms', (seed) => {
    expect(best(repeat(seed))).toBeLessThan(50);
    expect(best(`We expect ${repeat(seed)} by our provider.`)).toBeLessThan(50);
  });

  test('any two of them together', () => {
    for (const [index, seed] of SEEDS.entries()) {
      const other = SEEDS[(index * 7 + 3) % SEEDS.length] as string;
      expect(best(repeat(seed + other)), JSON.stringify(seed + other)).toBeLessThan(50);
    }
  });

  test('a sentence as long as any takes under 5 ms', () => {
    for (const seed of SEEDS) expect(best(repeat(seed).slice(0, 400)), JSON.stringify(seed)).toBeLessThan(5);
  });
});

test.each([
  'the engineer did not ',
  'he took ',
  'he was told ',
  'if he had ',
  'blame he ',
  'he failed and failed ',
  'he ,',
  ',',
  'a',
])('V8.6: a sentence of a postmortem as long as any, of %j, takes under 5 ms', (seed) => {
  const sentence = repeat(seed).slice(0, 400);
  // Another context each time, because sentences are remembered by context.
  const cost = (): number => {
    const began = performance.now();
    matchWording(sentence, { ...EMPTY_CONTEXT, kind: 'postmortem' });
    return performance.now() - began;
  };
  expect(Math.min(...Array.from({ length: 20 }, cost))).toBeLessThan(5);
});

test('the lexicon adds under 15 ms to a command that checks calm text', () => {
  const cost = (): number => {
    const began = process.cpuUsage();
    const lexicon = JSON.parse(JSON.stringify(LEXICON)) as typeof LEXICON;
    matchWording('We are looking at slow pages in the dashboard.', { ...EMPTY_CONTEXT }, lexicon);
    return process.cpuUsage(began).user / 1000;
  };
  expect(Math.min(...Array.from({ length: 5 }, cost))).toBeLessThan(15);
});

test('at least 5,000 updates a second', () => {
  const bodies = Array.from({ length: 3000 }, (_, index) => [
    `We are investigating reports of failed payments in store ${index}. Some users may see an error at checkout.`,
    `A fix is in place for orders ${index}. We will post the next update by 14:${index % 60} UTC.`,
    `The issue affecting checkout ${index} has been resolved. We apologize for any inconvenience.`,
    `Our hosting provider is having problems, which affects ${index} stores. This will be fixed by 3pm.`,
  ]).flat();
  const context = { ...EMPTY_CONTEXT, names: ['Vayva', 'Checkout'] };
  for (const body of bodies.slice(0, 500)) matchWording(body, context);
  const began = process.cpuUsage();
  for (const body of bodies) matchWording(body, context);
  const { user } = process.cpuUsage(began);
  expect(bodies.length / (user / 1e6)).toBeGreaterThan(5000);
});
