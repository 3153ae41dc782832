import { readFileSync } from 'node:fs';
import { parseContent } from '../../src/content/content.ts';
import type { Content, ContentSources } from '../../src/content/content.ts';
import { parsePolicy } from '../../src/content/policy.ts';
import type { Policy } from '../../src/content/policy.ts';
import type { SourceFile } from '../../src/content/source.ts';
import { NO_EXISTING_CONTENT, importRecords } from '../../src/import/import-records.ts';
import type { ExistingContent, ImportResult } from '../../src/import/import-records.ts';
import { readJsonLines } from '../../src/import/read-json-lines.ts';
import type { RecordReadResult } from '../../src/import/record.ts';
import type { OutputFile } from '../../src/import/yaml-file.ts';

const POLICIES: readonly SourceFile[] = ['vayva', 'vauntico'].map((id) => ({
  path: `policies/${id}.yaml`,
  text: readFileSync(new URL(`../../presets/${id}.yaml`, import.meta.url), 'utf8'),
}));

export const NOW = Date.UTC(2026, 10, 22);

export function policy(id = 'vayva'): Policy {
  return parsePolicy(id, POLICIES).value!;
}

/** Imports what a reader gave. */
export function importAll(
  inputs: readonly RecordReadResult[],
  existing: ExistingContent = NO_EXISTING_CONTENT,
  id = 'vayva',
): ImportResult {
  return importRecords(inputs, { policy: policy(id), now: NOW }, existing);
}

/** Imports values as neutral JSON lines. */
export function importLines(...lines: readonly unknown[]): ImportResult {
  return importAll([readJsonLines('test.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'))]);
}

/** The written files, read by core. */
export function parsed({ files }: ImportResult): Content {
  const inFolder = (folder: string): OutputFile[] =>
    files.filter(({ path }) => path.startsWith(`${folder}/`));
  const site = files.find(({ path }) => path === 'status.yaml');
  const sources: ContentSources = {
    ...(site && { site }),
    policies: POLICIES,
    components: inFolder('components'),
    incidents: inFolder('incidents'),
    postmortems: [],
  };
  return parseContent(sources);
}

/** The one incident of an import as text. */
export function onlyFile(imported: ImportResult): string {
  return imported.files.find(({ path }) => path.startsWith('incidents/'))!.text;
}

/** An incident as neutral JSON, with everything that a test doesn't set filled in. */
export function incident(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 'a1',
    from: 'old page',
    kind: 'incident',
    title: 'Checkout is slow',
    impact: 'minor',
    components: ['Checkout'],
    started_at: '2024-05-01T09:00:00Z',
    resolved_at: '2024-05-01T10:00:00Z',
    updates: [
      { at: '2024-05-01T09:10:00Z', status: 'investigating', body: 'We are looking into it.' },
      { at: '2024-05-01T10:00:00Z', status: 'resolved', body: 'It is fixed.' },
    ],
    ...change,
  };
}
