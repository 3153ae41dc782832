import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { validatePostmortem } from '../../src/rules/engine/validate-text.ts';
import { EXAMPLE_NOW, exampleContent, reviewedIncident } from '../support/example-content.ts';

const SAMPLES = parse(
  readFileSync(new URL('fixtures/blame-samples.yaml', import.meta.url), 'utf8'),
) as Readonly<Record<'blameful' | 'blameless', readonly string[]>>;

/** The same, written before the patterns of what people did, left out or were. */
const SENTENCES = parse(
  readFileSync(new URL('fixtures/postmortem-sentences.yaml', import.meta.url), 'utf8'),
) as Readonly<Record<'blames' | 'systemic', readonly string[]>>;

/** Sentences in the voices of many companies; warnings count too. */
const VOICES = parse(
  readFileSync(new URL('fixtures/postmortem-voices.yaml', import.meta.url), 'utf8'),
) as Readonly<Record<'blames' | 'systemic', readonly string[]>>;

const ID = '2026-11-22-checkout';

/** The rules on blame that a sentence breaks in a review's root cause, on either preset. */
function blamed(sentence: string, policy: string, levels: readonly string[] = ['error']): string[] {
  const text = `---\nincident: ${ID}\n---\n\n## Root cause\n\n${sentence}\n`;
  const incident = { path: `incidents/${ID}.md`, text: reviewedIncident(policy) };
  const review = { path: `postmortems/${ID}.md`, text };
  const { siteContext, incidents, postmortems } = exampleContent([incident], policy, [review]);
  const diagnostics = validatePostmortem(siteContext!, postmortems[0]!, incidents, EXAMPLE_NOW);
  return diagnostics
    .filter(({ rule, level }) => ['no-blame', 'postmortem-no-blame'].includes(rule) && levels.includes(level))
    .map(({ rule }) => rule);
}

describe.each(['vayva', 'vauntico'])('V8.6: thirty samples, under %s', (policy) => {
  test('fifteen of each', () => {
    expect([SAMPLES.blameful.length, SAMPLES.blameless.length]).toEqual([15, 15]);
  });

  test('at least fourteen of the sentences that blame people are found', () => {
    const missed = SAMPLES.blameful.filter((sentence) => blamed(sentence, policy).length === 0);
    expect(missed).toEqual([]);
  });

  test('at least fourteen of those that look at the system are left alone', () => {
    const told = SAMPLES.blameless.filter((sentence) => blamed(sentence, policy).length > 0);
    expect(told).toEqual([]);
  });
});

describe('V8.6: forty sentences of each side', () => {
  test('forty of each', () => {
    expect([SENTENCES.blames.length, SENTENCES.systemic.length]).toEqual([40, 40]);
  });

  test('each that blames someone is an error', () => {
    expect(SENTENCES.blames.filter((sentence) => blamed(sentence, 'vayva').length === 0)).toEqual([]);
  });

  test('none that looks at the system, or at a supplier without a failure, is an error', () => {
    expect(SENTENCES.systemic.filter((sentence) => blamed(sentence, 'vayva').length > 0)).toEqual([]);
  });
});

describe('V8.6: sentences in many voices', () => {
  const found = (sentence: string): boolean => blamed(sentence, 'vayva', ['error', 'warn']).length > 0;

  test('of those that blame someone, at most two are missed', () => {
    expect(VOICES.blames.filter((sentence) => !found(sentence))).toMatchInlineSnapshot(`
      [
        "Sales promised a date that engineering could not meet, and here we are.",
        "The engineer in question has since been given additional training and a written warning.",
      ]
    `);
  });

  test('none that looks at the system is found', () => {
    expect(VOICES.systemic.filter(found)).toEqual([]);
  });
});

test.each([
  "The vendor's engineers confirmed the fault at 10:40.",
  "The vendor's engineers found the fault at 10:40.",
  "The vendor's engineers acknowledged the error at 10:40.",
  "The vendor's engineers repaired the fault at 10:40.",
  "The vendor's engineers replaced the faulty card at 10:40.",
  "The team's lead reported the mistake at 10:40.",
])('V8.6: what people found, reported or repaired blames no one: %s', (sentence) => {
  expect(blamed(sentence, 'vayva', ['error', 'warn'])).toEqual([]);
});

test.each([
  "The vendor's engineers ignored the fault.",
  'The engineer replaced the wrong card.',
  "The engineer's careless mistake broke the queue.",
])('V8.6: what made it a fault does: %s', (sentence) => {
  expect(blamed(sentence, 'vayva')).not.toEqual([]);
});
