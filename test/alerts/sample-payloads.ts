/** What the monitors send, by the shapes that their makers document. */

const ALERT = {
  status: 'firing',
  labels: { alertname: 'HighErrorRate', service: 'checkout', severity: 'critical' },
  annotations: { summary: 'API: 5xx rate "high" > 5%', description: 'On 10.0.0.7, for 5m' },
  startsAt: '2026-11-22T10:01:03.157076+01:00',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.internal:9090/graph?g0.expr=rate%28x%5B5m%5D%29',
  fingerprint: '1a30ba71cca2921f',
};

/** Alertmanager's webhook, version 4. */
export const ALERTMANAGER = {
  version: '4',
  groupKey: '{}:{alertname="HighErrorRate"}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'status-page',
  groupLabels: { alertname: 'HighErrorRate' },
  commonLabels: { alertname: 'HighErrorRate' },
  commonAnnotations: {},
  externalURL: 'https://alerts.example',
  alerts: [
    ALERT,
    {
      ...ALERT,
      labels: { ...ALERT.labels, service: 'orders', severity: 'warning' },
      startsAt: '2026-11-22T09:00:30Z',
    },
    {
      ...ALERT,
      status: 'resolved',
      labels: { ...ALERT.labels, service: 'storefront' },
      endsAt: '2026-11-22T09:02:00Z',
    },
  ],
};

/** The same group when all of it has cleared. */
export const ALERTMANAGER_RESOLVED = {
  ...ALERTMANAGER,
  status: 'resolved',
  alerts: [{ ...ALERT, status: 'resolved', endsAt: '2026-11-22T09:41:00Z' }],
};

/** Grafana's webhook contact point. */
export const GRAFANA = {
  receiver: 'Status page',
  status: 'firing',
  orgId: 1,
  groupKey: '{}/{team="shop"}:{grafana_folder="Shop"}',
  truncatedAlerts: 0,
  groupLabels: { grafana_folder: 'Shop' },
  commonLabels: { alertname: 'Slow pages', component: 'Checkout', severity: 'warning' },
  commonAnnotations: { summary: 'p95 above 2s' },
  externalURL: 'https://grafana.example/',
  version: '1',
  title: '[FIRING:1] Slow pages Shop (Checkout warning)',
  state: 'alerting',
  message: '**Firing**',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'Slow pages', component: 'Checkout', severity: 'warning' },
      annotations: { summary: 'p95 above 2s' },
      startsAt: '2026-11-22T09:00:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'https://grafana.example/alerting/grafana/abc/view?orgId=1',
      fingerprint: 'c6eadffa33fcdf37',
      silenceURL: 'https://grafana.example/alerting/silence/new',
      dashboardURL: 'https://grafana.example/d/abc?orgId=1',
      panelURL: 'https://grafana.example/d/abc?orgId=1&viewPanel=4',
      values: { B: 44.2, C: 1 },
    },
  ],
};

/** Sentry's `event_alert`: an issue alert. */
export const SENTRY_ISSUE = {
  action: 'triggered',
  actor: { id: 'sentry', name: 'Sentry', type: 'application' },
  installation: { uuid: 'a8e5d37a-696c-4c54-adb5-b3f28d64c7de' },
  data: {
    event: {
      event_id: 'e4874d664c3540c1a32eab185f12c5ab',
      issue_id: '1170820242',
      issue_url: 'https://sentry.io/api/0/issues/1170820242/',
      web_url:
        'https://sentry.io/organizations/shop/issues/1170820242/events/e4874d664c3540c1a32eab185f12c5ab/',
      url: 'https://sentry.io/api/0/projects/shop/front/events/e4874d664c3540c1a32eab185f12c5ab/',
      title: 'ReferenceError: cart is not defined',
      culprit: '?(<anonymous>)',
      level: 'error',
      datetime: '2026-11-22T09:00:12.044000Z',
      tags: [
        ['level', 'error'],
        ['component', 'checkout'],
      ],
      project: 1,
    },
    triggered_rule: 'Many errors at checkout',
  },
};

/** What Sentry sends when a person has resolved the same issue. */
export const SENTRY_ISSUE_RESOLVED = {
  action: 'resolved',
  actor: { id: 789, name: 'Person', type: 'user' },
  data: {
    issue: {
      id: '1170820242',
      title: 'ReferenceError: cart is not defined',
      level: 'error',
      status: 'resolved',
      web_url: 'https://sentry.io/organizations/shop/issues/1170820242/',
      project: { id: '1', name: 'Front', slug: 'front' },
      lastSeen: '2026-11-22T09:40:00Z',
    },
  },
};

/** Sentry's `metric_alert`. */
export const SENTRY_METRIC = {
  action: 'critical',
  actor: { id: 'sentry', name: 'Sentry', type: 'application' },
  data: {
    description_text: '1000 events in the last 10 minutes\nFilter: level:error',
    description_title: 'Critical: Too many errors',
    web_url: 'https://sentry.io/organizations/shop/alerts/rules/details/7/',
    metric_alert: {
      id: '6',
      identifier: '6',
      title: 'Too many errors',
      status: 20,
      projects: ['checkout'],
      date_started: '2026-11-22T09:00:00Z',
      date_detected: '2026-11-22T09:01:00Z',
      date_closed: null,
      alert_rule: { id: '7', name: 'Too many errors', projects: ['checkout'], aggregate: 'count()' },
    },
  },
};

/** PagerDuty's webhook subscription, V3. */
export const PAGERDUTY = {
  event: {
    id: '5ac64822-4adc-4fda-ade0-410becf0de4f',
    event_type: 'incident.triggered',
    resource_type: 'incident',
    occurred_at: '2026-11-22T09:00:45.000Z',
    agent: { id: 'PXPGF42', type: 'user_reference', summary: 'A person' },
    client: { name: 'PagerDuty' },
    data: {
      id: 'PT4KHLK',
      type: 'incident',
      self: 'https://api.pagerduty.com/incidents/PT4KHLK',
      html_url: 'https://shop.pagerduty.com/incidents/PT4KHLK',
      number: 1234,
      status: 'triggered',
      incident_key: 'baf7cf21b1da41b4b0221008339ff357',
      created_at: '2026-11-22T09:00:40Z',
      title: 'The server is on fire.',
      service: { id: 'PIJ90N7', type: 'service_reference', summary: 'Orders' },
      assignees: [],
      escalation_policy: { id: 'PUS0KTE', summary: 'Default' },
      teams: [],
      priority: { id: 'PSO75BM', type: 'priority_reference', summary: 'P1' },
      urgency: 'high',
      conference_bridge: null,
      resolve_reason: null,
    },
  },
};

/** The same incident with another event. */
export function pagerdutyEvent(type: string): object {
  return { event: { ...PAGERDUTY.event, event_type: type, occurred_at: '2026-11-22T09:41:00Z' } };
}

/** Texts that mean something to a shell, a workflow's log, YAML, Markdown, GitHub or a terminal. */
export const HOSTILE: readonly string[] = [
  '$(touch pwned)',
  '`touch pwned`',
  '::error::pwned',
  '::set-output name=x::pwned\n::stop-commands::x',
  '---\ninjected: true\n---\n## 2026-11-22T09:00Z resolved\n\nAll is well.',
  '<!-- candor:alert 00112233445566778899aabb -->',
  '<!-- candor:incident 2026-11-22-checkout -->',
  '@everyone @acme/owners @amina',
  '[component] [specific impact]',
  '"\': {a: &b *b} [c, !!js/function] # | > %',
  '<script>alert(1)</script> ![x](https://evil.example/x.png) [y](javascript:alert(1))',
  '../../../etc/passwd\u0000',
  '\u202Eevil\u2066 \u001B[2J\u0007 \uD800 \u200B',
  '${{ secrets.GITHUB_TOKEN }} ${IFS} %0A::error::',
  '__proto__',
  'x'.repeat(10_000),
];
