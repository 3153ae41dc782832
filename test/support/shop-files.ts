/** The time at which the tests build, unless they say another. */
export const NOW = '2026-11-22T12:00Z';

export type Files = Readonly<Record<string, string>>;

/** A small shop's content root: three components, an open incident, a past one and a maintenance to come. */
export const SHOP: Files = {
  'status.yaml': [
    'name: Vayva',
    'url: https://vayva.shop/status',
    'policy: vayva',
    'timezone: Africa/Lagos',
    'contact: { email: help@vayva.shop, slack: "#slack-is-internal" }',
    'people: { incident-commander: ["@people-are-internal"] }',
    'suppliers: [SuppliersAreInternal]',
    '',
  ].join('\n'),
  'components/checkout.md': '---\nname: Checkout\ngroup: Store\norder: 1\n---\nPaying for an **order**.\n',
  'components/orders.md': '---\nname: Orders\ngroup: Store\norder: 2\n---\n',
  'components/whatsapp.md': '---\nname: WhatsApp\norder: 3\n---\n',
  'incidents/2026-11-22-checkout.md': incident({
    title: 'Some orders fail at checkout',
    components: 'checkout: partial-outage, orders: degraded',
    detected: '2026-11-22T11:00Z',
    updates: [
      ['2026-11-22T11:10Z investigating', FIRST('Checkout', 'failed payments')],
      ['2026-11-22T11:40Z identified', 'We know what is wrong.'],
    ],
  }),
  'incidents/2026-11-18-orders.md': incident({
    title: 'Orders are late',
    components: 'orders: degraded',
    detected: '2026-11-18T08:00Z',
    internal: fixed('2026-11-18T08:29Z'),
    updates: [
      ['2026-11-18T08:05Z investigating', FIRST('Orders', 'late orders')],
      ['2026-11-18T08:30Z monitoring', 'Orders arrive again.'],
      ['2026-11-18T09:05Z resolved', RESOLVED('Orders')],
    ],
  }),
  'incidents/2026-11-29-move.md': `---
kind: maintenance
title: We move the orders
components: { orders: degraded }
internal: { commander: "@people-are-internal" }
starts: 2026-11-29T01:00Z
ends: 2026-11-29T04:00Z
---

## 2026-11-20T09:00Z scheduled

Orders can be read but not changed.
`,
};

interface IncidentText {
  readonly title: string;
  readonly components: string;
  readonly detected: string;
  readonly updates: readonly (readonly [heading: string, text: string])[];
  /** More lines of the front matter, each with its line end. */
  readonly more?: string;
  /** What is recorded for the team. */
  readonly internal?: string;
}

/** What is recorded of an incident that was fixed at a time. */
export function fixed(at: string): string {
  return `internal:
  source: alert
  commander: "@people-are-internal"
  fixed: ${at}
  fix: rollback
  tested: staging
  cause: A release.
  verified: { metrics: true, workflows: true, user: true }
`;
}

/** An incident file. */
export function incident({
  title,
  components,
  detected,
  updates,
  more = '',
  internal = 'internal: { source: alert, commander: "@people-are-internal" }\n',
}: IncidentText): string {
  const sections = updates.map(([heading, text]) => `## ${heading}\n\n${text}\n`).join('\n');
  const front = `title: ${JSON.stringify(title)}\nseverity: sev-2\ncomponents: { ${components} }\ndetected: ${detected}\n`;
  return `---\n${front}${more}${internal}---\n\n${sections}`;
}

export function FIRST(component: string, impact: string): string {
  return `We are experiencing degraded performance with ${component}. Some users may experience ${impact}. Our team is investigating.`;
}

export function RESOLVED(component: string): string {
  return `The issue affecting ${component} has been resolved. All systems are now operational. We apologize for any inconvenience.`;
}
