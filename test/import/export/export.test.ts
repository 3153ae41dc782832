import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../support/run.ts';
import { scratch, SHOP } from '../../support/scratch.ts';
import { exportJsonLines } from '../../../src/import/export/export-lines.ts';
import { readJsonLines } from '../../../src/import/read-json-lines.ts';
import { importAll, importLines, incident, parsed, policy } from '../run-import.ts';

const at = (minute: number): string => new Date(Date.UTC(2024, 4, 1, 9, minute)).toISOString();

/** Any incident that a page may have had, in the neutral shape. */
const incidents = fc.array(
  fc.record({
    title: fc.string({ minLength: 1, maxLength: 60 }),
    impact: fc.constantFrom('minor', 'major', 'critical', 'none', 'odd'),
    kind: fc.constantFrom('incident', 'maintenance'),
    components: fc.array(fc.constantFrom('API', 'Web', 'Jobs'), { maxLength: 2 }),
    updates: fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 600 }).map(at),
        status: fc.constantFrom('investigating', 'monitoring', 'resolved', 'update'),
        body: fc.string({ maxLength: 80, unit: 'grapheme' }),
      }),
      { maxLength: 4 },
    ),
  }),
  { minLength: 1, maxLength: 5 },
);

describe('export', () => {
  test('a content root exported and imported is the same content root', () => {
    fc.assert(
      fc.property(incidents, (records) => {
        const first = importLines(
          ...records.map((record, index) => incident({ ...record, id: `i${index}` })),
        );
        const content = parsed(first);
        const inFolder = (folder: string) => first.files.filter(({ path }) => path.startsWith(`${folder}/`));
        const redirects = first.files.find(({ path }) => path === 'redirects.json')!;
        const lines = exportJsonLines({
          sources: {
            site: first.files.find(({ path }) => path === 'status.yaml')!,
            policies: [],
            components: inFolder('components'),
            incidents: inFolder('incidents'),
            postmortems: [],
          },
          incidents: content.incidents,
          components: content.siteContext!.components,
          policy: policy(),
          redirects: { text: redirects.text, list: [] },
        });
        const again = importAll([readJsonLines('export.jsonl', lines)]);
        const sorted = (files: typeof first.files) => files.map(({ path, text }) => [path, text]).toSorted();
        expect(sorted(again.files)).toEqual(sorted(first.files));
      }),
      { numRuns: 60 },
    );
  });

  test('both formats come back by the command, and drills and notes stay inside', () => {
    const root = scratch({
      ...SHOP,
      'incidents/2024-05-01-orders.md':
        '---\ntitle: Orders fail\nseverity: sev-2\ncomponents: { orders: partial-outage }\ndetected: 2024-05-01T09:00Z\ninternal: { notes: "secret words" }\n---\n\n## 2024-05-01T09:05Z investigating\n\nWe look.\n\n## 2024-05-01T10:00Z resolved\n\nIt works again.\n',
      'incidents/2024-05-02-drill.md':
        '---\ntitle: A rehearsal\nseverity: sev-2\ncomponents: {}\ndetected: 2024-05-02T09:00Z\ndrill: true\n---\n\n## 2024-05-02T09:05Z investigating\n\nWe look.\n',
    });
    expect(run('export', ['jsonl', '--root', root, '--out', join(root, 'out/all.jsonl')]).code).toBe(0);
    expect(run('import', ['auto', join(root, 'out/all.jsonl'), '--into', join(root, 'again')]).code).toBe(0);
    for (const file of [
      'status.yaml',
      'components/orders.md',
      ...readdirSync(join(root, 'incidents')).map((name) => `incidents/${name}`),
    ])
      expect(readFileSync(join(root, 'again', file), 'utf8')).toBe(readFileSync(join(root, file), 'utf8'));
    const { out } = run('export', ['statuspage', '--root', root]);
    expect(out).not.toMatch(/secret words|rehearsal/);
    const data = JSON.parse(out) as { incidents: { incident_updates: { status: string; body: string }[] }[] };
    expect(data.incidents).toHaveLength(1);
    expect(data.incidents[0]!.incident_updates.map(({ status }) => status)).toEqual([
      'resolved',
      'investigating',
    ]);
    expect(run('export', ['xml', '--root', root]).code).toBe(2);
  });
});
