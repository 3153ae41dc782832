import { expect, test } from 'vitest';
import { completeWords } from '../../src/cli/complete-words.ts';
import { DECLARATIONS, GROUPS } from '../../src/cli/declarations/all.ts';

function complete(line: string) {
  const { proposals, files } = completeWords(GROUPS, DECLARATIONS, line.split(' '));
  return [...proposals.map(({ word }) => word), ...(files ? ['FILES'] : [])];
}

test.each([
  ['v', ['validate']],
  ['inc', ['incident']],
  [
    'incident ',
    [
      'open',
      'update',
      'resolve',
      'disclose',
      'withdraw',
      'merge',
      'correct',
      'list',
      'publish',
      'schedule',
      'drill',
    ],
  ],
  ['incident up', ['update']],
  ['comple', ['completion']],
  ['completion ', ['bash', 'zsh', 'fish']],
  ['validate --f', ['--format', '--fix']],
  ['validate --fix --f', ['--format']],
  ['validate --format ', ['terminal', 'json', 'github', 'sarif']],
  ['validate --format g', ['github']],
  ['validate --format=j', ['--format=json']],
  ['validate --format =', ['terminal', 'json', 'github', 'sarif']],
  ['validate --format = j', ['json']],
  ['validate --root ', ['FILES']],
  ['validate --now ', []],
  ['validate a', ['FILES']],
  ['validate a b', ['FILES']],
  ['incident publish ', ['FILES']],
  ['incident publish a ', []],
  ['incident publish --now 12:00 ', ['FILES']],
  ['incident open --component a --compo', ['--component']],
  [
    'pr merge --',
    [
      '--event',
      '--number',
      '--timeout',
      '--preview',
      '--no-preview',
      '--annotations',
      '--no-annotations',
      '--summary',
      '--root',
      '--app',
      '--no-app',
      '--now',
      '--dry-run',
      '--help',
    ],
  ],
  ['import stat', ['statuspage', 'statuspage-feed', 'statusfy', 'statuskit']],
  ['import auto ', ['FILES']],
  ['init --force ', []],
  ['nonsense ', []],
  ['incident nonsense ', []],
  ['incident list --severity ', []],
])('candor %s', (line, words) => {
  expect(complete(line)).toEqual(words);
});

test('each proposal has its help', () => {
  expect(completeWords(GROUPS, DECLARATIONS, ['validate', '--fix']).proposals).toEqual([
    { word: '--fix', help: 'apply the fixes that have one right answer, and print the diff' },
  ]);
});
