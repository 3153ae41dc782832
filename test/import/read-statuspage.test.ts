import { expect, test } from 'vitest';
import { readJsonLines } from '../../src/import/read-json-lines.ts';
import { readStatuspage } from '../../src/import/read-statuspage.ts';
import { importAll, incident, onlyFile, parsed } from './run-import.ts';

test('a bad line is said by its number and hides no other', () => {
  const lines = [
    JSON.stringify(incident()),
    '{"id": ',
    '',
    '[1]',
    '{"updates": [{"body": 5}], "components": "x"}',
    '{}',
  ];
  const { records, errors } = readJsonLines('old.jsonl', lines.join('\n'));
  expect(records.map(({ id }) => id)).toEqual(['a1', expect.stringMatching(/^unnamed-\w{6}$/)]);
  expect(errors.map(({ file, line, message }) => `${file}:${line} ${message}`)).toMatchInlineSnapshot(`
    [
      "old.jsonl:2 This line is not JSON: Unexpected end of JSON input.",
      "old.jsonl:4 The value: expected object, received array.",
      "old.jsonl:5 "components": expected array, received string.",
      "old.jsonl:5 "updates[0].body": expected string, received number.",
    ]
  `);
});

const page = { id: 'p1', name: 'Shop', url: 'https://status.shop.test', time_zone: 'Africa/Lagos' };
const component = (id: string, name: string, change: object = {}) => ({
  id,
  name,
  status: 'operational',
  position: 1,
  group: false,
  group_id: null,
  ...change,
});
const affected = (code: string, from: string, to: string) => ({
  code,
  name: code,
  old_status: from,
  new_status: to,
});

const incidents = {
  page,
  incidents: [
    {
      id: 'i1',
      name: 'Orders fail',
      status: 'resolved',
      impact: 'major',
      created_at: '2024-05-01T10:00:00.123+01:00',
      started_at: '2024-05-01T10:00:00.120+01:00',
      resolved_at: '2024-05-01T11:00:00.500+01:00',
      shortlink: 'https://stspg.test/i1',
      components: [component('c1', 'Orders'), component('c2', 'Web')],
      incident_updates: [
        {
          id: 'u3',
          status: 'resolved',
          body: 'It is fixed.',
          display_at: '2024-05-01T11:00:00.500+01:00',
          affected_components: [affected('c1', 'degraded_performance', 'operational')],
        },
        {
          id: 'u2',
          status: 'identified',
          body: 'Found it.<br />Soon.',
          display_at: '2024-05-01T10:30:00.000+01:00',
          affected_components: [
            affected('c1', 'major_outage', 'degraded_performance'),
            affected('c2', 'operational', 'partial_outage'),
          ],
        },
        {
          id: 'u1',
          status: 'investigating',
          body: 'Looking.',
          display_at: '2024-05-01T10:00:00.200+01:00',
          affected_components: [affected('c1', 'operational', 'major_outage')],
          custom_tweet: 'Sorry!',
        },
      ],
    },
  ],
};

test('incidents.json', () => {
  const input = readStatuspage('incidents.json', JSON.stringify(incidents));
  expect(input.errors).toEqual([]);
  const imported = importAll([input]);
  expect(imported.files[0]!.text).toBe(
    'name: Shop\nurl: https://status.shop.test\npolicy: vayva\ntimezone: Africa/Lagos\n',
  );
  expect(onlyFile(imported)).toMatchInlineSnapshot(`
    "---
    title: Orders fail
    severity: sev-2
    components:
      orders: major-outage
      web: operational
    started: 2024-05-01T09:00Z
    detected: 2024-05-01T09:00Z
    imported:
      from: statuspage
      id: i1
      url: https://status.shop.test/incidents/i1
      severity: major
      notes:
        - 'update 1: custom_tweet: "Sorry!"'
        - "shortlink: https://stspg.test/i1"
    ---

    ## 2024-05-01T09:00Z investigating

    Looking.

    ## 2024-05-01T09:30Z identified
    Affects: orders degraded, web partial-outage

    Found it.\\
    Soon.

    ## 2024-05-01T10:00Z resolved

    It is fixed.
    "
  `);
});

test('components.json gives groups, order and descriptions; summary.json the same incident once more', () => {
  const components = [
    component('g1', 'Store', { group: true, position: 2 }),
    component('c1', 'Orders', { group_id: 'g1', description: 'Taking an order.' }),
    component('c3', 'Help', { position: 1 }),
  ];
  const summary = { ...incidents, components, scheduled_maintenances: [] };
  const imported = importAll([
    readStatuspage('components.json', JSON.stringify({ page, components })),
    readStatuspage('summary.json', JSON.stringify(summary)),
    readStatuspage('incidents.json', JSON.stringify(incidents)),
  ]);
  const { siteContext, incidents: importedIncidents, diagnostics } = parsed(imported);
  expect(diagnostics).toEqual([]);
  expect(imported.report.duplicates).toBe(1);
  expect(importedIncidents).toHaveLength(1);
  expect(
    siteContext!.components.map(({ id, group, order, description }) => [id, group, order, description]),
  ).toEqual([
    ['help', undefined, 1000, ''],
    ['web', undefined, 1000, ''],
    ['orders', 'Store', 2001, 'Taking an order.'],
  ]);
});

test('scheduled-maintenances.json has its window, not its creation', () => {
  const scheduled_maintenances = [
    {
      id: 'm1',
      name: 'Database work',
      status: 'completed',
      impact: 'maintenance',
      started_at: '2024-04-01T00:00:00Z',
      resolved_at: '2024-05-01T09:40:00Z',
      scheduled_for: '2024-05-01T09:00:00Z',
      scheduled_until: '2024-05-01T10:00:00Z',
      incident_updates: [
        {
          status: 'scheduled',
          body: 'Soon.',
          display_at: '2024-04-01T00:00:00Z',
          affected_components: [{ name: 'No components were affected by this update.' }],
        },
      ],
    },
  ];
  const { incidents: imported } = parsed(
    importAll([readStatuspage('m.json', JSON.stringify({ page, scheduled_maintenances }))]),
  );
  expect(imported[0]).toMatchObject({
    id: '2024-05-01-database-work',
    kind: 'maintenance',
    starts: Date.UTC(2024, 4, 1, 9),
    ends: Date.UTC(2024, 4, 1, 10),
  });
  expect(imported[0]!.updates.map(({ writtenPhase, body }) => `${writtenPhase} ${body}`)).toEqual([
    'scheduled Soon.',
    'completed Completed.',
  ]);
});

test.each([
  ['no JSON', '{\n"a": [1,\n}'],
  ['an empty file', ''],
  ['a list', '[]'],
  ['something else', '{"status": {}}'],
  [
    'bad members among good ones',
    '{"incidents": [\n{"id": "a", "name": "A"},\n{"name": "B"},\n{"id": "c", "incident_updates": [\n{"body": []},\n{"body": "x"}]},\n7]}',
  ],
  ['no list', '{"components": {}, "incidents": 5}'],
])('%s', (_name, text) => {
  const { errors, records } = readStatuspage('x.json', text);
  expect({
    faults: errors.map(({ line, message }) => `${line}: ${message}`),
    records: records.map(({ id }) => id),
  }).toMatchSnapshot();
});
