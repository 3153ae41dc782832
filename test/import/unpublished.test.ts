import { expect, test } from 'vitest';
import { readStatuspage } from '../../src/import/read-statuspage.ts';
import { findReader } from '../../src/import/readers/all-readers.ts';
import { findHidingField } from '../../src/import/unpublished.ts';
import { importAll, importLines, incident, NOW, onlyFile, parsed } from './run-import.ts';

test.each([
  [{ hidden: true }, 'hidden: true'],
  [{ is_private: 'yes' }, 'is_private: yes'],
  [{ isDraft: 1 }, 'isDraft: 1'],
  [{ published: false }, 'published: false'],
  [{ visibility: 'internal' }, 'visibility: internal'],
  [{ deleted_at: '2024-05-02T00:00:00Z' }, 'deleted_at: 2024-05-02T00:00:00Z'],
  [{ publishDate: '2030-01-01' }, 'publishDate: 2030-01-01'],
  [{ expiryDate: '2024-06-01' }, 'expiryDate: 2024-06-01'],
  [{ _build: { render: 'never' } }, '_build: {"render":"never"}'],
  [{ hidden: false, published: true, deleted_at: null, visibility: 'public' }, undefined],
  [{ publishDate: '2024-05-01', expiryDate: '2099-01-01', published: '2024-05-01' }, undefined],
])('%j hides an entry: %s', (fields, field) => {
  expect(findHidingField(fields, NOW)).toBe(field);
});

test('an entry that was not public stays off the page, and one such update is for the team only', () => {
  const updates = [
    { at: '2024-05-01T09:10:00Z', status: 'investigating', body: 'We look.' },
    { at: '2024-05-01T09:20:00Z', body: 'A name.', private: true },
  ];
  const { incidents } = parsed(
    importLines(incident({ id: 'a', hidden: true }), incident({ id: 'b', title: 'Other', updates })),
  );
  const byId = new Map(incidents.map((event) => [event.imported?.id, event]));
  expect([byId.get('a')?.drill, byId.get('b')?.drill]).toEqual([true, false]);
  expect(
    byId
      .get('b')!
      .updates.map(({ body }) => body)
      .join(' '),
  ).not.toContain('A name.');
  expect(byId.get('b')!.source.text).toContain('Not public (private: true): A name.');
});

test.each([
  [0, 0],
  [{ value: 0 }, 0],
  [{ value: 2 }, 0],
  [1, 1],
  [true, 1],
  [{ value: 1 }, 1],
])('Cachet: visible %j', (visible, count) => {
  const attributes = { name: 'Slow', message: 'Slow.', visible, occurred: { string: '2024-05-01 09:00:00' } };
  const text = JSON.stringify({ data: [{ id: '1', type: 'incidents', attributes }] });
  const read = findReader('cachet')!.read({ files: [{ path: 'incidents.json', text }], runs: false });
  expect(read.records).toHaveLength(count);
});

test.each([
  [{ postmortem_published_at: null }, false],
  [{ postmortem_published_at: '2024-05-02T09:00:00Z' }, true],
  [{}, true],
])('Statuspage: a postmortem with %j', (published, isPublic) => {
  const one = {
    ...{ id: 'p', name: 'Slow', status: 'resolved', created_at: '2024-05-01T09:00:00Z' },
    ...{ resolved_at: '2024-05-01T10:00:00Z', postmortem_body: 'It was a cable.', ...published },
  };
  const text = onlyFile(importAll([readStatuspage('x.json', JSON.stringify({ incidents: [one] }))]));
  const [front = '', body = ''] = text.split('\n---\n');
  expect([front, body].map((part) => part.includes('It was a cable.'))).toEqual([!isPublic, isPublic]);
});

test('Kener: a comment that was taken back, and a hidden comment of an issue, are not published', () => {
  const comments = [
    { comment: 'Slow.', timestamp: 1714554000, status: 'ACTIVE' },
    { comment: 'A name.', timestamp: 1714554100, status: 'INACTIVE' },
  ];
  const kener = {
    incidents: [{ id: 1, title: 'Slow', start_date_time: 1714554000, state: 'RESOLVED', comments }],
  };
  const issues = [
    {
      ...{ number: 1, title: 'Slow', labels: [{ name: 'issue status' }], state: 'CLOSED', body: 'Slow.' },
      ...{ createdAt: '2024-05-01T09:00:00Z', closedAt: '2024-05-01T10:00:00Z' },
      comments: [{ body: 'A name.', createdAt: '2024-05-01T09:30:00Z', isMinimized: true }],
    },
  ];
  for (const [format, data] of [
    ['kener', kener],
    ['issue-status', issues],
  ] as const) {
    const files = [{ path: 'incidents.json', text: JSON.stringify(data) }];
    const [front = '', body = ''] = onlyFile(
      importAll([findReader(format)!.read({ files, runs: false })]),
    ).split('\n---\n');
    expect([front, body].map((part) => part.includes('A name.'))).toEqual([true, false]);
  }
});
