import { expect, test } from 'vitest';
import { findPrivateWords, passagesOf, privateWordsIn } from './prose.ts';

/** What people read, by scope. To check another folder, add a line. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  door: ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  docs: ['docs/**/*.md'],
  rules: ['src/rules/*.md', 'src/wording/lexicon/*.yaml'],
  policies: [
    '{presets,policies}/**/*.{yaml,md}',
    'examples/*/policies/*.yaml',
    '.ci/run',
    'status.yaml',
    'examples/*/status.yaml',
  ],
  github: ['.github/**/*.{md,yml,yaml}'],
  code: ['src/**/*.{ts,astro}', '{bench,scripts}/**/*.ts', 'create-candor/**/*.{js,mjs,ts,md}'],
  tests: ['test/**/*.ts'],
};

test.each(Object.entries(SCOPES))('%s is written without private words', (_name, patterns) => {
  expect(privateWordsIn(patterns)).toEqual([]);
});

test('a private word is found where people read, and not in code or in other words', () => {
  const found = (text: string): string[] => findPrivateWords(text).map((one) => one.found);
  expect(found('Whoever merges is told. Run `npm run whoever`.')).toEqual(['Whoever', 'told']);
  expect(found('There is no remote. It is no longer open.')).toEqual([]);
  expect(found('"x" is no time')).toEqual(['is no']);
  const code = "// the net\nconst a = 'nobody'; // nobody\nconst b = `it says ${a} anew`;\nconst c = /whom/;";
  expect(passagesOf('a.ts', code).flatMap(({ text }) => found(text))).toEqual([
    ...['it says', 'anew'],
    ...['the net', 'nobody'],
  ]);
  expect(
    passagesOf('a.yml', '# anew\nname: Let it out\non: whoever\n').flatMap(({ text }) => found(text)),
  ).toEqual([...['anew', 'Let it out']]);
});
