import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/content/finding.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { parsePolicy } from '../../src/content/policy.ts';
import { parseComponent, parseSite } from '../../src/content/site.ts';
import type { SourceFile } from '../../src/content/source.ts';
import { decodeSource } from '../../src/files/decode.ts';
import { readFileSync } from 'node:fs';

const PARSERS: Readonly<Record<string, (source: SourceFile) => readonly Diagnostic[]>> = {
  'incidents/2026-11-22-checkout.md': (source) => parseIncident(source, 'Africa/Lagos').diagnostics,
  'components/checkout.md': (source) => parseComponent(source).diagnostics,
  'status.yaml': (source) => parseSite(source).diagnostics,
  'policies/shop.yaml': (source) => parsePolicy('shop', [source]).diagnostics,
};

const INCIDENT = `---
title: Some orders fail at checkout
severity: sev-2
components: { checkout: partial-outage, orders: degraded }
started: 2026-11-22T08:55Z
detected: 2026-11-22T09:02Z
internal:
  source: alert
  commander: "@amina"
  verified: { metrics: true, user: not-applicable }
  notes: |
    Two lines,
    for the team.
---

## 2026-11-22T09:10Z investigating

We are looking into it. <!-- allow no-promised-fix-time: agreed with @tunde -->

## 2026-11-22T10:05+01:00 monitoring (corrected 2026-11-22T10:15Z)
Affects: checkout degraded, orders operational
Severity: sev-3

\`\`\`
## no heading
\`\`\`

## 2026-11-22T10:38Z resolved

It is fixed.
`;
const SITE =
  'name: Shop\nurl: https://shop.test/status\npolicy: vayva\ntimezone: Africa/Lagos\npeople: { incident-commander: ["@amina"] }\n';
const COMPONENT = '---\nname: Checkout\norder: 2\nslo: 99.9\naliases: [till]\n---\nPaying for an order.\n';
const POLICY = readFileSync(new URL('../../policies/vayva.yaml', import.meta.url), 'utf8');
const WHOLE = [INCIDENT, SITE, COMPONENT, POLICY.slice(0, 3000), POLICY];

/** Pieces that mean something to one of the readers. */
const PIECES = [
  '---',
  '---\n',
  '\n---\n',
  '---js\n',
  '+++',
  '## ',
  '\n## ',
  '##',
  '# ',
  '```',
  '~~~',
  '<!-- allow ',
  '-->',
  '<!--',
  'Affects: ',
  'Severity:',
  ': ',
  ':',
  '- ',
  '\n  ',
  '\t',
  '\r\n',
  '\r',
  '\n',
  '&a ',
  '*a',
  '!x ',
  '<<: ',
  '? ',
  '|',
  '>',
  '{',
  '}',
  '[',
  ']',
  ',',
  '"',
  "'",
  '#',
  '%YAML 1.1\n',
  '2026-11-22T09:10Z',
  '2026-11-22 09:10',
  '1900-01-01T00:00Z',
  '2026-13-41T99:99Z',
  '+99:99',
  'null',
  '~',
  '0',
  '1e999',
  '.nan',
  'title',
  'severity: ',
  '__proto__: 1\n',
  'constructor: x\n',
  '\u0000',
  '\u001b',
  '\u202e',
  '\u2028',
  '\ud800',
  '\ufeff',
  '😀',
  '（',
  'corrected',
  '(',
  ')',
  '\\',
  '\\u0000',
];

/** A whole file in which some stretches gave way to others. */
const mutated = fc
  .tuple(
    fc.constantFrom(...WHOLE),
    fc.array(
      fc.record({
        at: fc.nat(4000),
        cut: fc.oneof(fc.constant(0), fc.nat(60)),
        put: fc.constantFrom('', ...PIECES),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((now, { at, cut, put }) => {
      const from = at % (now.length + 1);
      return now.slice(0, from) + put + now.slice(from + cut);
    }, text),
  );
const soup = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 })), { maxLength: 40 })
  .map((parts) => parts.join(''));
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .oneof(
      mutated,
      soup,
      soup.map((text) => `---\n${text}`),
      fc.string({ unit: 'binary', maxLength: 200 }),
    )
    .map((text) => new TextEncoder().encode(text)),
);

test('any bytes give findings with places inside the file, and never an exception', () => {
  fc.assert(
    fc.property(bytes, fc.constantFrom(...Object.keys(PARSERS)), (data, path) => {
      const source = decodeSource(path, data);
      const lines = source.text.split('\n');
      for (const { location, message, help, fix, level } of PARSERS[path]!(source)) {
        expect(location.path).toBe(path);
        expect(location.line).toBeGreaterThanOrEqual(1);
        expect(location.endLine).toBeGreaterThanOrEqual(location.line);
        expect(location.endLine).toBeLessThanOrEqual(lines.length);
        expect(location.column).toBeGreaterThanOrEqual(1);
        expect(location.column).toBeLessThanOrEqual(lines[location.line - 1]!.length + 1);
        expect(location.endColumn).toBeLessThanOrEqual(lines[location.endLine - 1]!.length + 1);
        if (location.line === location.endLine)
          expect(location.endColumn).toBeGreaterThanOrEqual(location.column);
        expect(message).not.toBe('');
        expect(message).not.toMatch(/undefined|\[object/);
        expect(help).not.toMatch(/undefined|\[object/);
        expect(level).toBe('error');
        if (fix) expect(fix.start >= 0 && fix.end <= source.text.length && fix.start <= fix.end).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
});

test('whole files have no findings', () => {
  const read = (path: string, text: string) =>
    PARSERS[path]!(decodeSource(path, new TextEncoder().encode(text)));
  expect(read('incidents/2026-11-22-checkout.md', INCIDENT)).toEqual([]);
  expect(read('components/checkout.md', COMPONENT)).toEqual([]);
  expect(read('status.yaml', SITE)).toEqual([]);
  expect(read('policies/shop.yaml', POLICY)).toEqual([]);
});

/** What has made a reader slow or run out of stack: as much of it as a file may hold. */
test.each([
  '\n',
  '\u2028',
  '\n## ',
  '<!-- allow ',
  '<!--',
  ',',
  'a degraded,',
  '\naffects: a degraded,',
  '```\n',
  '"',
  '[',
  '{a: ',
  '- - ',
  '\na: ',
  '&a ',
  '## (',
  ' ',
])('a file of nothing but %j is validated in time', (piece) => {
  const size = 900_000;
  const repeated = (start: string): string => start + piece.repeat((size - start.length) / piece.length);
  const update =
    '---\ntitle: x\nseverity: sev-2\ndetected: 2026-11-22T09:02Z\n---\n## 2026-11-22T09:10Z investigating\n';
  const begin = performance.now();
  for (const start of ['', '---\n', update, `${update}Affects: `]) {
    for (const [path, parse] of Object.entries(PARSERS)) parse({ path, text: repeated(start) });
  }
  expect(performance.now() - begin).toBeLessThan(20_000);
});
