import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIRST, incident, SHOP } from '../support/shop-files.ts';
import { build, filesOf, temporary, writeFiles } from '../support/shop-site.ts';

const { folder, remove } = temporary();
let files: Map<string, string>;

const MARKED = `internal:
  source: { kind: alert, url: "https://mark.example/source" }
  commander: "@mark-commander"
  roles: { on-call-engineer: "@mark-engineer" }
  acknowledged: 2026-11-22T11:03:33Z
  tracking: https://mark.example/tracking
  mitigation: mark-mitigation
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

/** A review with a mark in each of its parts, but for the one that customers may read. */
function review(of: string, more: string): string {
  const sections = ['Timeline', 'Root cause', 'Impact', 'Response', 'Action items', 'mark-section'];
  const internal = sections.map((title) => `## ${title}\n\n- [ ] mark-${title} (owner: @mark-owner)\n`);
  return `---
incident: ${of}
commander: "@mark-reviewer"
severity: sev-2
due: 2026-11-22T11:59:59Z
runbooks: updated
${more}---

mark-preamble

${internal.slice(0, 3).join('\n')}
## Public summary

Customers may read this. <!-- mark-comment -->

### And this

Said at length.

${internal.slice(3).join('\n')}
`;
}

beforeAll(() => {
  const root = join(folder, 'shop');
  const detected = '2026-11-22T11:00Z';
  const waived = `We are on it. <!-- allow no-promised-fix-time: mark-waiver -->\n\n<!-- mark-comment\nof two lines -->\nMore words. <!-- mark-open`;
  const updates = [
    ['2026-11-22T11:10Z investigating', FIRST('Checkout', 'failed payments')],
    ['2026-11-22T11:20Z update', waived],
  ] as const;
  const components = 'checkout: degraded';
  writeFiles(root, {
    ...SHOP,
    'incidents/2026-11-22-marked.md': incident({
      title: 'Marked',
      more: 'postmortem-approved: 2026-11-22T11:51Z\n',
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
    'postmortems/2026-11-22-marked.md': review('2026-11-22-marked', ''),
    'postmortems/2026-11-22-shown-minor.md': review(
      '2026-11-22-shown-minor',
      'publish: true\npublished: 2026-11-22T11:50Z\n',
    ),
    // Not yet, of a drill, and of what customers never saw: nothing of them is shown either.
    'postmortems/2026-11-22-checkout.md': review(
      '2026-11-22-checkout',
      'publish: true\npublished: 2026-11-23T10:00Z\n',
    ).replace('Customers may read this.', 'mark-early'),
    'postmortems/2026-11-22-mark-drill.md': review(
      '2026-11-22-mark-drill',
      'publish: true\npublished: 2026-11-22T11:50Z\n',
    ).replace('Customers may read this.', 'mark-drill'),
    'postmortems/2026-11-22-mark-minor.md': review(
      '2026-11-22-mark-minor',
      'publish: true\npublished: 2026-11-22T11:50Z\n',
    ).replace('Customers may read this.', 'mark-minor'),
  });
  files = filesOf(build(root).dist);
});
afterAll(remove);

test('nothing internal, no suppression, no comment and no postmortem is anywhere in the built site (V8.4, V9.1)', () => {
  expect([...files.values()].join('')).toContain('More words.');
  for (const [path, text] of files) {
    expect(path).not.toContain('mark-');
    expect(text, path).not.toMatch(
      /mark-|mark\.example|-internal|AreInternal|11:03:33|11:22:22|11:33:33|11:44:44|11:55:55|11:59:59/,
    );
  }
});

test('V8.4: of a review that is published, only its public summary is shown: on its page, and in every feed once', () => {
  const page = files.get('postmortems/2026-11-22-shown-minor/index.html')!;
  expect(page).toContain('Customers may read this.');
  expect(page).toContain('<h2 dir="auto">And this</h2>');
  expect([...files.keys()].filter((path) => path.startsWith('postmortems/'))).toHaveLength(1);
  expect(files.get('incidents/2026-11-22-shown-minor/index.html')).toContain(
    'href="/status/postmortems/2026-11-22-shown-minor/"',
  );
  for (const feed of ['rss.xml', 'updates.atom', 'feed.json', 'components/checkout/rss.xml']) {
    const text = files.get(feed)!;
    expect(text.split('Customers may read this.').length - 1, feed).toBe(1);
    expect(text).toContain('https://vayva.shop/status/postmortems/2026-11-22-shown-minor/');
  }
  const { incidents } = JSON.parse(files.get('api/v2/incidents.json')!) as {
    incidents: { name: string; status: string; incident_updates: { status: string; body: string }[] }[];
  };
  const shown = incidents.find(({ name }) => name === 'Shown although minor')!;
  expect([shown.status, shown.incident_updates[0]!.status]).toEqual(['postmortem', 'postmortem']);
});

test('V11.3: of a review that is kept elsewhere the page tells only when it was approved', () => {
  const page = files.get('incidents/2026-11-22-marked/index.html')!;
  expect(page).toMatch(/<dt>Reviewed<\/dt>\s*<dd><time datetime="2026-11-22T11:51:00Z">/);
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
