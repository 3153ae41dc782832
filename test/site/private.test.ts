import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, filesOf, FIRST, incident, SHOP, temporary, writeFiles } from './shop.ts';

const { folder, remove } = temporary();
let files: Map<string, string>;

const MARKED = `internal:
  source: { kind: alert, url: "https://mark.example/source" }
  commander: "@mark-commander"
  roles: { on-call-engineer: "@mark-engineer" }
  acknowledged: 2026-11-22T11:03:33Z
  tracking: https://mark.example/tracking
  contained: mark-contained
  fixed: 2026-11-22T11:44:44Z
  fix: rollback
  tested: staging
  cause: mark-cause
  verified: { metrics: true, workflows: true, user: not-applicable }
  updates: [2026-11-22T11:22:22Z]
  emailed: [2026-11-22T11:33:33Z]
  summary: 2026-11-22T11:55:55Z
  notes: mark-notes
imported: { from: mark-tool, id: mark-id, url: "https://mark.example/import", severity: mark-severity, notes: [mark-import] }
`;

beforeAll(() => {
  const root = join(folder, 'shop');
  const detected = '2026-11-22T11:00Z';
  const waived = `We are on it. <!-- allow promise: mark-waiver -->\n\n<!-- mark-comment\nof two lines -->\nMore words. <!-- mark-open`;
  const updates = [
    ['2026-11-22T11:10Z investigating', FIRST('Checkout', 'failed payments')],
    ['2026-11-22T11:20Z update', waived],
  ] as const;
  const components = 'checkout: degraded';
  writeFiles(root, {
    ...SHOP,
    'incidents/2026-11-22-marked.md': incident({
      title: 'Marked',
      components,
      detected,
      updates,
      internal: MARKED,
    }),
    'incidents/2026-11-22-mark-drill.md': incident({
      title: 'mark-drill',
      components,
      detected,
      updates,
      more: 'drill: true\n',
    }),
    'incidents/2026-11-22-mark-minor.md': incident({
      title: 'mark-minor',
      components,
      detected,
      updates,
    }).replace('sev-2', 'sev-3'),
    'incidents/2026-11-22-shown-minor.md': incident({
      title: 'Shown although minor',
      components,
      detected,
      updates,
      more: 'customer-facing: true\n',
    }).replace('sev-2', 'sev-3'),
    'postmortems/2026-11-22-marked.md': '---\nincident: 2026-11-22-marked\n---\nmark-postmortem\n',
  });
  files = filesOf(build(root).dist);
});
afterAll(remove);

test('nothing internal, no waiver, no comment and no review is anywhere in the built site (V8.4, V9.1)', () => {
  expect([...files.values()].join('')).toContain('More words.');
  for (const [path, text] of files) {
    expect(path).not.toContain('mark-');
    expect(text, path).not.toMatch(
      /mark-|mark\.example|-internal|AreInternal|11:03:33|11:22:22|11:33:33|11:44:44|11:55:55/,
    );
  }
});

test('drills are never shown, and a minor incident only if it faces customers (V12.5)', () => {
  expect([...files.keys()].filter((path) => path.startsWith('incidents/')).toSorted()).toEqual([
    'incidents/2026-11-18-orders/index.html',
    'incidents/2026-11-22-checkout/index.html',
    'incidents/2026-11-22-marked/index.html',
    'incidents/2026-11-22-shown-minor/index.html',
    'incidents/2026-11-29-move/index.html',
  ]);
});
