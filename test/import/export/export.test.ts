import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../support/run.ts';
import { createJpeg, createPng } from '../../support/pictures.ts';
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

/** Any pictures in `media/`, and texts that show them. */
const pictures = fc.uniqueArray(
  fc.record({
    path: fc.constantFrom('a.png', 'b.PNG', '2026/a.png', 'shot.jpeg', 'x_1/y-2/Z.jpg'),
    width: fc.integer({ min: 1, max: 900 }),
  }),
  { minLength: 1, selector: ({ path }) => path },
);

function createPicture({ path, width }: { readonly path: string; readonly width: number }): Uint8Array {
  return /png$/i.test(path) ? createPng(width, 10) : createJpeg(width, 10);
}

describe('export', () => {
  test('pictures exported and imported keep their paths, and the texts that show them stay the same', () => {
    fc.assert(
      fc.property(pictures, (files) => {
        const media = files.map((file): [string, Uint8Array] => [`media/${file.path}`, createPicture(file)]);
        const shown = media.map(([path]) => `![a chart](../${path})`).join('\n\n');
        const text = `---\ntitle: Orders fail\nseverity: sev-2\ncomponents: { orders: partial-outage }\ndetected: 2024-05-01T09:00Z\n---\n\n## 2024-05-01T09:05Z investigating\n\n${shown}\n`;
        const component = `---\nname: Orders\n---\n\n${shown}\n`;
        const texts = { 'incidents/2024-05-01-orders.md': text, 'components/orders.md': component };
        const root = scratch({ ...SHOP, ...texts, ...Object.fromEntries(media) });
        const out = join(root, 'out');
        expect(run('export', ['jsonl', '--root', root, '--out', join(out, 'all.jsonl')]).code).toBe(0);
        const again = join(root, 'again');
        expect(run('import', ['auto', out, '--into', again]).code).toBe(0);
        for (const [path, content] of [...Object.entries(texts), ...media])
          expect(readFileSync(join(again, path))).toEqual(Buffer.from(content));
      }),
      { numRuns: 4 },
    );
  });

  test('a picture never replaces another one of its name, and what is missing is said', () => {
    const text = `---\ntitle: Orders fail\nseverity: sev-2\ncomponents: { orders: partial-outage }\ndetected: 2024-05-01T09:00Z\n---\n\n## 2024-05-01T09:05Z investigating\n\n![a](../media/a.png) ![gone](../media/gone.png)\n`;
    const root = scratch({
      ...SHOP,
      'incidents/2024-05-01-orders.md': text,
      'media/a.png': createPng(9, 9),
    });
    const target = scratch({ ...SHOP, 'media/a.png': createPng(5, 5) });
    const out = join(root, 'out/all.jsonl');
    const unwritten = run('export', ['jsonl', '--root', root]);
    expect(unwritten.err).toBe(
      'Not exported: media/a.png. --out FILE writes the pictures to media/ beside that file.\n',
    );
    expect(run('export', ['jsonl', '--root', root, '--out', out]).err).toBe('');
    const imported = run('import', ['auto', join(root, 'out'), '--into', target]);
    expect(imported.out).toContain('the texts show pictures that are not in the input: media/gone.png');
    const again = readFileSync(join(target, 'incidents/2024-05-01-orders.md'), 'utf8');
    expect(again).toBe(text.replace('media/a.png', 'media/a-2.png'));
    expect(readFileSync(join(target, 'media/a.png'))).toEqual(Buffer.from(createPng(5, 5)));
    expect(readFileSync(join(target, 'media/a-2.png'))).toEqual(Buffer.from(createPng(9, 9)));
    const { out: manage } = run('export', ['statuspage', '--root', root]);
    expect(manage).toContain('![a](https://shop.example/status/media/a.png)');
  });

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
