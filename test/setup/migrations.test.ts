import { expect, test } from 'vitest';
import { migrate } from '../../src/setup/migrations.ts';
import type { Migration } from '../../src/setup/migrations.ts';

const RENAMED: readonly Migration[] = [
  {
    version: '1.1.0',
    summary: 'The key owner of a policy is called maintainer.',
    apply: ({ path, text }) =>
      path.startsWith('policies/') ? text.replace(/^owner:/m, 'maintainer:') : text,
  },
];
const source = (path: string, text: string) => ({ path, text });

test('a company that skipped versions gets each change, in its own files only', () => {
  const content = {
    site: source('status.yaml', 'owner: x\n'),
    policies: [
      source('policies/own.yaml', 'name: A # ours\nowner: Head\n'),
      source('presets/vayva.yaml', 'owner: B\n'),
    ],
    components: [],
    incidents: [source('incidents/2026-11-22-a.md', 'owner: x\n')],
    postmortems: [],
  };
  const { sources, changes } = migrate(content, RENAMED);
  expect(changes).toEqual([
    {
      path: 'policies/own.yaml',
      before: 'name: A # ours\nowner: Head\n',
      text: 'name: A # ours\nmaintainer: Head\n',
    },
  ]);
  expect(sources.policies.map(({ text }) => text)).toEqual([changes[0]!.text, 'owner: B\n']);
  expect(migrate(sources, RENAMED).changes).toEqual([]);
  expect(migrate(content).changes).toEqual([]);
});
