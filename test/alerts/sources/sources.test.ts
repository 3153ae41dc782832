import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatInstant } from '../../../src/time/instant.ts';
import { readdirSync } from 'node:fs';
import { parseAlert, toDispatchPayload } from '../../../src/alerts/alert.ts';
import type { Alert } from '../../../src/alerts/alert.ts';
import { monitorName } from '../../../src/alerts/sanitize.ts';
import { alertmanager } from '../../../src/alerts/sources/alertmanager.ts';
import { grafana } from '../../../src/alerts/sources/grafana.ts';
import { alertsServe } from '../../../src/cli/declarations/alerts.ts';
import { ALERT_SOURCES } from '../../../src/alerts/sources/index.ts';
import { pagerduty } from '../../../src/alerts/sources/pagerduty.ts';
import { sentry } from '../../../src/alerts/sources/sentry.ts';
import * as sent from '../sample-payloads.ts';

const noHeader = (): undefined => undefined;
const parseAlertmanager = (body: unknown): Alert[] => alertmanager.read(body, noHeader);
const parseGrafana = (body: unknown): Alert[] => grafana.read(body, noHeader);
const parsePagerDuty = (body: unknown): Alert[] => pagerduty.read(body, noHeader);
const parseSentry = (body: unknown, resource: string): Alert[] =>
  sentry.read(body, (name) => (name === 'sentry-hook-resource' ? resource : undefined));

describe('the list of sources', () => {
  test('has every file of the folder, by its name', () => {
    const files = readdirSync(new URL('../../../src/alerts/sources/', import.meta.url));
    expect(ALERT_SOURCES.map(({ name }) => `${name}.ts`).toSorted()).toEqual(
      files.filter((file) => file !== 'index.ts').toSorted(),
    );
  });

  test.each(ALERT_SOURCES)('$name: its alerts carry its name, and people read its label', (source) => {
    expect(source.name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    const [alert] = SAMPLES[source.name]!();
    expect(alert).toMatchObject({ source: source.name });
    expect(monitorName(alert!)).toBe(source.label);
  });

  test('no two sources share a variable', () => {
    const variables = ALERT_SOURCES.flatMap(({ auth: { bearer, hmac } }) =>
      [bearer, hmac, hmac?.timeHeader].flatMap((one) => (one ? [one.variable] : [])),
    );
    expect(new Set(variables).size).toBe(variables.length);
  });

  test('is what candor alerts serve declares, with every variable', () => {
    const { options, environment } = alertsServe;
    expect(options.source.choices).toEqual(ALERT_SOURCES.map(({ name }) => name));
    const variables = ALERT_SOURCES.flatMap(({ label, auth: { bearer, hmac } }) =>
      [bearer, hmac, hmac?.timeHeader].flatMap((one) => (one ? [[one.variable, label] as const] : [])),
    );
    const declared = Object.entries(environment).filter(([name]) => name in Object.fromEntries(variables));
    expect(declared.map(([name]) => name).toSorted()).toEqual(variables.map(([name]) => name).toSorted());
    for (const [name, label] of variables)
      expect(Object.fromEntries(declared)[name]).toMatch(new RegExp(`^${label}: `));
  });
});

const SAMPLES: Readonly<Record<string, () => Alert[]>> = {
  alertmanager: () => parseAlertmanager(sent.ALERTMANAGER),
  grafana: () => parseGrafana(sent.GRAFANA),
  sentry: () => parseSentry(sent.SENTRY_ISSUE, 'event_alert'),
  pagerduty: () => parsePagerDuty(sent.PAGERDUTY),
};

/** An alert as a person reads it. */
function shown(alerts: readonly Alert[]): string {
  return alerts
    .map(({ startsAt, endsAt, ...alert }) => {
      const times = [startsAt, endsAt].map((at) => (at === undefined ? '-' : formatInstant(at)));
      return [
        `${alert.source} ${alert.status} ${times.join(' ')}`,
        `key ${alert.key}`,
        alert.title,
        `${alert.severities.join(' + ')} / ${alert.components.join(' + ')}`,
        alert.url ?? 'no address',
        ...(alert.details === '' ? [] : [alert.details]),
      ].join('\n');
    })
    .join('\n\n');
}

describe('V11.2, U3.1: what monitors send', () => {
  test('a group of Alertmanager is one alert: what still fires, since the first of it', () => {
    expect(shown(parseAlertmanager(sent.ALERTMANAGER))).toMatchInlineSnapshot(`
      "alertmanager firing 2026-11-22T09:00:30Z -
      key {}:{alertname="HighErrorRate"}
      API: 5xx rate "high" > 5%
      critical + warning / checkout + orders
      https://alerts.example
      On 10.0.0.7, for 5m"
    `);
  });

  test('a group that has cleared', () => {
    expect(shown(parseAlertmanager(sent.ALERTMANAGER_RESOLVED))).toMatchInlineSnapshot(`
      "alertmanager resolved 2026-11-22T09:01:03Z 2026-11-22T09:41Z
      key {}:{alertname="HighErrorRate"}
      API: 5xx rate "high" > 5%
      critical / checkout
      http://prometheus.internal:9090/graph?g0.expr=rate%28x%5B5m%5D%29
      On 10.0.0.7, for 5m"
    `);
  });

  test('Grafana: the panel that shows it', () => {
    expect(shown(parseGrafana(sent.GRAFANA))).toMatchInlineSnapshot(`
      "grafana firing 2026-11-22T09:00Z -
      key {}/{team="shop"}:{grafana_folder="Shop"}
      p95 above 2s
      warning / Checkout
      https://grafana.example/d/abc?orgId=1&viewPanel=4"
    `);
  });

  test('Sentry: an alert on an issue, and the issue’s end, are one alert', () => {
    expect(shown(parseSentry(sent.SENTRY_ISSUE, 'event_alert'))).toMatchInlineSnapshot(`
      "sentry firing 2026-11-22T09:00:12Z -
      key issue:1170820242
      ReferenceError: cart is not defined
      error / checkout
      https://sentry.io/organizations/shop/issues/1170820242/events/e4874d664c3540c1a32eab185f12c5ab/
      Many errors at checkout
      ?(<anonymous>)"
    `);
    expect(shown(parseSentry(sent.SENTRY_ISSUE_RESOLVED, 'issue'))).toMatchInlineSnapshot(`
      "sentry resolved - 2026-11-22T09:40Z
      key issue:1170820242
      ReferenceError: cart is not defined
      error / front
      https://sentry.io/organizations/shop/issues/1170820242/"
    `);
  });

  test('Sentry: an alert on a measure', () => {
    expect(shown(parseSentry(sent.SENTRY_METRIC, 'metric_alert'))).toMatchInlineSnapshot(`
      "sentry firing 2026-11-22T09:00Z -
      key metric:7
      Too many errors
      critical / checkout
      https://sentry.io/organizations/shop/alerts/rules/details/7/
      1000 events in the last 10 minutes
      Filter: level:error"
    `);
    expect(parseSentry({ ...sent.SENTRY_METRIC, action: 'resolved' }, 'metric_alert')[0]).toMatchObject({
      status: 'resolved',
      key: 'metric:7',
      severities: [],
    });
  });

  test('PagerDuty: an incident', () => {
    expect(shown(parsePagerDuty(sent.PAGERDUTY))).toMatchInlineSnapshot(`
      "pagerduty firing 2026-11-22T09:00:40Z -
      key PT4KHLK
      The server is on fire.
      P1 / Orders
      https://shop.pagerduty.com/incidents/PT4KHLK"
    `);
    expect(shown(parsePagerDuty(sent.pagerdutyEvent('incident.resolved')))).toMatchInlineSnapshot(`
      "pagerduty resolved 2026-11-22T09:00:40Z 2026-11-22T09:41Z
      key PT4KHLK
      The server is on fire.
      P1 / Orders
      https://shop.pagerduty.com/incidents/PT4KHLK"
    `);
  });

  test.each(['incident.acknowledged', 'incident.annotated', 'pagey.ping', 'service.updated'])(
    'PagerDuty’s %s is not an alert',
    (type) => {
      expect(parsePagerDuty(sent.pagerdutyEvent(type))).toEqual([]);
    },
  );

  test.each(['installation', 'comment', 'error', 'issue', ''])(
    'Sentry’s "%s" that ends nothing is not an alert',
    (resource) => {
      expect(parseSentry(sent.SENTRY_ISSUE, resource)).toEqual([]);
    },
  );
});

describe('U3.1: one schema', () => {
  test('takes what YAML has made of a text for the text that it was', () => {
    const alert = parseAlert({
      source: 'alertmanager',
      title: { API: '5xx' },
      severity: 1,
      components: true,
      dedupe_key: 7,
      status: null,
    });
    expect(alert).toMatchObject({
      title: 'API: 5xx',
      severities: ['1'],
      components: ['true'],
      key: '7',
      status: 'firing',
    });
  });

  test.each<[unknown, Partial<Alert>]>([
    [{ status: 'RESOLVED' }, { status: 'resolved' }],
    [{ status: 'ok' }, { status: 'resolved' }],
    [{ status: 'anything' }, { status: 'firing' }],
    [{ components: 'checkout, orders,checkout' }, { components: ['checkout', 'orders'] }],
    [{ component: ['checkout', 'orders'] }, { components: ['checkout', 'orders'] }],
    [{ title: ' \n ' }, { title: 'An alert without a title', key: 'monitor: ' }],
    [{ source: '@Everyone <b>' }, { source: 'everyone-b' }],
    [{ url: 'javascript:alert(1)' }, {}],
    [{ starts_at: '0001-01-01T00:00:00Z', ends_at: 'yesterday' }, {}],
    ['a text', { title: 'a text', source: 'monitor' }],
    [null, { title: 'An alert without a title' }],
  ])('%j', (payload, expected) => {
    const alert = parseAlert(payload);
    expect(alert).toMatchObject(expected);
    if (Object.keys(expected).length === 0) expect(alert).not.toHaveProperty(['url']);
    expect(alert).not.toHaveProperty('startsAt');
  });

  const readers: readonly ((body: unknown) => Alert[])[] = [
    (body) => [parseAlert(body)],
    parseAlertmanager,
    parseGrafana,
    (body) => parseSentry(body, 'event_alert'),
    (body) => parseSentry(body, 'metric_alert'),
    (body) => parsePagerDuty({ event: { event_type: 'incident.triggered', data: body } }),
  ];

  test('never throws an alert away, whatever it holds; what goes to GitHub fits, and comes back the same', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), fc.constantFrom(...readers), (body, read) => {
        const [alert] = read(body);
        const payload = toDispatchPayload(alert!);
        expect(Object.keys(payload).length).toBeLessThanOrEqual(10);
        expect(parseAlert(JSON.parse(JSON.stringify(payload)))).toEqual(alert);
      }),
      { numRuns: 500 },
    );
  });

  test('the longest alert of the widest characters fits into one event', () => {
    const long = '\u0001'.repeat(100_000);
    const labels = Array.from({ length: 100 }, (_, index) => `${index}${long}`);
    const alert = parseAlert({
      source: long,
      dedupe_key: `x${long}`,
      title: `x${long}`,
      details: long,
      severity: labels,
      components: labels,
      url: `https://example.com/${'é'.repeat(1900)}`,
    });
    expect(Buffer.byteLength(JSON.stringify(toDispatchPayload(alert)))).toBeLessThan(64 * 1024);
  });

  test('text that lies a thousand deep is not followed', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}1${']'.repeat(20_000)}`) as unknown;
    expect(parseAlert({ title: deep, components: deep, severity: deep }).title).toBe(
      'An alert without a title',
    );
  });
});
