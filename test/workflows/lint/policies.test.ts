import { describe, expect, test } from 'vitest';
import { NEXT_UPDATE_PREFIX } from '../../../src/reminders/next-update-branch.ts';
import { incidentBranch } from '../../../src/response/change.ts';
import { GOOD } from './policy.ts';
import { rightsPolicies } from './rights-policies.ts';
import { shapePolicies, UNEVEN, unevenPins } from './shape-policies.ts';
import { shapeOf, workflowTexts } from './workflows.ts';

const policies = [...rightsPolicies, ...shapePolicies];

describe('each policy sees what it is for', () => {
  test.each(policies)('$id', ({ bad, complaints }) => {
    expect(complaints(shapeOf('good.yml', GOOD))).toEqual([]);
    expect(bad.map((text) => complaints(shapeOf('bad.yml', text)).length)).toEqual(
      bad.map(() => expect.toSatisfy((n) => n >= 1)),
    );
  });

  test('the same pin everywhere', () => {
    expect(unevenPins([GOOD])).toEqual([]);
    expect(unevenPins(UNEVEN)).toHaveLength(1);
  });
});

test('there are workflows to check', () => {
  expect(workflowTexts.map(([path]) => path)).toContain('.github/workflows/deploy.yml');
});

describe.each(workflowTexts)('%s', (path, text) => {
  test.each(policies)('$id', ({ complaints }) => {
    expect(complaints(shapeOf(path, text))).toEqual([]);
  });
});

test('the run of a pull request merges what is on branches of incidents and drafts, and only there nothing else validates', () => {
  const prefixesOf = (file: string): string[] => {
    const text = new Map(workflowTexts).get(`.github/workflows/${file}`)!;
    return [...text.matchAll(/startsWith\(github\.event\.pull_request\.head\.ref, '(.*?)'\)/g)].map(
      ([, prefix]) => prefix!,
    );
  };
  const prefixes = [incidentBranch(''), NEXT_UPDATE_PREFIX];
  expect(prefixesOf('auto-merge.yml')).toEqual([...prefixes, ...prefixes]);
  expect(prefixesOf('validate.yml')).toEqual(prefixes);
});

test('the same action has the same pin in every file', () => {
  expect(unevenPins(workflowTexts.map(([, text]) => text))).toEqual([]);
});
