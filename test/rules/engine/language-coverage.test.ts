import { expect, test } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import { describeLanguageCoverage, rulesWithCoreWords } from '../../../src/rules/engine/language-coverage.ts';
import { PRESETS } from '../../support/example-content.ts';

const siteIn = (language: string) =>
  parseContent({
    site: {
      path: 'status.yaml',
      text: `name: Shop\nurl: https://shop.example/\npolicy: vayva\nlanguage: ${language}\n`,
    },
    policies: PRESETS,
    components: [],
    incidents: [],
    postmortems: [],
  }).siteContext!;

test('English has all rules; French, German and Portuguese have the core, which is said', () => {
  expect(describeLanguageCoverage(siteIn('en'))).toBeUndefined();
  for (const language of ['fr', 'de', 'pt']) expect(rulesWithCoreWords(siteIn(language))).toHaveLength(5);
  expect(describeLanguageCoverage(siteIn('fr'))).toMatchInlineSnapshot(
    `"Public text is in French. These rules know only the most common forms of that language: no-blame, no-jargon, no-minimising, no-promised-fix-time, no-speculation. The glossary of the policy is checked."`,
  );
});
