import { expect, test } from 'vitest';
import { parseSite } from '../../../src/content/site.ts';
import { localeFor } from '../../../src/content/languages.ts';
import { messagesFor } from '../../../src/site/i18n/choose.ts';

function found(language: string): readonly string[] {
  const text = `name: Shop\nurl: https://shop.example\npolicy: vayva\nlanguage: ${language}\n`;
  const { value, diagnostics } = parseSite({ path: 'status.yaml', text });
  expect(value?.language).toBeDefined();
  return diagnostics.map(({ location, message, help, fix }) =>
    [location.line, message, help, ...(fix ? [`fix: ${fix.text}`] : [])].join(' | '),
  );
}

test.each(['en', 'en-US', 'fr', 'fr-CA', 'FR', 'pt-BR', 'de'])('%s is a language with words', (language) => {
  expect(found(language)).toEqual([]);
});

test('another one is named, with what it must have meant; the site is built in English', () => {
  expect(['sv', 'ar-EG', 'french', 'Français', 'Englisch', 'fe', 'fr-xx-xx', '"<b>"'].flatMap(found))
    .toMatchInlineSnapshot(`
      [
        "4 | "language" is "sv" (Swedish); the interface is translated into "en" (English), "fr" (French), "pt" (Portuguese) or "de" (German). | Bring the words of another language in words/sv.yaml. Until then texts and rules are English.",
        "4 | "language" is "ar-EG" (Arabic); the interface is translated into "en" (English), "fr" (French), "pt" (Portuguese) or "de" (German). | Bring the words of another language in words/ar.yaml. Until then texts and rules are English.",
        "4 | "language" is "french"; the interface is translated into "en" (English), "fr" (French), "pt" (Portuguese) or "de" (German). | Did you mean "fr"? Until then texts and rules are English. | fix: fr",
        "4 | "language" is "Français"; the interface is translated into "en" (English), "fr" (French), "pt" (Portuguese) or "de" (German). | Did you mean "fr"? Until then texts and rules are English. | fix: fr",
        "4 | "language" is "Englisch"; the interface is translated into "en" (English), "fr" (French), "pt" (Portuguese) or "de" (German). | Did you mean "en"? Until then texts and rules are English. | fix: en",
        "4 | "language" is "fe"; the interface is translated into "en" (English), "fr" (French), "pt" (Portuguese) or "de" (German). | Bring the words of another language in words/CODE.yaml. Until then texts and rules are English.",
        "4 | "language" is "fr-xx-xx"; the interface is translated into "en" (English), "fr" (French), "pt" (Portuguese) or "de" (German). | Bring the words of another language in words/CODE.yaml. Until then texts and rules are English.",
        "4 | "language" is "<b>"; the interface is translated into "en" (English), "fr" (French), "pt" (Portuguese) or "de" (German). | Bring the words of another language in words/CODE.yaml. Until then texts and rules are English.",
      ]
    `);
});

test.each([
  ['fr', 'fr-FR', 'Opérationnel'],
  ['fr-CA', 'fr-CA', 'Opérationnel'],
  ['FR-ca', 'fr-CA', 'Opérationnel'],
  ['en', 'en-GB', 'Working'],
  ['en-US', 'en-US', 'Working'],
  ['de', 'de-DE', 'Funktioniert'],
  ['de-AT', 'de-AT', 'Funktioniert'],
  ['pt-BR', 'pt-BR', 'A funcionar'],
  // What is English says that it is.
  ['sv', 'en-GB', 'Working'],
  ['fr-xx-xx', 'en-GB', 'Working'],
  ['"><script>', 'en-GB', 'Working'],
])('%s is written in %s', (language, locale, operational) => {
  expect(localeFor(language)).toBe(locale);
  expect(messagesFor({ language }).states.operational).toBe(operational);
});
