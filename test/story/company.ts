/** A shop's own files, over the engine's: its SOP is Vayva's, as it is. */
export const COMPANY: Readonly<Record<string, string>> = {
  'status.yaml': `name: Shop
url: https://shop.example/status
policy: vayva
timezone: Africa/Lagos
language: en
contact: { email: help@shop.example }
people:
  incident-commander: ["@amina"]
  on-call-engineer: ["@tunde"]
  engineering-lead: ["@tunde"]
  product-manager: ["@ngozi"]
  support-lead: ["@zainab"]
  ceo: ["@bola"]
`,
};

/** Words that are planted where only the team may read them. */
export const SECRETS = {
  summary: 'quartz-heron rate above 5%',
  description: 'basalt-otter is out of memory',
  host: 'granite-lynx-7',
  query: 'cobalt_marten_total',
  note: 'the amber-stoat migration was never tested',
  cause: 'an ochre-vole index was dropped',
} as const;

/** The name in each secret that nothing else holds. */
export const MARKS = /quartz-heron|basalt-otter|granite-lynx|cobalt_marten|amber-stoat|ochre-vole/i;

/** What Prometheus tells Alertmanager. */
export const ALERT = {
  labels: { alertname: 'CheckoutDown', severity: 'critical', service: 'checkout', instance: SECRETS.host },
  annotations: { summary: SECRETS.summary, description: SECRETS.description },
  generatorURL: `https://prometheus.example/graph?g0.expr=${SECRETS.query}`,
};
