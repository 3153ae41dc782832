import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ENDPOINT_NAMES, renderApiDocument } from '../../../src/site/statuspage-api/endpoints.ts';
import type { Endpoint } from '../../../src/site/statuspage-api/endpoints.ts';
import type {
  ApiComponent,
  ApiIncident,
  ApiMaintenance,
  ApiPage,
  ApiStatus,
} from '../../../src/site/statuspage-api/shapes.ts';
import { viewFor } from '../../support/status-view-from-files.ts';
import type { PageFiles } from '../../support/status-view-from-files.ts';
import { COMPLETED, OPEN_SEV_1, RESOLVED, SITUATIONS, UNDER_WAY, UPCOMING } from '../sample-incidents.ts';
import { STATUSPAGE } from './statuspage-schema.ts';

interface Answer {
  readonly page: ApiPage;
  readonly status: ApiStatus;
  readonly components: readonly ApiComponent[];
  readonly incidents: readonly ApiIncident[];
  readonly scheduled_maintenances: readonly ApiMaintenance[];
}

const answer = (files: PageFiles, endpoint: Endpoint = 'summary'): Answer =>
  JSON.parse(renderApiDocument(viewFor(files), endpoint)) as Answer;

const problems = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

test('every endpoint of the reference is there, and no other', () => {
  expect(ENDPOINT_NAMES.map((name) => `${name}.json`).toSorted()).toEqual(Object.keys(STATUSPAGE).toSorted());
});

describe.each(Object.entries(SITUATIONS))('%s', (_, files) => {
  test.each(ENDPOINT_NAMES)('%s is what the strictest reader takes', (endpoint) => {
    expect(problems(STATUSPAGE[`${endpoint}.json`]!, answer(files, endpoint))).toEqual([]);
  });

  test('says the same in the same bytes, whenever it is built', () => {
    for (const endpoint of ENDPOINT_NAMES) {
      const later = renderApiDocument(viewFor({ ...files, now: '12:07' }), endpoint);
      expect(renderApiDocument(viewFor(files), endpoint)).toBe(later);
    }
  });

  test('says nothing that is internal', () => {
    const all = ENDPOINT_NAMES.map((endpoint) => renderApiDocument(viewFor(files), endpoint)).join('\n');
    expect(all).not.toContain('secret');
    expect(all).not.toContain('amina');
  });
});

const sev1 = { incidents: { '2026-11-22-pay': OPEN_SEV_1 } };

test('an open incident, field by field', () => {
  const { page, incidents, components } = answer(sev1);
  const checkout = components.find(({ name }) => name === 'Checkout')!;
  const whatsapp = components.find(({ name }) => name === 'WhatsApp')!;
  const shared = {
    incident_id: incidents[0]!.id,
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  };
  const code = { checkout: checkout.id, whatsapp: whatsapp.id };
  expect(incidents).toEqual([
    {
      id: incidents[0]!.id,
      name: 'Nobody can pay',
      status: 'monitoring',
      created_at: '2026-11-22T10:05:00.000+01:00',
      updated_at: '2026-11-22T10:40:00.000+01:00',
      monitoring_at: '2026-11-22T10:40:00.000+01:00',
      resolved_at: null,
      impact: 'critical',
      shortlink: 'https://vayva.shop/status/incidents/2026-11-22-pay/',
      started_at: '2026-11-22T10:00:00.000+01:00',
      page_id: page.id,
      incident_updates: [
        {
          ...shared,
          id: expect.any(String),
          status: 'monitoring',
          body: 'Payments go through again.',
          created_at: '2026-11-22T10:40:00.000+01:00',
          updated_at: '2026-11-22T10:40:00.000+01:00',
          display_at: '2026-11-22T10:40:00.000+01:00',
          affected_components: [
            {
              code: code.checkout,
              name: 'Store - Checkout',
              old_status: 'major_outage',
              new_status: 'degraded_performance',
            },
            {
              code: code.whatsapp,
              name: 'WhatsApp',
              old_status: 'degraded_performance',
              new_status: 'degraded_performance',
            },
          ],
        },
        {
          ...shared,
          id: expect.any(String),
          status: 'identified',
          body: 'The fault is found. See the guide (https://vayva.shop/guide).\n\n- Pay by card: down\n- Pay by transfer: down',
          created_at: '2026-11-22T10:20:00.000+01:00',
          updated_at: '2026-11-22T10:20:00.000+01:00',
          display_at: '2026-11-22T10:20:00.000+01:00',
          affected_components: [
            {
              code: code.checkout,
              name: 'Store - Checkout',
              old_status: 'major_outage',
              new_status: 'major_outage',
            },
            {
              code: code.whatsapp,
              name: 'WhatsApp',
              old_status: 'degraded_performance',
              new_status: 'degraded_performance',
            },
          ],
        },
        {
          ...shared,
          id: expect.any(String),
          status: 'investigating',
          body: 'We are investigating a service disruption affecting Checkout. Orders & carts <safe>.',
          created_at: '2026-11-22T10:05:00.000+01:00',
          updated_at: '2026-11-22T10:08:00.000+01:00',
          display_at: '2026-11-22T10:05:00.000+01:00',
          affected_components: [
            {
              code: code.checkout,
              name: 'Store - Checkout',
              old_status: 'operational',
              new_status: 'major_outage',
            },
            {
              code: code.whatsapp,
              name: 'WhatsApp',
              old_status: 'operational',
              new_status: 'degraded_performance',
            },
          ],
        },
      ],
      components: [checkout, whatsapp],
      reminder_intervals: null,
    },
  ]);
  expect(checkout).toMatchObject({
    status: 'degraded_performance',
    description: 'What checkout is for.',
    updated_at: '2026-11-22T10:40:00.000+01:00',
  });
  expect(whatsapp.updated_at).toBe('2026-11-22T10:05:00.000+01:00');
});

test('a maintenance, from its announcement to its end', () => {
  const id = '2026-11-21-move';
  const move = answer({ incidents: { [id]: COMPLETED } }, 'scheduled-maintenances')
    .scheduled_maintenances[0]!;
  expect(move).toMatchObject({
    status: 'completed',
    impact: 'maintenance',
    started_at: '2026-11-19T09:00:00.000+01:00',
    resolved_at: '2026-11-21T23:40:00.000+01:00',
    scheduled_for: '2026-11-21T23:00:00.000+01:00',
    scheduled_until: '2026-11-22T00:00:00.000+01:00',
  });
  expect(move.incident_updates.map((update) => update.affected_components![0])).toMatchObject([
    { old_status: 'under_maintenance', new_status: 'operational' },
    { old_status: 'operational', new_status: 'under_maintenance' },
    { old_status: 'operational', new_status: 'operational' },
  ]);
  expect(move.incident_updates[1]!.affected_components![1]).toMatchObject({ new_status: 'operational' });
});

test.each([
  { now: '2026-11-23T21:59Z', upcoming: 1, active: 0, listed: 'scheduled', indicator: 'none' },
  { now: '2026-11-23T22:00Z', upcoming: 0, active: 1, listed: 'in_progress', indicator: 'maintenance' },
  { now: '2026-11-23T23:30Z', upcoming: 0, active: 0, listed: 'verifying', indicator: 'none' },
])(
  'a window moves the maintenance without an update: $listed at $now',
  ({ now, upcoming, active, listed, indicator }) => {
    const files = { incidents: { '2026-11-23-books': UPCOMING }, now };
    expect(answer(files, 'scheduled-maintenances/upcoming').scheduled_maintenances).toHaveLength(upcoming);
    expect(answer(files, 'scheduled-maintenances/active').scheduled_maintenances).toHaveLength(active);
    expect(answer(files).scheduled_maintenances).toHaveLength(upcoming + active);
    expect(answer(files, 'scheduled-maintenances').scheduled_maintenances[0]).toMatchObject({
      status: listed,
      resolved_at: null,
    });
    expect(answer(files, 'status').status.indicator).toBe(indicator);
  },
);

const one = (state: string, severity = 'sev-2', phase = 'investigating'): PageFiles => ({
  incidents: {
    a: `---\ntitle: A\nseverity: ${severity}\ncustomer-facing: true\ncomponents: { orders: ${state} }\ndetected: 2026-11-22T09:00Z\n---\n\n## 2026-11-22T09:05Z ${phase}\n\nText.\n`,
  },
});

test.each<[string, PageFiles, ApiStatus]>([
  ['nothing', {}, { indicator: 'none', description: 'All Systems Operational' }],
  [
    'a past incident',
    { incidents: { a: RESOLVED } },
    { indicator: 'none', description: 'All Systems Operational' },
  ],
  [
    'maintenance',
    { incidents: { a: UNDER_WAY } },
    { indicator: 'maintenance', description: 'Service Under Maintenance' },
  ],
  [
    'a minor incident',
    one('operational', 'sev-3'),
    { indicator: 'minor', description: 'Minor Service Outage' },
  ],
  [
    'a degraded component',
    one('degraded', 'sev-3'),
    { indicator: 'minor', description: 'Partially Degraded Service' },
  ],
  [
    'a partial outage',
    one('partial-outage', 'sev-3'),
    { indicator: 'major', description: 'Partial System Outage' },
  ],
  ['a major outage', one('major-outage'), { indicator: 'critical', description: 'Major Service Outage' }],
  [
    'a critical incident of no component',
    one('operational', 'sev-1'),
    { indicator: 'critical', description: 'Major Service Outage' },
  ],
  [
    'a critical incident of a degraded one',
    one('degraded', 'sev-1'),
    { indicator: 'minor', description: 'Partially Degraded Service' },
  ],
  [
    'a critical incident that is over, and watched',
    one('operational', 'sev-1', 'monitoring'),
    { indicator: 'none', description: 'All Systems Operational' },
  ],
])('the roll-up of %s', (_, files, expected) => {
  expect(answer(files, 'status').status).toEqual(expected);
});

test('groups come before their members, and say the worst of them', () => {
  const { components } = answer(SITUATIONS['grouped components']!);
  const shown = components.map(({ name, group, position, status }) => [name, group, position, status]);
  expect(shown).toEqual([
    ['Checkout', false, 1, 'degraded_performance'],
    ['Wh<a>ts & "App"', false, 2, 'degraded_performance'],
    ['Europe', true, 3, 'under_maintenance'],
    ['API', false, 1, 'operational'],
    ['Orders', false, 2, 'under_maintenance'],
    ['United States', true, 4, 'operational'],
    ['API', false, 1, 'operational'],
  ]);
});

test('ids never change', () => {
  const { page, incidents, components } = answer(sev1);
  const ids = [
    page.id,
    incidents[0]!.id,
    incidents[0]!.incident_updates[0]!.id,
    ...components.map(({ id }) => id),
  ];
  expect(ids).toMatchInlineSnapshot(`
    [
      "ju0rhky9ffzb",
      "r62jzepzk0vh",
      "ttj22hf2xnmv",
      "vkqoc5g5dmfh",
      "pte2txxi6tjr",
      "2hkplkdr5kst",
      "frummjcs8fs7",
    ]
  `);
});

test('a list holds the fifty newest', () => {
  const days = Array.from({ length: 60 }, (_, index) =>
    new Date(Date.UTC(2026, 8, 1 + index)).toISOString().slice(0, 10),
  );
  const incidents = Object.fromEntries(
    days.map((day) => [`${day}-late`, RESOLVED.replaceAll('2026-11-20', day)]),
  );
  const listed = answer({ incidents }, 'incidents').incidents;
  expect(listed).toHaveLength(50);
  expect(listed[0]!.shortlink).toContain(days.at(-1));
});

test('an incident that was at Statuspage keeps its id, if it is the only one to say so', () => {
  const imported = (url: string): string =>
    RESOLVED.replace(
      'severity: sev-2',
      `severity: sev-2\nimported: { from: statuspage, id: a, url: "${url}" }`,
    );
  const incidents = {
    'was-there': imported('https://old.example/incidents/7k5wl5j4f1t4'),
    'says-so-too': imported('https://old.example/incidents/7k5wl5j4f1t4'),
    'was-elsewhere': imported('https://old.example/incidents/an-incident'),
  };
  const listed = answer({ incidents }, 'incidents').incidents;
  expect(new Set(listed.map(({ id }) => id)).size).toBe(3);
  const kept = listed.filter(({ id }) => id === '7k5wl5j4f1t4');
  expect(kept).toHaveLength(1);
  expect(kept[0]!.incident_updates.every(({ incident_id }) => incident_id === '7k5wl5j4f1t4')).toBe(true);
  expect(problems(STATUSPAGE['incidents.json']!, answer({ incidents }, 'incidents'))).toEqual([]);
});

test('the day that a component went into service is its start date', () => {
  const components = { pay: 'name: Pay\nsince: 2025-03-01', post: 'name: Post' };
  const { components: shown } = JSON.parse(renderApiDocument(viewFor({ components }), 'components')) as {
    components: { name: string; start_date: string | null }[];
  };
  expect(shown.map(({ name, start_date: day }) => [name, day])).toEqual([
    ['Pay', '2025-03-01'],
    ['Post', null],
  ]);
});
