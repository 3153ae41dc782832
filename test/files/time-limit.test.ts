import { expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { runWithoutLimit } from '../../src/content/time-limit.ts';
import { createTimeLimit } from '../../src/files/time-limit.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import type { RunPerFile } from '../../src/content/time-limit.ts';
import { parseActiveContent } from '../../src/deadlines/active-content.ts';
import { SHOP } from '../support/scratch.ts';
import { readFileSync } from 'node:fs';

/** Exponential: about 2^40 steps. */
const hang = (): boolean => /^(?:a+)+$/.test(`${'a'.repeat(40)}b`);

test.each<[string, RunPerFile]>([
  ['with a limit', createTimeLimit(100)],
  ['without', runWithoutLimit],
])('results come in order, and errors pass (%s)', (_, runPerFile) => {
  const numbers = Array.from({ length: 300 }, (__, at) => at);
  expect(
    runPerFile(
      numbers,
      (number) => number * 2,
      () => -1,
    ),
  ).toEqual(numbers.map((number) => number * 2));
  expect(() =>
    runPerFile(
      [1],
      () => {
        throw new RangeError('no');
      },
      () => 0,
    ),
  ).toThrow(new RangeError('no'));
});

test('a regular expression that hangs is stopped, and the other files have their results', () => {
  const begin = performance.now();
  const work = (name: string): string => (name.startsWith('slow') && hang() ? '' : `read ${name}`);
  const runPerFile = createTimeLimit(100);
  expect(runPerFile(['a', 'slow-1', 'b', 'slow-2'], work, (name) => `stopped ${name}`)).toEqual([
    'read a',
    'stopped slow-1',
    'read b',
    'stopped slow-2',
  ]);
  expect(runPerFile(['c'], work, (name) => `stopped ${name}`)).toEqual(['read c']);
  expect(performance.now() - begin).toBeLessThan(20_000);
});

const source = (path: string, text = SHOP[path]!) => ({ path, text });
const INCIDENT = `---
title: Some orders fail at checkout
severity: sev-2
components: { checkout: partial-outage }
detected: 2026-11-22T09:02Z
---

## 2026-11-22T09:10Z investigating

Some orders fail at checkout. Next update by 10:10 UTC.
`;
const sources = {
  site: source('status.yaml'),
  policies: [
    source('policies/vayva.yaml', readFileSync(new URL('../../presets/vayva.yaml', import.meta.url), 'utf8')),
  ],
  components: [source('components/checkout.md'), source('components/orders.md')],
  incidents: [
    source('incidents/2026-11-22-checkout.md', INCIDENT),
    source('incidents/2026-11-23-slow.md', INCIDENT),
  ],
  postmortems: [],
};

/** A limit that the files of this name exceed. */
const slow =
  (name: string): RunPerFile =>
  (files, work, tooSlow) =>
    files.map((file) =>
      JSON.stringify(file).includes(`"path":"incidents/${name}.md"`) ? tooSlow(file) : work(file),
    );

test('a file that takes too long to read is a finding, and the others are read', () => {
  const content = parseContent(sources, slow('2026-11-23-slow'));
  expect(content.incidents.map(({ id }) => id)).toEqual(['2026-11-22-checkout']);
  expect(content.invalidSources.map(({ path }) => path)).toEqual(['incidents/2026-11-23-slow.md']);
  expect(content.diagnostics).toMatchInlineSnapshot(`
    [
      {
        "help": "Look for long runs of the same characters, such as blanks, brackets or backticks, and shorten them.",
        "level": "error",
        "location": {
          "column": 1,
          "endColumn": 2,
          "endLine": 1,
          "line": 1,
          "path": "incidents/2026-11-23-slow.md",
        },
        "message": "Reading this file took longer than 10 seconds, and was stopped.",
        "rule": "valid-format",
      },
    ]
  `);
});

test('a file that takes too long to check is a finding', () => {
  const content = parseContent(sources);
  const now = Date.UTC(2026, 10, 22, 9, 30);
  const findings = validateContent(content, now, undefined, slow('2026-11-23-slow'));
  expect(findings.map(({ rule, location, message }) => [rule, location.path, message]))
    .toMatchInlineSnapshot(`
    [
      [
        "require-commander",
        "incidents/2026-11-22-checkout.md",
        "This incident has no incident commander.",
      ],
      [
        "require-detection-source",
        "incidents/2026-11-22-checkout.md",
        "This incident does not record how it was detected.",
      ],
      [
        "require-first-update-template",
        "incidents/2026-11-22-checkout.md",
        "The first update of sev-2 lacks the template "We are experiencing degraded performance with Checkout. Some users may experience [specific impact]. Our team is investigating".",
      ],
      [
        "valid-format",
        "incidents/2026-11-23-slow.md",
        "Checking this file took longer than 10 seconds, and was stopped.",
      ],
    ]
  `);
});

test('the watcher names a file that takes too long as unreadable', () => {
  const { incidents, unread } = parseActiveContent(sources, 0, slow('2026-11-23-slow'));
  expect(incidents.map(({ id }) => id)).toEqual(['2026-11-22-checkout']);
  expect(unread).toEqual(['incidents/2026-11-23-slow.md']);
});
