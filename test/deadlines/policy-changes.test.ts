import { expect, test } from 'vitest';
import { findPolicyChanges } from '../../src/deadlines/policy-changes.ts';

const LEAD = 'roles: { lead: { name: Lead } }\n';

test.each<[what: string, texts: readonly string[], expected: object]>([
  ['nothing, without versions', [], {}],
  ['nothing, with the first version', [LEAD], {}],
  [
    'the last change of each part',
    [LEAD, `${LEAD}tools: [Pager]\n`, `${LEAD}tools: [Phone]\n`],
    { tools: 2 },
  ],
  ['a part that was removed', [`${LEAD}tools: [Pager]\n`, LEAD, LEAD], { tools: 1 }],
  [
    'parts at different times',
    [LEAD, 'roles: {}\n', 'roles: {}\nsteps: [Call]\n'],
    { roles: 1, processes: 2 },
  ],
  [
    'neither comments nor the order of keys',
    ['name: A\ntools: { a: 1, b: 2 }\n', '# Ours\ntools: { b: 2, a: 1 }\n'],
    {},
  ],
  ['what changed beside a version that can not be read', [LEAD, 'roles: [', 'roles: {}\n'], { roles: 2 }],
])('V15.1 a policy shows: %s', (_, texts, expected) => {
  expect(findPolicyChanges(texts.map((text, at) => ({ at, text })))).toEqual(expected);
});

test('versions before the last change of every part are not read', () => {
  const versions = ['', 'tools: 1', 'tools: 2\nroles: 2\nsteps: 2'].map((text, at) => ({ at, text }));
  const unread = {
    at: -1,
    get text(): string {
      throw new Error('It was read.');
    },
  };
  expect(findPolicyChanges([unread, ...versions])).toEqual({ tools: 2, roles: 2, processes: 2 });
});
