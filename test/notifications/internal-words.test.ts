import { expect, test } from 'vitest';
import { PLACES } from '../../src/content/schema/places.ts';
import type { Place } from '../../src/content/schema/places.ts';
import { EMPTY_LOG } from '../../src/delivery-log/delivery.ts';
import { collectEvents } from '../../src/notifications/collect-events.ts';
import { listDestinations } from '../../src/notifications/destinations.ts';
import { channelOf } from '../../src/notifications/io/channels/all.ts';
import { prepareRun } from '../../src/notifications/io/runner.ts';
import { buildMessage } from '../../src/notifications/messages.ts';
import { createDelivery, recipientsOf } from '../../src/notifications/plan.ts';
import { HOUR, MINUTE } from '../../src/time/duration.ts';
import { companyInput, incidentFile } from './support/content.ts';

const NOW = Date.parse('2026-11-22T12:00Z');
const ago = (minutes: number): number => NOW - minutes * MINUTE;

/** A place of each channel. */
const places: readonly Place[] = [
  { channel: 'slack', to: 'C0123ABCDEF', secret: 'PLACE', api: 'https://slack.com/api' },
  ...(['slack-webhook', 'teams', 'discord', 'google-chat', 'mattermost'] as const).map((channel) => ({
    channel,
    secret: 'PLACE',
  })),
  { channel: 'email', to: 'status@lists.example.com', from: 'status@example.com', secret: 'PLACE' },
  { channel: 'listmonk', url: 'https://lists.example.com', list: 3, user: 'candor', secret: 'PLACE' },
  { channel: 'pagerduty', secret: 'PLACE', region: 'us' },
  { channel: 'webhook', url: 'https://hooks.example.com/x', secret: 'PLACE' },
];

const INTERNAL = [
  'internal:',
  '  source: { kind: alert, url: "https://alerts.example.com/SECRETWORD" }',
  '  commander: "@SECRETWORD"',
  '  roles: { technical-lead: "@SECRETWORD" }',
  '  tracking: https://tracker.example.com/SECRETWORD',
  '  mitigation: SECRETWORD was isolated',
  '  cause: SECRETWORD was full',
  '  fix: rollback',
  '  summary-ready: 2026-11-22T11:59Z',
  '  notes: SECRETWORD',
].join('\n');
const COMMENTS = '<!-- SECRETWORD in a comment -->';

test('no internal word is in what customers get, by any channel and of any event', () => {
  expect(places.map(({ channel }) => channel).toSorted()).toEqual(Object.keys(PLACES).toSorted());
  const update = (at: number, phase: string): readonly [number, string, string] => [
    at,
    phase,
    `Some orders fail. ${COMMENTS}\n\nWe are looking into them.\n\n${COMMENTS}`,
  ];
  const incident = (detected: number, ends: boolean): string =>
    incidentFile({
      ...{ severity: 'severity-1', detected, front: INTERNAL },
      updates: [
        update(detected + MINUTE, 'investigating'),
        update(detected + 2 * MINUTE, 'identified'),
        ...(ends ? [update(detected + 9 * MINUTE, 'resolved')] : []),
      ],
    });
  const planned = `---\nkind: maintenance\ntitle: Checkout\ncomponents: { checkout: degraded }\nstarts: 2026-11-22T10:00Z\nends: 2026-11-22T11:00Z\n${INTERNAL.replace(/\n {2}(?:source|summary-ready).*/g, '')}\n---\n\n## 2026-11-20T10:00Z scheduled\n\nWe plan a maintenance. ${COMMENTS}\n`;
  const input = companyInput({
    policy: 'vauntico',
    notify: JSON.stringify({
      customers: places,
      'incident-response': [{ channel: 'teams', secret: 'TEAM' }],
    }),
    incidents: { open: incident(NOW - 5 * HOUR, false), over: incident(ago(60), true), planned },
  });
  const { policy, site } = input.siteContext;
  const { deadlines, messageContext } = prepareRun(input, EMPTY_LOG, NOW);
  const payloads = collectEvents(policy, input.incidents, deadlines, EMPTY_LOG, NOW).flatMap((event) =>
    recipientsOf(event, listDestinations(policy, site)).map((destination) => {
      const delivery = createDelivery(event, destination, NOW);
      const message = buildMessage(
        { delivery, event, destination, isLook: false, covered: [] },
        messageContext,
      );
      const { place, type } = destination;
      return { type, event: event.type, text: JSON.stringify(channelOf(place).prepare(message, place)) };
    }),
  );
  const customers = payloads.filter(({ type }) => type === 'customers');
  expect(new Set(customers.map(({ event }) => event)).size).toBeGreaterThanOrEqual(5);
  expect(customers.length).toBeGreaterThan(50);
  for (const { event, text } of customers) expect(text, event).not.toContain('SECRETWORD');
  expect(payloads.some(({ type, text }) => type === 'internal' && text.includes('SECRETWORD'))).toBe(true);
});
