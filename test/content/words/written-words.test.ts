import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { resolveWords, SHIPPED_LANGUAGES } from '../../../src/content/words/written-words.ts';
import { listPlaceholders } from '../../../src/templates/template.ts';

const own = (path: string, text: string) => ({ path: `words/${path}`, text });

test.each(SHIPPED_LANGUAGES)(
  '%s lacks nothing, and its texts have the placeholders of the English ones',
  (code) => {
    const { words, diagnostics } = resolveWords(code);
    expect(diagnostics).toEqual([]);
    expect(words.missing).toEqual([]);
    const english = resolveWords('en').words;
    for (const [key, text] of Object.entries(words.templates))
      expect([key, listPlaceholders(text).toSorted()]).toEqual([
        key,
        listPlaceholders(english.templates[key as 'first']).toSorted(),
      ]);
  },
);

test('the severities of the policy standard are translated word for word', () => {
  const { severities } = parse(readFileSync('presets/standard.yaml', 'utf8')) as {
    severities: Record<string, { name: string; definition: string[] }>;
  };
  const texts = Object.values(severities).flatMap(({ name, definition }) => [name, ...definition]);
  expect([...resolveWords('en').words.severities.keys()]).toEqual(texts);
  for (const code of SHIPPED_LANGUAGES.filter((one) => one !== 'en'))
    for (const [english, text] of resolveWords(code).words.severities) expect(text).not.toBe(english);
});

test('a region selects the language', () => {
  expect(resolveWords('pt-BR').words.language).toBe('pt');
});

describe('a company’s own file', () => {
  test('replaces single words of a language that ships', () => {
    const { words, diagnostics } = resolveWords('pt', [
      own('pt.yaml', 'templates: { identified: "Sabemos a causa em [component]." }\n'),
    ]);
    expect(diagnostics).toEqual([]);
    expect(words.templates.identified).toBe('Sabemos a causa em [component].');
    expect(words.templates.monitoring).toBe(resolveWords('pt').words.templates.monitoring);
  });

  test('brings another language; what it lacks is English, and a warning names it', () => {
    const { words, diagnostics } = resolveWords('nl', [
      own('nl.yaml', 'locale: nl-NL\ntemplates: { identified: "Oorzaak gevonden: [component]." }\n'),
    ]);
    expect(words).toMatchObject({ language: 'nl', locale: 'nl-NL', checked: {} });
    expect(
      diagnostics.map(({ level, location, message }) => [level, location.path, message.slice(0, 90)]),
    ).toEqual([
      [
        'warn',
        'words/nl.yaml',
        'These words are missing, so they are in English: templates.first, templates.over, template',
      ],
    ]);
  });

  test('an unknown word is an error that names the nearest', () => {
    const { diagnostics } = resolveWords('pt', [own('pt.yaml', 'templates: { resolvd: "Feito." }\n')]);
    expect(diagnostics.map(({ level, message }) => [level, message])).toEqual([
      ['error', 'Unknown key "resolvd". Did you mean "resolved"?'],
    ]);
  });

  test('a file that cannot be read leaves the shipped words', () => {
    const { words, diagnostics } = resolveWords('pt', [own('pt.yaml', 'templates: [\n')]);
    expect(words.language).toBe('pt');
    expect(diagnostics.some(({ level }) => level === 'error')).toBe(true);
  });
});
