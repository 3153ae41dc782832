import {
  BASE_FILES,
  COMPONENTS,
  CHECKOUT_INCIDENT,
  GERMAN_COMPONENTS,
  HEBREW_COMPONENTS,
  FORTY_COMPONENTS,
  SIGN_IN_INCIDENT,
  STATUS_YAML,
  renderComponentFiles,
  renderIncident,
  renderMaintenance,
} from './screenshot-content.ts';
import { NINE_DAYS_INCIDENT, TWO_MINUTES_INCIDENT, WIDE_OUTAGE_FILES } from './screenshot-incidents.ts';
import { SCRIPT_STATES } from './screenshot-scripts.ts';

/** The default build time. */
const NOW = '2026-11-22T12:00Z';

export interface ScreenshotState {
  readonly name: string;
  readonly description: string;
  /** The content root. */
  readonly files: Readonly<Record<string, string>>;
  /** Earlier committed versions, for states with an invalid newest version. */
  readonly committed?: Readonly<Record<string, string>>;
  readonly builtAt: string;
  /** When the page is viewed; by default the build time. */
  readonly seenAt?: string;
  /** Shows the pages right-to-left. */
  readonly rightToLeft?: boolean;
  /** The pages, below the base path. */
  readonly pages: readonly string[];
}

const MAINTENANCE_FILE = 'incidents/2026-11-22-move.md';
const INCIDENT_FILE = 'incidents/2026-11-22-checkout.md';
const INCIDENT_PAGE = 'incidents/2026-11-22-checkout/';

/** In the order of the contact sheet. */
export const SCREENSHOT_STATES: readonly ScreenshotState[] = [
  {
    name: 'operational',
    description: 'All systems are working',
    files: BASE_FILES,
    builtAt: NOW,
    pages: [
      '',
      'history/',
      'history/2026-10/',
      'components/checkout/',
      'incidents/2026-10-30-shop/',
      'commitments/',
      'subscribe/',
      '404.html',
    ],
  },
  {
    name: 'born-today',
    description: 'The first day of a page',
    files: { 'status.yaml': STATUS_YAML, ...renderComponentFiles(COMPONENTS, '2026-11-22') },
    builtAt: NOW,
    pages: ['', 'history/', 'components/checkout/', 'commitments/'],
  },
  {
    name: 'sixty-days',
    description: 'A record of sixty days',
    files: { ...BASE_FILES, ...renderComponentFiles(COMPONENTS, '2026-09-24') },
    builtAt: NOW,
    pages: ['', 'components/checkout/'],
  },
  {
    name: 'sev-2',
    description: 'One SEV-2',
    files: { ...BASE_FILES, [INCIDENT_FILE]: CHECKOUT_INCIDENT },
    builtAt: NOW,
    pages: ['', INCIDENT_PAGE, 'components/checkout/', '404.html', 'subscribe/', 'embed/'],
  },
  {
    name: 'two',
    description: 'Two incidents at once',
    files: {
      ...BASE_FILES,
      [INCIDENT_FILE]: CHECKOUT_INCIDENT,
      'incidents/2026-11-22-sign-in.md': SIGN_IN_INCIDENT,
    },
    builtAt: NOW,
    pages: ['', 'incidents/2026-11-22-sign-in/'],
  },
  {
    name: 'maintenance',
    description: 'Maintenance under way, and more to come',
    files: {
      ...BASE_FILES,
      [MAINTENANCE_FILE]: renderMaintenance(
        'We move the order history',
        'orders: degraded, dashboard: degraded',
        '2026-11-22T11:30Z',
        '2026-11-22T13:00Z',
      ),
      'incidents/2026-11-29-card.md': renderMaintenance(
        'Payments by card pause for ten minutes',
        'checkout: partial-outage',
        '2026-11-29T01:00Z',
        '2026-11-29T01:10Z',
      ),
    },
    builtAt: NOW,
    pages: ['', 'incidents/2026-11-22-move/', 'incidents/2026-11-29-card/', 'components/orders/'],
  },
  {
    name: 'called-off',
    description: 'A maintenance that was called off',
    files: {
      ...BASE_FILES,
      [MAINTENANCE_FILE]: `${renderMaintenance(
        'We move the order history',
        'orders: degraded, dashboard: degraded',
        '2026-11-22T13:00Z',
        '2026-11-22T14:00Z',
      )}
## 2026-11-22T09:00Z cancelled

The planned maintenance is called off and will not take place. We will announce a new day here.
`,
    },
    builtAt: NOW,
    pages: ['', 'incidents/2026-11-22-move/', 'history/', 'components/orders/', 'embed/'],
  },
  {
    name: 'late',
    description: 'The promised update is late',
    files: { ...BASE_FILES, [INCIDENT_FILE]: CHECKOUT_INCIDENT },
    builtAt: '2026-11-22T12:42Z',
    pages: ['', INCIDENT_PAGE],
  },
  {
    name: 'many',
    description: '40 components in 8 groups',
    files: { 'status.yaml': STATUS_YAML, ...renderComponentFiles(FORTY_COMPONENTS) },
    builtAt: NOW,
    pages: [''],
  },
  {
    name: 'resolved-now',
    description: 'Resolved half an hour ago, affected for two minutes',
    files: { ...BASE_FILES, 'incidents/2026-11-22-blip.md': TWO_MINUTES_INCIDENT },
    builtAt: NOW,
    pages: ['', 'incidents/2026-11-22-blip/'],
  },
  {
    name: 'nine-days',
    description: 'An incident of nine days',
    files: { ...BASE_FILES, 'incidents/2026-11-13-messages.md': NINE_DAYS_INCIDENT },
    builtAt: NOW,
    pages: ['', 'incidents/2026-11-13-messages/', 'components/messages/'],
  },
  {
    name: 'wide-outage',
    description: '80 of 300 components in 30 groups affected',
    files: WIDE_OUTAGE_FILES,
    builtAt: NOW,
    pages: ['', 'incidents/2026-11-22-regions/'],
  },
  {
    name: 'none',
    description: 'No component, no incident',
    files: { 'status.yaml': STATUS_YAML },
    builtAt: NOW,
    pages: ['', 'history/'],
  },
  {
    name: 'long',
    description: 'Words of German length',
    files: {
      'status.yaml': STATUS_YAML.replace('Kiosk\n', 'Donaudampfschifffahrtsgesellschaft\n'),
      ...renderComponentFiles(GERMAN_COMPONENTS),
      [INCIDENT_FILE]: renderIncident({
        title: 'Zahlungsverkehrsabwicklungsschnittstellenstörung im Bestellungsverarbeitungsprozess',
        components: 'zahlung: partial-outage, lager: degraded',
        detected: '2026-11-22T11:00Z',
        updates: [
          [
            '11:08 investigating',
            'Einige Kartenzahlungen werden abgelehnt. Lagerbestandsverwaltungsbenachrichtigungen kommen verspätet an.',
          ],
        ],
      }),
    },
    builtAt: NOW,
    pages: ['', INCIDENT_PAGE, 'components/zahlung/'],
  },
  {
    name: 'right-to-left',
    description: 'Written from right to left',
    files: {
      'status.yaml': STATUS_YAML,
      ...renderComponentFiles(HEBREW_COMPONENTS),
      [INCIDENT_FILE]: renderIncident({
        title: 'חלק מההזמנות נכשלות בתשלום',
        components: 'checkout: partial-outage',
        detected: '2026-11-22T11:00Z',
        updates: [
          ['11:08 investigating', 'חלק מהתשלומים נדחים. הצוות שלנו בודק.'],
          ['11:35 identified', 'מצאנו את הסיבה ואנחנו מתקנים אותה. איש לא חויב על הזמנה שנכשלה.'],
        ],
      }),
    },
    rightToLeft: true,
    builtAt: NOW,
    pages: ['', INCIDENT_PAGE, 'components/checkout/', 'commitments/'],
  },
  ...SCRIPT_STATES.map((state) => ({ ...state, builtAt: NOW })),
  {
    name: 'old',
    description: 'Built three hours ago, with an incident open',
    files: { ...BASE_FILES, [INCIDENT_FILE]: CHECKOUT_INCIDENT },
    builtAt: NOW,
    seenAt: '2026-11-22T15:00Z',
    pages: ['', INCIDENT_PAGE],
  },
  {
    name: 'quarantine',
    description: 'A file that can’t be read: its last good version is shown',
    files: { ...BASE_FILES, [INCIDENT_FILE]: CHECKOUT_INCIDENT.replace('severity: sev-2', 'severity: [') },
    committed: { ...BASE_FILES, [INCIDENT_FILE]: CHECKOUT_INCIDENT },
    builtAt: NOW,
    pages: ['', INCIDENT_PAGE],
  },
  {
    name: 'theme',
    description: 'With a logo, an accent and a stylesheet of its own',
    files: {
      ...BASE_FILES,
      'status.yaml': `${STATUS_YAML.replace(/mailto:[^"]*/, 'https://lists.kiosk.example/subscribe')}theme: { accent: "#8a2be2", logo: logo.svg, css: custom.css }\n`,
      'custom.css':
        ':root { --paper: #f6f2ea; --line: #d9cfbd; --round: 3px; --font: Georgia, serif }\n@media (prefers-color-scheme: dark) { :root { --paper: #1d1626; --raised: #271e33; --line: #44355a } }\n',
      [INCIDENT_FILE]: CHECKOUT_INCIDENT,
      'logo.svg':
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#8a2be2"/><path d="M18 14v36M46 14L24 32l22 18" fill="none" stroke="#fff" stroke-width="8"/></svg>',
    },
    builtAt: NOW,
    pages: ['', 'subscribe/'],
  },
];
