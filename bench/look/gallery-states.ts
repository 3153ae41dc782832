import {
  BASE,
  CHECKOUT,
  GERMAN,
  HEBREW,
  MANY,
  NOBODY,
  SITE,
  componentFiles,
  incident,
  maintenance,
} from './gallery-content.ts';

/** The time at which the states are built, unless they say another. */
const NOW = '2026-11-22T12:00Z';

/** One situation that the pages are looked at in. */
export interface GalleryState {
  readonly name: string;
  readonly says: string;
  /** The files of its content root. */
  readonly files: Readonly<Record<string, string>>;
  /** Files as they were committed before, where the newest version is broken. */
  readonly committed?: Readonly<Record<string, string>>;
  readonly builtAt: string;
  /** When the reader looks, if not when it is built. */
  readonly seenAt?: string;
  /** Turns the pages round, as in a language that is written from right to left. */
  readonly rightToLeft?: boolean;
  /** The pages, below the base path. */
  readonly pages: readonly string[];
}

const MOVE = 'incidents/2026-11-22-move.md';
const OPEN = 'incidents/2026-11-22-checkout.md';
const PAGE = 'incidents/2026-11-22-checkout/';

/** Every situation, in the order of the sheet. */
export const GALLERY_STATES: readonly GalleryState[] = [
  {
    name: 'operational',
    says: 'All systems are working',
    files: BASE,
    builtAt: NOW,
    pages: [
      '',
      'history/',
      'history/2026-10/',
      'components/checkout/',
      'incidents/2026-10-30-shop/',
      'promise/',
      'subscribe/',
      '404.html',
    ],
  },
  {
    name: 'sev-2',
    says: 'One SEV-2',
    files: { ...BASE, [OPEN]: CHECKOUT },
    builtAt: NOW,
    pages: ['', PAGE, 'components/checkout/'],
  },
  {
    name: 'two',
    says: 'Two incidents at once',
    files: { ...BASE, [OPEN]: CHECKOUT, 'incidents/2026-11-22-sign-in.md': NOBODY },
    builtAt: NOW,
    pages: ['', 'incidents/2026-11-22-sign-in/'],
  },
  {
    name: 'maintenance',
    says: 'Maintenance under way, and more to come',
    files: {
      ...BASE,
      [MOVE]: maintenance(
        'We move the order history',
        'orders: degraded, dashboard: degraded',
        '2026-11-22T11:30Z',
        '2026-11-22T13:00Z',
      ),
      'incidents/2026-11-29-card.md': maintenance(
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
    name: 'late',
    says: 'The promised update is late',
    files: { ...BASE, [OPEN]: CHECKOUT },
    builtAt: '2026-11-22T12:42Z',
    pages: ['', PAGE],
  },
  {
    name: 'many',
    says: '40 components in 8 groups',
    files: { 'status.yaml': SITE, ...componentFiles(MANY) },
    builtAt: NOW,
    pages: [''],
  },
  {
    name: 'none',
    says: 'No component, no incident',
    files: { 'status.yaml': SITE },
    builtAt: NOW,
    pages: ['', 'history/'],
  },
  {
    name: 'long',
    says: 'Words of German length',
    files: {
      'status.yaml': SITE.replace('Kiosk\n', 'Donaudampfschifffahrtsgesellschaft\n'),
      ...componentFiles(GERMAN),
      [OPEN]: incident({
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
    pages: ['', PAGE, 'components/zahlung/'],
  },
  {
    name: 'right-to-left',
    says: 'Written from right to left',
    files: {
      'status.yaml': SITE,
      ...componentFiles(HEBREW),
      [OPEN]: incident({
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
    pages: ['', PAGE, 'components/checkout/', 'promise/'],
  },
  {
    name: 'old',
    says: 'Built three hours ago, with an incident open',
    files: { ...BASE, [OPEN]: CHECKOUT },
    builtAt: NOW,
    seenAt: '2026-11-22T15:00Z',
    pages: ['', PAGE],
  },
  {
    name: 'quarantine',
    says: 'A file that can’t be read: its last good version is shown',
    files: { ...BASE, [OPEN]: CHECKOUT.replace('severity: sev-2', 'severity: [') },
    committed: { ...BASE, [OPEN]: CHECKOUT },
    builtAt: NOW,
    pages: ['', PAGE],
  },
  {
    name: 'theme',
    says: 'With a mark and an accent of its own',
    files: {
      ...BASE,
      'status.yaml': `${SITE}theme: { accent: "#8a2be2", mark: mark.svg }\n`,
      'mark.svg':
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#8a2be2"/><path d="M18 14v36M46 14L24 32l22 18" fill="none" stroke="#fff" stroke-width="8"/></svg>',
    },
    builtAt: NOW,
    pages: ['', 'subscribe/'],
  },
];
