// The content roots of the screenshots.

export const STATUS_YAML = `name: Kiosk
url: https://kiosk.example/status
policy: vayva
timezone: Europe/Berlin
contact: { email: help@kiosk.example }
subscribe: { email: "mailto:status+subscribe@lists.kiosk.example" }
links: [{ label: kiosk.example, url: "https://kiosk.example/" }]
footer: Kiosk GmbH, Berlin
`;

interface ComponentSpec {
  readonly id: string;
  readonly name: string;
  readonly group?: string;
  readonly description?: string;
}

export const COMPONENTS: readonly ComponentSpec[] = [
  { id: 'shop', name: 'Shop', group: 'Your shop', description: 'The pages that your customers see.' },
  { id: 'checkout', name: 'Checkout', group: 'Your shop', description: 'Paying for an order.' },
  { id: 'orders', name: 'Orders', group: 'Your work' },
  { id: 'dashboard', name: 'Dashboard', group: 'Your work' },
  { id: 'messages', name: 'Messages', group: 'Your work' },
  { id: 'api', name: 'API', group: 'For developers' },
];

/** @param since the first day in service */
export function renderComponentFiles(
  parts: readonly ComponentSpec[],
  since?: string,
): Record<string, string> {
  return Object.fromEntries(
    parts.map(({ id, name, group, description = '' }, at) => [
      `components/${id}.md`,
      `---\nname: ${JSON.stringify(name)}\n${group === undefined ? '' : `group: ${JSON.stringify(group)}\n`}order: ${at}\n${since === undefined ? '' : `since: ${since}\n`}slo: 99.9\n---\n${description}\n`,
    ]),
  );
}

interface IncidentSpec {
  readonly title: string;
  readonly severity?: string;
  readonly components: string;
  readonly detected: string;
  /** `HH:MM phase`, on the day of `detected`, and the text. */
  readonly updates: readonly (readonly [heading: string, text: string])[];
}

export function renderIncident({
  title,
  severity = 'sev-2',
  components,
  detected,
  updates,
}: IncidentSpec): string {
  const day = detected.slice(0, 10);
  const over = updates.at(-1)?.[0].includes('resolved');
  const fixed = over
    ? `, fixed: ${day}T${updates.at(-2)![0].slice(0, 5)}Z, fix: rollback, tested: staging, cause: A release, verified: { metrics: true, workflows: true, user: true }`
    : '';
  const sections = updates.map(
    ([heading, text]) => `## ${day}T${heading.replace(/^(\d\d:\d\d) /, '$1Z ')}\n\n${text}\n`,
  );
  return `---
title: ${JSON.stringify(title)}
severity: ${severity}
components: { ${components} }
detected: ${detected}
internal: { source: alert, commander: "@sam"${fixed} }
---

${sections.join('\n')}`;
}

const RESOLVED_TEXT =
  'has been resolved. All systems are now operational. We apologize for any inconvenience.';

/** Past incidents for the uptime bars. */
const PAST_INCIDENTS: Readonly<Record<string, string>> = {
  'incidents/2026-11-19-messages.md': renderIncident({
    title: 'Messages arrive late',
    components: 'messages: degraded',
    detected: '2026-11-19T08:00Z',
    updates: [
      [
        '08:06 investigating',
        'We are experiencing degraded performance with Messages. Some users may experience late messages. Our team is investigating.',
      ],
      ['08:40 monitoring', 'Messages arrive at once again. We are watching closely.'],
      ['09:15 resolved', `The issue affecting Messages ${RESOLVED_TEXT}`],
    ],
  }),
  'incidents/2026-10-30-shop.md': renderIncident({
    title: 'Shops do not open',
    severity: 'sev-1',
    components: 'shop: major-outage, checkout: major-outage',
    detected: '2026-10-30T16:00Z',
    updates: [
      [
        '16:04 investigating',
        'We are currently investigating a service disruption affecting Shop and Checkout. Our team is actively working on a resolution. We will provide updates every 30 minutes.',
      ],
      ['16:25 identified', 'We have found what stops the shops and are undoing it. Your data is safe.'],
      ['16:40 monitoring', 'Shops open again, and customers can pay. We are watching closely.'],
      ['17:15 resolved', `The issue affecting Shop and Checkout ${RESOLVED_TEXT}`],
    ],
  }),
  'incidents/2026-09-24-dashboard.md': renderIncident({
    title: 'The dashboard is slow',
    components: 'dashboard: degraded',
    detected: '2026-09-24T09:00Z',
    updates: [
      [
        '09:10 investigating',
        'We are experiencing degraded performance with Dashboard. Some users may experience slow pages. Our team is investigating.',
      ],
      ['09:55 monitoring', 'The dashboard is quick again. We are watching closely.'],
      ['10:30 resolved', `The issue affecting Dashboard ${RESOLVED_TEXT}`],
    ],
  }),
};

export const BASE_FILES = {
  'status.yaml': STATUS_YAML,
  ...renderComponentFiles(COMPONENTS),
  ...PAST_INCIDENTS,
};

export const CHECKOUT_INCIDENT = renderIncident({
  title: 'Some orders fail at checkout',
  components: 'checkout: partial-outage, orders: degraded',
  detected: '2026-11-22T11:00Z',
  updates: [
    [
      '11:08 investigating',
      'We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.',
    ],
    [
      '11:35 identified',
      'We have found why about one payment in five is declined, and are undoing the change that caused it. **No one was charged** for an order that failed. If you were declined, you can try again now.',
    ],
  ],
});

export const SIGN_IN_INCIDENT = renderIncident({
  title: 'Customers can’t sign in to the dashboard',
  severity: 'sev-1',
  components: 'dashboard: major-outage',
  detected: '2026-11-22T11:40Z',
  updates: [
    [
      '11:43 investigating',
      'We are currently investigating a service disruption affecting Dashboard. Our team is actively working on a resolution. We will provide updates every 30 minutes.',
    ],
  ],
});

export function renderMaintenance(title: string, components: string, starts: string, ends: string): string {
  return `---
kind: maintenance
title: ${JSON.stringify(title)}
components: { ${components} }
starts: ${starts}
ends: ${ends}
internal: { commander: "@sam" }
---

## 2026-11-18T09:00Z scheduled

We move the order history to a larger system. You can read past orders meanwhile, but not change them. Customers can order and pay as usual.
`;
}

export const GERMAN_COMPONENTS: readonly ComponentSpec[] = [
  {
    id: 'zahlung',
    name: 'Zahlungsverkehrsabwicklungsschnittstelle',
    group: 'Bestellungsverarbeitungsanwendungen',
  },
  {
    id: 'lager',
    name: 'Lagerbestandsverwaltungsbenachrichtigungen',
    group: 'Bestellungsverarbeitungsanwendungen',
  },
  { id: 'konto', name: 'Kundenkontoanmeldungsverfahren' },
];

export const HEBREW_COMPONENTS: readonly ComponentSpec[] = [
  { id: 'shop', name: 'חנות', group: 'החנות שלך', description: 'הדפים שהלקוחות שלך רואים.' },
  { id: 'checkout', name: 'תשלום', group: 'החנות שלך' },
  { id: 'api', name: 'API' },
];

export const FORTY_COMPONENTS: readonly ComponentSpec[] = Array.from({ length: 40 }, (_, at) => ({
  id: `part-${at}`,
  name: `${['Compute', 'Storage', 'Network', 'Database', 'Queue'][at % 5]} ${['Frankfurt', 'Dublin', 'Lagos', 'Mumbai', 'Sydney', 'Oregon', 'Virginia', 'São Paulo'][Math.floor(at / 5)]}`,
  group: ['Frankfurt', 'Dublin', 'Lagos', 'Mumbai', 'Sydney', 'Oregon', 'Virginia', 'São Paulo'][
    Math.floor(at / 5)
  ]!,
}));

/** Twenty components with past incidents, and an open incident. */
export const TWENTY_COMPONENTS_FILES: Readonly<Record<string, string>> = {
  ...BASE_FILES,
  ...renderComponentFiles([...COMPONENTS, ...FORTY_COMPONENTS.slice(0, 14)]),
  'incidents/2026-11-22-checkout.md': CHECKOUT_INCIDENT,
};
