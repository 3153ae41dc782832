import { expect, test } from 'vitest';
import { renderApiDocument } from '../../src/site/statuspage-api/endpoints.ts';
import { buildStatusView } from '../../src/status/status-view.ts';
import { at, incidentText, worldOf } from '../support/incident-content.ts';

const { siteContext, entries } = worldOf({
  // Named after their place.
  '1-unavailable': incidentText('severity: sev-1\ndetected: 09:00', ['09:03 investigating']).replace(
    'checkout: degraded',
    'checkout: major-outage',
  ),
  '2-partly-down': incidentText('severity: sev-2\ndetected: 09:10', ['09:11 investigating']).replace(
    'checkout: degraded',
    'orders: partial-outage',
  ),
  '3-newer': incidentText('severity: sev-2\ndetected: 09:00', ['09:40 investigating']),
  '4-older': incidentText('severity: sev-2\ndetected: 09:30', ['09:35 investigating']),
  '5-monitored': incidentText('severity: sev-1\ndetected: 09:31', ['09:50 monitoring']),
});
const view = buildStatusView({
  siteContext,
  incidents: entries,
  promisedUpdateOf: () => undefined,
  now: at('10:00'),
});
const ORDER = ['1-unavailable', '2-partly-down', '3-newer', '4-older', '5-monitored'];

test('open incidents: those that affect customers, by severity, by state, by their last update', () => {
  expect(view.active.map(({ event }) => event.id)).toEqual(ORDER);
});

test.each(['summary', 'incidents/unresolved'] as const)('%s.json lists them in this order', (endpoint) => {
  const { incidents } = JSON.parse(renderApiDocument(view, endpoint)) as {
    incidents: { shortlink: string }[];
  };
  expect(incidents.map(({ shortlink }) => shortlink.split('/').at(-2))).toEqual(ORDER);
});
