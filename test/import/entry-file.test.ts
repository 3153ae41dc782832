import { describe, expect, test } from 'vitest';
import { findEndingUpdate } from '../../src/content/incident.ts';
import { readJsonLines } from '../../src/import/read-json-lines.ts';
import { importAll, importLines, incident, NOW, onlyFile, parsed } from './run-import.ts';

const at = (minute: number): string => new Date(Date.UTC(2024, 4, 1, 9, minute)).toISOString();

test('a whole incident', () => {
  const imported = importLines(incident({ url: 'https://old.example.com/a1', pinned: true }));
  expect(imported.report.files[0]).toMatchObject({
    state: 'mapped',
    path: 'incidents/2024-05-01-checkout-is-slow.md',
  });
  expect(onlyFile(imported)).toMatchInlineSnapshot(`
    "---
    title: Checkout is slow
    severity: sev-3
    components:
      checkout: degraded
    started: 2024-05-01T09:00Z
    detected: 2024-05-01T09:10Z
    customer-facing: true
    imported:
      from: old page
      id: a1
      url: https://old.example.com/a1
      severity: minor
      notes:
        - "pinned: true"
    ---

    ## 2024-05-01T09:10Z investigating

    We are looking into it.

    ## 2024-05-01T10:00Z resolved

    It is fixed.
    "
  `);
  expect(imported.files.map(({ path }) => path)).toEqual([
    'status.yaml',
    'components/checkout.md',
    'incidents/2024-05-01-checkout-is-slow.md',
    'redirects.json',
  ]);
  expect(JSON.parse(imported.files.at(-1)!.text)).toEqual({
    version: 1,
    redirects: [
      { from: 'old page', id: 'a1', url: 'https://old.example.com/a1', to: '2024-05-01-checkout-is-slow' },
    ],
  });
});

describe('how it ends', () => {
  const open = [
    { at: at(10), status: 'investigating', body: 'One.' },
    { at: at(20), body: 'Two.' },
  ];
  const recent = new Date(NOW - 3_600_000).toISOString();
  test.each<[name: string, change: Record<string, unknown>, words: string, last: string, state: string]>([
    ['a resolved update', {}, 'investigating resolved', 'It is fixed.', 'mapped'],
    [
      'a review after it',
      {
        updates: [...(incident()['updates'] as object[]), { at: at(90), status: 'postmortem', body: 'Why.' }],
      },
      'investigating resolved update',
      'Why.',
      'mapped',
    ],
    [
      'opened again',
      {
        resolved_at: null,
        updates: [
          { at: at(1), status: 'resolved', body: 'a' },
          { at: recent, status: 'identified', body: 'b' },
        ],
      },
      'resolved identified',
      'b',
      'person',
    ],
    [
      'an end at the time of the last update',
      { updates: open, resolved_at: at(20) },
      'investigating resolved',
      'Two.',
      'repaired',
    ],
    [
      'an end after the last update',
      { updates: open, resolved_at: at(30) },
      'investigating update resolved',
      'Resolved.',
      'repaired',
    ],
    [
      'said to be over, without a time',
      { updates: open, resolved_at: null, resolved: true },
      'investigating resolved',
      'Two.',
      'repaired',
    ],
    [
      'said to be over in its flags',
      { updates: open.slice(0, 1), resolved_at: null, flags: { resolved: 'true' } },
      'investigating resolved',
      'Resolved.',
      'repaired',
    ],
    [
      'never closed, long ago',
      { updates: open, resolved_at: null },
      'investigating update resolved',
      'Closed on import: the records do not say when this ended.',
      'person',
    ],
    [
      'never closed, just now',
      { updates: [{ at: recent, body: 'One.' }], resolved_at: null },
      'investigating',
      'One.',
      'person',
    ],
    [
      'over before it began',
      { updates: open, resolved_at: '2024-04-01T00:00Z' },
      'investigating resolved',
      'Two.',
      'person',
    ],
    ['no updates at all', { updates: [] }, 'resolved', 'Resolved.', 'repaired'],
  ])('%s', (_name, change, words, last, state) => {
    const imported = importLines(incident(change));
    const { incidents, diagnostics } = parsed(imported);
    expect(diagnostics).toEqual([]);
    expect(incidents[0]!.updates.map(({ writtenPhase }) => writtenPhase).join(' ')).toBe(words);
    expect(incidents[0]!.updates.at(-1)!.body).toBe(last);
    expect(imported.report.files[0]!.state).toBe(state);
    const isOpen = /identified$|^investigating$/.test(words);
    expect(findEndingUpdate(incidents[0]!) === undefined).toBe(isOpen);
  });
});

describe('maintenance', () => {
  const maintenance = (change: object) =>
    parsed(importLines(incident({ kind: 'maintenance', impact: 'maintenance', ...change }))).incidents[0]!;

  test('has the window that was planned, and its own phases', () => {
    const event = maintenance({
      scheduled_for: at(0),
      scheduled_until: at(60),
      started_at: null,
      updates: [
        { at: at(-600), body: 'Soon.' },
        { at: at(0), status: 'in_progress', body: 'Now.' },
        { at: at(50), status: 'monitoring', body: 'Watching.' },
        { at: at(60), status: 'resolved', body: 'Done.' },
      ],
    });
    expect(event).toMatchObject({ kind: 'maintenance', starts: Date.parse(at(0)), ends: Date.parse(at(60)) });
    expect(event.updates.map(({ writtenPhase }) => writtenPhase)).toEqual([
      'scheduled',
      'in-progress',
      'verifying',
      'completed',
    ]);
    expect(event.components).toEqual({ checkout: 'operational' });
  });

  test('takes start and end for its window, or minutes among the flags', () => {
    expect(maintenance({ updates: [] })).toMatchObject({
      starts: Date.parse(at(0)),
      ends: Date.parse(at(60)),
    });
    const flags = { scheduled: '2024-05-02T09:00:00Z', duration: '30' };
    expect(maintenance({ flags })).toMatchObject({
      starts: Date.UTC(2024, 4, 2, 9),
      ends: Date.UTC(2024, 4, 2, 9, 30),
    });
  });

  test('without a window keeps its kind: its end is for a person to write', () => {
    const event = maintenance({
      resolved_at: null,
      updates: [{ at: at(0), status: 'scheduled', body: 'Soon.' }],
    });
    expect(event).toMatchObject({ kind: 'maintenance', starts: Date.parse(at(0)), ends: Date.parse(at(1)) });
    expect(event.imported!.notes).toContainEqual(expect.stringContaining('put its end in "ends"'));
  });
});

describe('how bad it was', () => {
  test.each([
    ['vayva', 'critical', 'sev-1', false, 'major-outage'],
    ['vayva', 'SERVICE_DISRUPTION', 'sev-2', false, 'partial-outage'],
    ['vayva', 'degraded performance', 'sev-3', true, 'degraded'],
    ['vayva', 'none', 'sev-3', true, 'operational'],
    ['vayva', null, 'sev-3', true, 'degraded'],
    ['vauntico', 'critical', 'severity-1', false, 'major-outage'],
    ['vauntico', 'none', 'severity-3', true, 'operational'],
  ])('%s: %s is %s', (id, impact, severity, customerFacing, state) => {
    const records = readJsonLines('test.jsonl', JSON.stringify(incident({ impact })));
    const { incidents } = parsed(importAll([records], undefined, id));
    expect(incidents[0]).toMatchObject({ severity, customerFacing, components: { checkout: state } });
  });

  test('an unknown word needs a person', () => {
    const { report } = importLines(incident({ impact: 'spicy' }));
    expect(report.files[0]!.notes).toContainEqual({
      kind: 'person',
      text: 'its severity "spicy" is not known: taken for minor',
      unknown: { sort: 'severity', word: 'spicy', takenFor: 'minor' },
    });
  });
});

describe('titles', () => {
  const long = `${'A very long title '.repeat(20)}with an end`;
  test.each<[name: string, title: string, is: string, body: string]>([
    ['empty', ' ', 'We are looking into it.', 'We are looking into it.'],
    ['with line ends and marks', 'a\nb\u202E "c": & *d', 'a b "c": & *d', 'We are looking into it.'],
    [
      'very long',
      long,
      `${'A very long title '.repeat(8)}A very long…`,
      `${long}\n\nWe are looking into it.`,
    ],
    ['a number', '42', '42', 'We are looking into it.'],
  ])('%s', (_name, title, is, body) => {
    const { incidents, diagnostics } = parsed(importLines(incident({ title })));
    expect(diagnostics).toEqual([]);
    expect(incidents[0]).toMatchObject({ title: is });
    expect(incidents[0]!.updates[0]!.body).toBe(body);
  });
});

describe('names', () => {
  test('are unique and those of an earlier import again, whatever the order', () => {
    const later = incident({ id: 'b', started_at: at(5) });
    const first = importLines(later, incident({ id: 'a' }));
    const names = ({ report }: typeof first) =>
      Object.fromEntries(report.files.map(({ source, id }) => [source, id]));
    expect(names(first)).toEqual({ a: '2024-05-01-checkout-is-slow', b: '2024-05-01-checkout-is-slow-2' });
    expect(names(importLines(incident({ id: 'a' }), later))).toEqual(names(first));
    const { redirects } = JSON.parse(first.files.at(-1)!.text) as { redirects: never[] };
    const only = readJsonLines('test.jsonl', JSON.stringify(later));
    const again = importAll([only], { site: true, components: [], incidents: new Set(), redirects });
    expect(names(again)).toEqual({ b: '2024-05-01-checkout-is-slow-2' });
    expect((JSON.parse(again.files.at(-1)!.text) as { redirects: unknown }).redirects).toEqual(redirects);
  });

  test('of titles without a Latin letter', () => {
    const { report } = importLines(
      incident({ title: '障害' }),
      incident({ id: 'b', title: 'Ärger mit Ünïcode' }),
    );
    expect(report.files.map(({ id }) => id)).toEqual(['2024-05-01-incident', '2024-05-01-arger-mit-unicode']);
  });

  test('of components are unique and kept', () => {
    const components = [
      'API',
      'A P I',
      'api',
      'Платежи',
      'x'.repeat(200),
      { name: 'Web', group: 'EU' },
      { name: 'Web', group: 'US' },
    ];
    const imported = importLines(incident({ components }));
    const { siteContext, diagnostics } = parsed(imported);
    expect(diagnostics).toEqual([]);
    expect(siteContext!.components.map(({ id, name }) => `${id} ${name}`.slice(0, 30)).toSorted()).toEqual([
      'a-p-i A P I',
      'api API',
      expect.stringMatching(/^component-\w{6} Платежи$/),
      'us-web Web',
      'web Web',
      expect.stringMatching(/^x{30}$/),
    ]);
  });
});

test('a draft stays off the page', () => {
  const { incidents } = parsed(importLines(incident({ draft: true })));
  expect(incidents[0]!.drill).toBe(true);
});

test('comments go where only the team sees them', () => {
  const updates = [{ at: at(0), body: 'One. <!-- blame Bob -->' }];
  const { incidents } = parsed(importLines(incident({ updates })));
  expect(incidents[0]!.internal.notes).toContain('blame Bob');
  expect(incidents[0]!.updates[0]!.body).toBe('One.');
});

test('fields without a place are kept', () => {
  const updates = [{ at: at(0), status: 'pondering', body: 'One.', author: { name: 'Ada' } }];
  const { incidents } = parsed(
    importLines(incident({ updates, flags: { informational: true }, very: `long ${'word '.repeat(500)}` })),
  );
  expect(incidents[0]!.imported!.notes).toEqual(
    expect.arrayContaining([
      'update 1: its phase was "pondering", which is not known: taken for investigating',
      'update 1: author: {"name":"Ada"}',
      'flags: {"informational":true}',
    ]),
  );
  expect(incidents[0]!.imported!.notes!.join(' ').match(/\bword/g)).toHaveLength(500);
});

test('HTML shows where links lead, if its text is the same', () => {
  const html = 'See <a href="https://x.test/why">why</a>.';
  const bodyOf = (body: string) =>
    parsed(importLines(incident({ updates: [{ at: at(0), body, body_html: html }] }))).incidents[0]!;
  expect(bodyOf('See why.').updates[0]!.body).toBe('See [why](https://x.test/why).');
  expect(bodyOf('').updates[0]!.body).toBe('See [why](https://x.test/why).');
  expect(bodyOf('Something else.').updates[0]!.body).toBe('Something else.');
  expect(bodyOf('Something else.').imported!.notes).toContain(
    'update 1: its HTML leads to https://x.test/why',
  );
});

test('an incident of more than a million characters is said and not written', () => {
  const imported = importLines(
    incident({ updates: [{ at: at(0), body: 'word '.repeat(250_000) }] }),
    incident({ id: 'b' }),
  );
  expect(imported.report.files.map(({ state, path }) => [state, path])).toEqual([
    ['person', undefined],
    ['mapped', 'incidents/2024-05-01-checkout-is-slow-2.md'],
  ]);
  expect(imported.files.at(-1)!.text).not.toContain('"a1"');
});
