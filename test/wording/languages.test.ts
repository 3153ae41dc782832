import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import { WORDING_RULES } from '../../src/wording/evaluation/score.ts';
import { CORE_LANGUAGES, languageLexicon } from '../../src/wording/languages.ts';
import type { PublicWordingRule } from '../../src/wording/match.ts';
import { matchWording } from '../../src/wording/match-wording.ts';
import { foldAccents } from '../../src/wording/word-forms.ts';

type Examples = Readonly<Record<PublicWordingRule, Readonly<Record<'bad' | 'good', readonly string[]>>>>;

const examplesOf = (language: string): Examples =>
  parse(readFileSync(new URL(`languages/${language}.yaml`, import.meta.url), 'utf8')) as Examples;

const found = (language: string, text: string, context = EMPTY_CONTEXT) =>
  matchWording(text, context, languageLexicon(language));

test('French, German and Portuguese have the core of the five rules; other languages have none', () => {
  expect(CORE_LANGUAGES).toEqual(['de', 'fr', 'pt']);
  for (const language of CORE_LANGUAGES) {
    const { phrases, terms } = languageLexicon(language)!;
    expect(new Set([...phrases.map(({ rule }) => rule), ...(terms.length > 0 ? ['jargon'] : [])])).toEqual(
      new Set(WORDING_RULES),
    );
  }
  expect(languageLexicon('es')).toBeUndefined();
  expect(languageLexicon('toString')).toBeUndefined();
});

describe.each(CORE_LANGUAGES)('%s', (language) => {
  describe.each(WORDING_RULES)('V4.2, V6.1, V6.2, V6.3, V13.2: %s', (rule) => {
    const { bad, good } = examplesOf(language)[rule];
    test.each(bad)('finds: %s', (text) => {
      const matches = found(language, text);
      expect(matches.map((match) => match.rule)).toContain(rule);
      for (const { start, end, text: words } of matches) expect(text.slice(start, end)).toBe(words);
    });
    test.each(good)('leaves: %s', (text) => {
      expect(found(language, text).map((match) => match.text)).toEqual([]);
    });
  });
});

test('accents are optional, and offsets are those of the text as it was written', () => {
  const text = 'Désolé : le problème sera résolu d’ici deux heures.';
  const [match] = found('fr', text);
  expect(match?.text).toBe('sera résolu d’ici deux heures');
  expect(found('fr', 'Le probleme sera resolu avant 15 h.')[0]?.rule).toBe('promise');
  expect(foldAccents("Größe, d’œuvre, L'Été, 😀")).toHaveLength("Größe, d’œuvre, L'Été, 😀".length);
});

test('declared suppliers, known words and the site itself', () => {
  const context = {
    ...EMPTY_CONTEXT,
    suppliers: ['Société Éclair'],
    names: ['Cloudflare', 'Base de données'],
  };
  expect(found('fr', 'Société Éclair a confirmé la panne.', context)[0]?.rule).toBe('blame');
  expect(found('fr', 'Le problème vient d’une panne de Cloudflare.', context)).toEqual([]);
  expect(found('fr', 'La base de données est lente.', context)).toEqual([]);
  expect(found('de', 'Der Cache ist leer.', { ...EMPTY_CONTEXT, audience: 'developers' })).toEqual([]);
});
