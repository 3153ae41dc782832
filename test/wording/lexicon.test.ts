import { describe, expect, test } from 'vitest';
import { compileLexicon, parseLexicon } from '../../scripts/lexicon-source.ts';
import type { PhraseSource } from '../../scripts/lexicon-source.ts';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import type { WordingContext } from '../../src/wording/context.ts';
import { matchWording } from '../../src/wording/match-wording.ts';
import { generatedLexicon, lexiconFiles } from './lexicon-files.ts';

const { phrases, terms, faults } = parseLexicon(lexiconFiles());
const context = { ...EMPTY_CONTEXT, hints: true };
/** What is said of reviews only is read as one. */
const contextFor = (rule: string): WordingContext =>
  rule === 'blameless' ? { ...context, kind: 'postmortem' } : context;
const rulesIn = (text: string, rule: string): readonly string[] =>
  matchWording(text, contextFor(rule)).map((match) => match.rule);
const entriesIn = (text: string): readonly string[] => matchWording(text, context).map(({ entry }) => entry);

test('lexicon.gen.ts is what the YAML files say', () => {
  expect(generatedLexicon() === compileLexicon(lexiconFiles())).toBe(true);
});

const BY_RULE = Map.groupBy(phrases, ({ rule }) => rule);
const CLAUSES = {
  blame: 'V6.1, V8.6 blame',
  blameless: 'V8.6 blameless',
  jargon: 'V6.2 jargon',
  speculation: 'V4.2 speculation',
  promise: 'V6.3 promise',
  minimising: 'V13.2 minimising',
};

for (const [rule, entries] of BY_RULE) {
  describe(`${CLAUSES[rule]}: each phrase finds its bad examples and leaves its good ones`, () => {
    for (const entry of entries) {
      test.each(entry.bad)(`${entry.id} finds: %s`, (text) => {
        expect(rulesIn(text, rule)).toContain(rule);
        const own = phrases.filter(({ id }) => id === entry.id);
        expect(onlyEntry(entry, text)).toBe(own.length > 0);
      });
      test.each(entry.good)(`${entry.id} leaves: %s`, (text) => {
        expect(rulesIn(text, rule)).not.toContain(rule);
      });
    }
  });
}

describe('V8.6 blameless: each fault of people finds its bad examples and leaves its good ones', () => {
  const faultsIn = (text: string): readonly string[] =>
    matchWording(text, { ...context, kind: 'postmortem' })
      .filter(({ rule, level }) => rule === 'blameless' && level !== 'hint')
      .map(({ entry }) => entry);
  for (const { id, bad, good } of faults) {
    test.each(bad)(`${id} finds: %s`, (text) => {
      expect(faultsIn(text)).toContain(id);
    });
    test.each(good)(`${id} leaves: %s`, (text) => {
      expect(faultsIn(text)).toEqual([]);
    });
  }
});

/** Whether an entry alone finds something; another may have matched the same place. */
function onlyEntry({ id, rule }: PhraseSource, text: string): boolean {
  const { lexicon } = parsed;
  const alone = { ...lexicon, phrases: lexicon.phrases.filter((entry) => entry.id === id), terms: [] };
  return matchWording(text, contextFor(rule), alone).some(({ entry }) => entry === id);
}
const parsed = parseLexicon(lexiconFiles());

describe('V6.2 jargon: each form of a term is found, however it is spelled', () => {
  test.each(terms.map((term) => [term.id, term.forms] as const))('%s', (id, forms) => {
    for (const form of forms) {
      const { lexicon } = parsed;
      const alone = { ...lexicon, phrases: [], terms: lexicon.terms.filter((term) => term.id === id) };
      for (const text of [`We saw it: ${form}.`, `WE SAW: ${form.toUpperCase()}.`]) {
        const found = matchWording(text, context, alone).map(({ entry }) => entry);
        expect(found, text).toContain(id);
      }
    }
  });

  test('plural, hyphenated and closed-up spellings count as the same term', () => {
    for (const text of [
      'Our load balancers stopped.',
      'Our load-balancer stopped.',
      'Our loadbalancer stopped.',
    ]) {
      expect(entriesIn(text), text).toContain('load-balancer');
    }
  });

  const excused = terms.filter(({ good }) => good !== undefined);
  test.each(excused.map(({ id, good }) => [id, good ?? []] as const))(
    '%s leaves its good examples',
    (id, good) => {
      for (const text of good) expect(entriesIn(text), text).not.toContain(id);
    },
  );
});

test('every entry that excuses something says with which sentence', () => {
  const untold = [...phrases, ...terms].filter(
    ({ unless, good }) => unless !== undefined && (good ?? []).length === 0,
  );
  expect(untold.map(({ id }) => id)).toEqual([]);
});

test('every phrase proves itself with a bad and a good example', () => {
  expect(
    phrases.filter(({ bad, good }) => bad.length === 0 || good.length === 0).map(({ id }) => id),
  ).toEqual([]);
});
