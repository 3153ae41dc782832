import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';
import { incident } from './run-import.ts';

const LINES = `${JSON.stringify(incident())}\n${JSON.stringify(incident({ id: 'b', resolved_at: null, updates: [] }))}\n`;
const FILE = 'incidents/2024-05-01-checkout-is-slow.md';

describe('npx candor import', () => {
  test('writes a content root that validates, and leaves it alone the second time', () => {
    const root = scratch({ 'old.jsonl': LINES });
    const args = [
      'jsonl',
      join(root, 'old.jsonl'),
      '--into',
      join(root, 'new'),
      '--name',
      'Shop',
      '--url',
      'https://shop.test',
    ];
    const first = run('import', args);
    expect(first.out).toContain(
      `2 records, 1 new component: 1 mapped, 0 repaired, 1 needs a person.\n5 files written.\n\n` +
        `Needs a person:\n  incidents/2024-05-01-checkout-is-slow-2.md: it was never marked as over: closed at its last known time, 2024-05-01T09:00Z\n`,
    );
    expect(first.code).toBe(0);
    const written = readFileSync(join(root, 'new', FILE), 'utf8');
    expect(run('validate', ['--root', join(root, 'new')]).code).toBe(0);
    expect(run('import', args).out).toContain('2 files existed already and were not changed');
    expect(readFileSync(join(root, 'new', FILE), 'utf8')).toBe(written);
    expect(run('import', [...args, '--force', '--verbose']).out).toContain('3 files written.');
  });

  test('into a company of its own keeps status.yaml and the components', () => {
    const root = scratch({ ...SHOP, 'old.jsonl': LINES });
    expect(run('import', ['jsonl', join(root, 'old.jsonl'), '--into', root]).code).toBe(0);
    expect(readFileSync(join(root, 'status.yaml'), 'utf8')).toBe(SHOP['status.yaml']);
    expect(readFileSync(join(root, 'components/checkout.md'), 'utf8')).toBe(SHOP['components/checkout.md']);
  });

  test('--dry-run names the files and writes none', () => {
    const root = scratch({ 'old.jsonl': LINES });
    const { out, code } = run('import', [
      'jsonl',
      join(root, 'old.jsonl'),
      '--into',
      join(root, 'new'),
      '--dry-run',
    ]);
    expect(out).toContain(`${FILE}\n`);
    expect(out).toContain('5 files would be written.');
    expect(code).toBe(0);
    expect(existsSync(join(root, 'new'))).toBe(false);
  });

  test('what can not be read is said with its line, and the rest is written', () => {
    const root = scratch({ 'old.jsonl': `{\n${LINES}`, 'bytes.jsonl': new Uint8Array([0xff, 0xfe, 0x00]) });
    const files = ['old.jsonl', 'bytes.jsonl'].map((name) => join(root, name));
    const { out, code } = run('import', ['jsonl', ...files, '--into', join(root, 'new'), '--format', 'json']);
    const report = JSON.parse(out) as {
      version: number;
      files: unknown[];
      faults: { file: string; line?: number }[];
    };
    expect(report.version).toBe(1);
    expect(report.files).toHaveLength(2);
    expect(report.faults.map(({ file, line }) => [file, line])).toEqual([
      ['bytes.jsonl', undefined],
      ['old.jsonl', 1],
    ]);
    expect(code).toBe(1);
  });

  test.each([
    [['xml', 'x', '--into', 'y'], /^Invalid format "xml": expected auto, jsonl, .* or uptime-kuma\.\n$/],
    [['jsonl'], 'Required option "--into <DIR>" not specified. See candor import --help.\n'],
    [['jsonl', 'none.jsonl', '--into', 'y'], /^Could not read: no such file or directory/],
    [
      ['jsonl', 'none.jsonl', '--into', 'y', '--policy', 'nope'],
      'There is no policy "nope": expected one of standard, vauntico, vayva.\n',
    ],
    [['jsonl', 'none.jsonl', '--into', 'y', '--odd'], /--odd/],
  ])('%j can not run', (args, message) => {
    const { code, err } = run('import', args, { cwd: scratch() });
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
