import { describe, expect, test } from 'vitest';
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

test('the same action has the same pin in every file', () => {
  expect(unevenPins(workflowTexts.map(([, text]) => text))).toEqual([]);
});
