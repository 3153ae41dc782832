import { expect, test } from 'vitest';
import { findNeeds } from '../../scripts/lexicon-needs.ts';
import { parseLexicon } from '../../scripts/lexicon-source.ts';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import type { Lexicon } from '../../src/wording/lexicon.ts';
import { createSentenceMatcher } from '../../src/wording/match-sentence.ts';
import { lexiconFiles } from '../wording/lexicon-files.ts';

test.each([
  ['caused by our supplier', [['caused by our supplier']]],
  ['caused by (?:a|our) supplier', [['caused by a supplier', 'caused by our supplier']]],
  ['users? met errors', [['user met errors', 'users met errors']]],
  ['(?:our )?users? ', [['user']]],
  ['should (?:[\\w-]+ ){0,3}be (?:fixed|resolved)', [['be fixed', 'be resolved'], ['should']]],
  ['(?:(?:back|up)[.!]|\\w+ is fixed) by \\d', [[' by '], ['back.', 'back!', 'up.', 'up!', 'is fixed']]],
  ['(?<!not )expected(?= soon| today)', [['expected'], ['soon', 'today']]],
  ['(?:very )*slow+(?!ly)', [['slo']]],
  ['p[ao]ge', [['page', 'poge']]],
  ['\\d (?:is|a)', []],
  ['(?:fixed|\\w+) now', [[' now']]],
])('%s matches only where a sentence contains one of each of %j', (pattern, needs) => {
  expect(findNeeds(pattern)).toEqual(needs);
});

test('no sentence of the lexicon loses a finding by what its patterns need', () => {
  const { lexicon, phrases } = parseLexicon(lexiconFiles());
  const without: Lexicon = {
    ...lexicon,
    phrases: lexicon.phrases.map(({ needs: _needs, ...entry }) => entry),
  };
  for (const kind of ['incident', 'postmortem'] as const) {
    const context = { ...EMPTY_CONTEXT, hints: true, kind };
    const [withNeeds, withoutNeeds] = [lexicon, without].map((one) => createSentenceMatcher(context, one));
    for (const text of phrases.flatMap(({ bad, good }) => [...bad, ...good]))
      expect(withNeeds!(text), text).toEqual(withoutNeeds!(text));
  }
});
