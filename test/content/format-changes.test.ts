import { describe, expect, test } from 'vitest';
import { applyFixes } from '../../src/content/finding.ts';
import { fixesOfOlderFields, inCurrentFormat } from '../../src/content/format-changes.ts';
import type { FormatChange } from '../../src/content/format-changes.ts';
import { collectMinorFindings } from '../../src/content/minor-findings.ts';

import { parseAnyYaml } from '../../src/content/yaml.ts';

const CHANGES: readonly FormatChange[] = [
  { version: '0.2.0', file: 'policies', key: ['approver'], name: 'approvers' },
  {
    version: '0.2.0',
    file: 'policies',
    key: ['severities', '*', 'public'],
    values: { yes: 'always', 'not yet': 'never' },
  },
  { version: '0.3.0', file: 'policies', key: ['severities', '*', 'public'], name: 'shown' },
  { version: '0.3.0', file: 'policies', key: ['approvers'], name: 'reviewers' },
  { version: '0.3.0', file: 'policies', key: ['steps', '*', 'by'], name: 'role' },
];

function read(path: string, text: string) {
  const yaml = inCurrentFormat(path, parseAnyYaml(text, 0), CHANGES);
  const source = { path, text };
  const fixes = fixesOfOlderFields(yaml).toSorted((a, b) => a.start - b.start);
  return { yaml, source, text: applyFixes(source, fixes) };
}

describe('a file of an older format', () => {
  test.each<[string, string, string, unknown]>([
    [
      'a key, its comments and its place stay',
      'name: A # ours\nsteps:\n  - by: lead # who\n    do: x\n',
      'name: A # ours\nsteps:\n  - role: lead # who\n    do: x\n',
      { name: 'A', steps: [{ role: 'lead', do: 'x' }] },
    ],
    ['a key that two versions renamed', 'approver: x\n', 'reviewers: x\n', { reviewers: 'x' }],
    ['a key of the version between', 'approvers: x\n', 'reviewers: x\n', { reviewers: 'x' }],
    [
      'a value and its key, in braces and quotes',
      'severities: { sev-1: { "public": "not yet", x: 1 }, sev-2: { public: maybe } }\n',
      'severities: { sev-1: { shown: never, x: 1 }, sev-2: { shown: maybe } }\n',
      { severities: { 'sev-1': { shown: 'never', x: 1 }, 'sev-2': { shown: 'maybe' } } },
    ],
    [
      'both names are there',
      'by: x\napprovers: x\nreviewers: y\n',
      'by: x\napprovers: x\nreviewers: y\n',
      null,
    ],
    ['nothing is there', 'severities: [1]\nsteps: {}\n', 'severities: [1]\nsteps: {}\n', null],
    ['it is empty', '', '', null],
  ])('%s', (_, before, after, data) => {
    const { yaml, text } = read('policies/own.yaml', before);
    expect(text).toBe(after);
    expect(yaml.data).toEqual(data ?? parseAnyYaml(before, 0).data);
    expect(read('policies/own.yaml', after).text).toBe(after);
  });

  test('an invalid file, and one of another kind, are left alone', () => {
    expect(read('policies/own.yaml', 'approver: [\n').text).toBe('approver: [\n');
    expect(read('status.yaml', 'approver: x\n').text).toBe('approver: x\n');
  });

  test('is valid, with a warning at each place', () => {
    const { yaml, source } = read(
      'policies/own.yaml',
      '# ours\napprover: x\nseverities: { a: { public: yes } }\n',
    );
    const findings = collectMinorFindings(source, yaml);
    expect(findings.map(({ level, location: { line, column }, message }) => [level, line, column, message]))
      .toMatchInlineSnapshot(`
        [
          [
            "warn",
            3,
            28,
            ""yes" is written "always" since version 0.2.0 of Candor.",
          ],
          [
            "warn",
            3,
            20,
            ""public" is written "shown" since version 0.3.0 of Candor.",
          ],
          [
            "warn",
            2,
            1,
            ""approver" is written "reviewers" since version 0.3.0 of Candor.",
          ],
        ]
      `);
    expect(findings[0]!.help).toBe('Run "npx candor upgrade": it rewrites all files.');
  });

  test('other findings point to the text as it is', () => {
    const { yaml, source } = read(
      'policies/own.yaml',
      'severities: { a: { public: yes } }\nsteps: [{ by: x }]\n',
    );
    const at = (path: (string | number)[], part?: 'key'): string => {
      const { start, end } = yaml.locate(path, part);
      return source.text.slice(start, end);
    };
    expect(at(['severities', 'a', 'shown'])).toBe('yes');
    expect(at(['severities', 'a', 'shown'], 'key')).toBe('public');
    expect(at(['steps', 0, 'role'])).toBe('x');
    expect(at(['severities', 'b'])).toBe('{ a: { public: yes } }');
  });
});
