import { expect, test } from 'vitest';
import { findMigrations } from '../../src/setup/migrations.ts';
import type { FormatChange } from '../../src/content/format-changes.ts';

const CHANGES: readonly FormatChange[] = [
  { version: '1.1.0', file: 'policies', key: ['owner'], name: 'maintainer' },
  { version: '1.2.0', file: 'incidents', key: ['internal', 'commander'], name: 'lead' },
];
const source = (path: string, text: string) => ({ path, text });

test('a company that skipped versions gets each change, in its own files only', () => {
  const content = {
    site: source('status.yaml', 'owner: x\n'),
    policies: [
      source('policies/own.yaml', 'name: A # ours\nowner: Head\n'),
      { ...source('policies/lost.yaml', ''), unreadable: 'It is not UTF-8.' },
      source('presets/vayva.yaml', 'owner: B\n'),
    ],
    components: [source('components/a.md', '---\nowner: x\n---\n')],
    incidents: [
      source(
        'incidents/2026-11-22-a.md',
        '---\ntitle: A # of it\ninternal: { commander: "@a" }\n---\n\n## commander: x\n',
      ),
      source('incidents/2026-11-22-b.md', 'no front matter\n'),
    ],
    postmortems: [],
  };
  const migrated = findMigrations(content, CHANGES);
  expect(migrated.map(({ path, text }) => [path, text])).toEqual([
    ['policies/own.yaml', 'name: A # ours\nmaintainer: Head\n'],
    [
      'incidents/2026-11-22-a.md',
      '---\ntitle: A # of it\ninternal: { lead: "@a" }\n---\n\n## commander: x\n',
    ],
  ]);
  expect(migrated[0]!.before).toBe('name: A # ours\nowner: Head\n');
  const [policy, incident] = migrated;
  const after = { ...content, policies: [policy!], incidents: [incident!] };
  expect(findMigrations(after, CHANGES)).toEqual([]);
  expect(findMigrations(content)).toEqual([]);
});
