import { readFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Diagnostic } from '../../src/content/finding.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { parsePostmortem } from '../../src/content/parse-postmortem.ts';
import { parsePolicy } from '../../src/content/policy.ts';
import { parseComponent, parseSite } from '../../src/content/site.ts';
import type { SourceFile } from '../../src/content/source.ts';
import { decodeSource } from '../../src/files/decode.ts';
import { createTarget } from './target.ts';

/** The parser of each kind of file, by a path of that kind. */
export const PARSERS: Readonly<Record<string, (source: SourceFile) => readonly Diagnostic[]>> = {
  'incidents/2026-11-22-checkout.md': (source) => parseIncident(source, 'Africa/Lagos').diagnostics,
  'components/checkout.md': (source) => parseComponent(source).diagnostics,
  'status.yaml': (source) => parseSite(source).diagnostics,
  'policies/shop.yaml': (source) => parsePolicy('shop', [source]).diagnostics,
  'postmortems/2026-11-22-checkout.md': (source) => parsePostmortem(source, 'Africa/Lagos').diagnostics,
};

export const INCIDENT = `---
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
export const SITE =
  'name: Shop\nurl: https://shop.test/status\npolicy: vayva\ntimezone: Africa/Lagos\npeople: { incident-commander: ["@amina"] }\n';
export const COMPONENT =
  '---\nname: Checkout\norder: 2\nslo: 99.9\naliases: [till]\n---\nPaying for an order.\n';
export const POLICY = readFileSync(new URL('../../presets/vayva.yaml', import.meta.url), 'utf8');
export const POSTMORTEM = `---
incident: 2026-11-22-checkout
publish: true
---

## Public summary

Orders failed for an hour.

## Timeline

- 2026-11-22T09:02Z The alert fired.

## Action items

- [ ] Test the change before it goes out (owner: @amina, due: 2026-12-01)
`;
const WHOLE = [INCIDENT, SITE, COMPONENT, POSTMORTEM, POLICY.slice(0, 3000), POLICY];

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

/** A file in which some pieces are replaced by others. */
export const mutate = (...files: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...files),
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
const mutated = mutate(...WHOLE);
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

const inputs = fc.tuple(bytes, fc.constantFrom(...Object.keys(PARSERS)));

export const parserTarget = createTarget('the parsers of files', inputs, ([data, path]) => {
  const source = decodeSource(path, data);
  for (const finding of PARSERS[path]!(source)) checkFinding(finding, source);
});

/** A finding has a place inside the file, a message, and a fix that fits. */
function checkFinding({ location, message, help, fix, level }: Diagnostic, { path, text }: SourceFile): void {
  const lines = text.split('\n');
  assert.equal(location.path, path);
  assert.ok(location.line >= 1 && location.endLine >= location.line && location.endLine <= lines.length);
  assert.ok(location.column >= 1 && location.column <= lines[location.line - 1]!.length + 1);
  assert.ok(location.endColumn <= lines[location.endLine - 1]!.length + 1);
  if (location.line === location.endLine) assert.ok(location.endColumn >= location.column);
  assert.notEqual(message, '');
  assert.doesNotMatch(`${message}\n${help}`, /undefined|\[object/);
  assert.equal(level, 'error');
  if (fix) assert.ok(fix.start >= 0 && fix.end <= text.length && fix.start <= fix.end);
}
