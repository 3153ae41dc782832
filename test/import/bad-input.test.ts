import { expect, test } from 'vitest';
import { readStatuspage } from '../../src/import/read-statuspage.ts';
import { findReader } from '../../src/import/readers/all-readers.ts';
import { importAll, parsed } from './run-import.ts';

const issue = (repository: string, change: object = {}): object => ({
  number: 7,
  title: 'Shop is down',
  labels: [{ name: 'status' }],
  state: 'closed',
  created_at: '2024-05-01T09:00:00Z',
  closed_at: '2024-05-01T10:00:00Z',
  body: `Down in ${repository}.`,
  url: `https://api.github.com/repos/${repository}/issues/7`,
  ...change,
});

const comment = (repository: string): object => ({
  issue_url: `https://api.github.com/repos/${repository}/issues/7`,
  created_at: '2024-05-01T09:30:00Z',
  body: `A comment in ${repository}.`,
});

const REPOSITORIES = ['vayva/status', 'vauntico/status'];

function importIssues(files: Readonly<Record<string, unknown>>) {
  const texts = Object.entries(files).map(([path, data]) => ({ path, text: JSON.stringify(data) }));
  return importAll([findReader('upptime')!.read({ files: texts, runs: false })]);
}

test.each([
  ['in one file', { 'issues.json': REPOSITORIES.map((name) => issue(name)) }],
  [
    'in a file each',
    { 'a/issues.json': [issue(REPOSITORIES[0]!)], 'b/issues.json': [issue(REPOSITORIES[1]!)] },
  ],
])('issues with one number from two repositories, %s, are two incidents', (_where, files) => {
  const imported = importIssues({ ...files, 'comments.json': REPOSITORIES.map(comment) });
  const { incidents } = parsed(imported);
  expect(imported.report.duplicates).toBe(0);
  expect(incidents.map((event) => event.imported?.id).toSorted()).toEqual([
    'vauntico/status#7',
    'vayva/status#7',
  ]);
  for (const { imported: origin, updates } of incidents) {
    const repository = origin!.id.replace('#7', '');
    expect(updates.map(({ body }) => body)).toEqual([
      `Down in ${repository}.`,
      `A comment in ${repository}.`,
      'Resolved.',
    ]);
  }
});

test('issues with one number from unknown repositories are two incidents, and only the one without a label is left out', () => {
  const unknown = { url: null };
  const imported = importIssues({
    'issues.json': [
      issue('vayva/status', unknown),
      issue('vauntico/status', { ...unknown, title: 'Tills are down' }),
      issue('vauntico/status', { ...unknown, labels: [] }),
    ],
  });
  expect(
    parsed(imported)
      .incidents.map((event) => event.imported?.id)
      .toSorted(),
  ).toEqual(['7', '7 (2)']);
  expect(imported.report.notes.map(({ text }) => text)).toContain(
    '1 issue without a label of the status page was left out: #7',
  );
});

test('an issue of Upptime has the address that its page had', () => {
  const { incidents } = parsed(importIssues({ 'issues.json': [issue('vayva/status')] }));
  expect(incidents[0]!.imported?.aliases).toEqual(['/incident/7']);
});

test('megabytes of nested lists are refused with their position, before they are parsed', () => {
  const { errors } = readStatuspage('x.json', `{"a": "[[${'['.repeat(300)}",\n"b": ${'['.repeat(2_000_000)}`);
  expect(errors).toEqual([
    { file: 'x.json', line: 2, message: 'This is nested in more than 200 levels at position 516.' },
  ]);
});
