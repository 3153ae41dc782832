import { fixed, incident } from '../../support/shop-files.ts';
import type { Files } from '../../support/shop-files.ts';

// All that a company writes is Greek here: whatever is in other letters on a page was written by us.

const FIRST = 'Διερευνούμε το πρόβλημα.';

const SITE = `name: Κιόσκι
url: https://kiosk.example/status
policy: sop
timezone: Europe/Athens
contact: { email: help@kiosk.example, url: "https://kiosk.example/help" }
subscribe: { email: "mailto:news@kiosk.example" }
links: [{ label: Αρχική, url: "https://kiosk.example/" }]
footer: Κιόσκι, Αθήνα
images: all
`;

/** A policy whose words are its own. */
const SOP = `extends: vayva
name: Διαδικασία
severities:
  sev-1: { name: Κρίσιμο, definition: [Όλα σταματούν], examples: [Βλάβη] }
  sev-2: { name: Σοβαρό, definition: [Κάτι σταματά], examples: [Αργές σελίδες] }
  sev-3: { name: Ελαφρύ, definition: [Μικρό πρόβλημα], examples: [Λάθος εικόνα] }
  sev-4: { name: Τίποτα, impact: none, public: always, first-update: 8h office hours, definition: [Κανένα], examples: [Κανένα] }
maintenance: { notice: 48h }
office-hours: { timezone: Europe/Athens }
security: { approver: incident-commander, disclose-within: 5d }
`;

function component(name: string, order: number, more = ''): string {
  return `---\nname: ${name}\norder: ${order}\n${more}---\nΓια όλους.\n`;
}

function past(title: string, day: string, more = ''): string {
  return incident({
    title,
    components: 'checkout: degraded',
    detected: `${day}T08:00Z`,
    more,
    internal: fixed(`${day}T08:29Z`),
    updates: [
      [`${day}T08:05Z investigating`, FIRST],
      [`${day}T08:30Z monitoring`, 'Παρακολουθούμε.'],
      [`${day}T09:05Z resolved`, 'Τέλος.'],
    ],
  });
}

function maintenance(title: string, starts: string, ends: string): string {
  return `---
kind: maintenance
title: ${title}
components: { orders: degraded, api: partial-outage, checkout: major-outage }
internal: { commander: "@sam" }
starts: ${starts}
ends: ${ends}
---

## 2026-11-18T09:00Z scheduled

Μετακινούμε τις παραγγελίες.
`;
}

function notice(title: string, starts: string, ends: string): string {
  return `---
kind: notice
title: ${title}
starts: ${starts}
ends: ${ends}
---

## 2026-11-18T09:00Z announced

Η υποστήριξη απαντά ως τις δέκα.
`;
}

/** Two hours of trouble that nobody noticed for days. */
const FOUND_LATE = `---
title: Διπλές παραγγελίες
severity: sev-2
components: { old: degraded }
started: 2026-11-12T09:00Z
ended: 2026-11-12T11:00Z
detected: 2026-11-14T09:00Z
internal: { source: alert, commander: "@people-are-internal", fixed: 2026-11-12T11:00Z }
---

## 2026-11-14T09:05Z investigating

${FIRST}

## 2026-11-14T10:00Z resolved

Τέλος.
`;

const REVIEW = `---
incident: 2026-11-20-checkout
publish: true
published: 2026-11-21T10:00Z
---

## Public summary

Μάθαμε πολλά.
`;

/** A page with something of everything: all that there are words for. */
export const GREEK_SHOP: Files = {
  'status.yaml': SITE,
  'policies/sop.yaml': SOP,
  'components/checkout.md': component('Ταμείο', 1, 'group: Κατάστημα\nslo: 99.9\n'),
  'components/orders.md': component('Παραγγελίες', 2, 'group: Κατάστημα\nslo: 99\n'),
  'components/api.md': component('Διεπαφή', 3),
  'components/search.md': component('Αναζήτηση', 4, 'slo: 99.9\n'),
  'components/mail.md': component('Μηνύματα', 5),
  'components/old.md': component('Παλιό κατάστημα', 7, 'retired: 2026-11-20\n'),
  'components/more.md': component('Περισσότερα', 8),
  'components/quiet.md': component('Ησυχία', 6),
  // Open, with many updates, one of them corrected, and the next one late.
  'incidents/2026-11-22-checkout.md': incident({
    title: 'Οι πληρωμές αποτυγχάνουν',
    components: 'checkout: partial-outage, orders: degraded',
    detected: '2026-11-22T06:00Z',
    updates: [
      ['2026-11-22T06:10Z investigating', FIRST],
      ...Array.from({ length: 13 }, (_, at) => [`2026-11-22T06:${20 + at}Z update`, 'Συνεχίζουμε.'] as const),
      ['2026-11-22T07:00Z identified (corrected 2026-11-22T07:10Z)', 'Βρήκαμε την αιτία.'],
    ],
  }),
  // Open, and only watched; over, and watched for a while after customers were no longer affected.
  'incidents/2026-11-22-mail.md': incident({
    title: 'Η ησυχία επέστρεψε',
    components: 'mail: degraded',
    detected: '2026-11-22T09:00Z',
    updates: [
      ['2026-11-22T09:10Z investigating', FIRST],
      ['2026-11-22T11:00Z monitoring\nAffects: mail operational', 'Παρακολουθούμε.'],
    ],
  }),
  'incidents/2026-11-11-mail.md': incident({
    title: 'Δύο λεπτά',
    components: 'mail: degraded',
    detected: '2026-11-11T09:00Z',
    internal: fixed('2026-11-11T09:02Z'),
    updates: [
      ['2026-11-11T09:03Z monitoring\nAffects: mail operational', 'Παρακολουθούμε.'],
      ['2026-11-11T09:40Z resolved', 'Τέλος.'],
    ],
  }),
  // Open, without an update.
  'incidents/2026-11-22-api.md': incident({
    title: 'Η διεπαφή δεν απαντά',
    components: 'api: major-outage',
    detected: '2026-11-22T11:58Z',
    updates: [],
  }),
  'incidents/2026-11-22-broken.md': '---\ntitle: [\n---\n',
  'incidents/2026-11-21-mail.md': past(
    'Αργά μηνύματα',
    '2026-11-21',
    'postmortem-approved: 2026-11-21T12:00Z\n',
  ).replace('sev-2', 'sev-1'),
  'incidents/2026-11-19-mail.md': past('Μικρό λάθος', '2026-11-19', 'customer-facing: true\n').replace(
    'sev-2',
    'sev-3',
  ),
  'incidents/2026-11-18-mail.md': past('Κάτι', '2026-11-18').replace('sev-2', 'sev-4'),
  // Over two days, of more components than a line names.
  'incidents/2026-11-16-all.md': incident({
    title: 'Όλα είναι αργά',
    components:
      'checkout: degraded, orders: degraded, api: degraded, search: degraded, mail: degraded, old: degraded, more: degraded',
    detected: '2026-11-16T20:00Z',
    internal: fixed('2026-11-17T02:00Z'),
    updates: [
      ['2026-11-16T20:05Z investigating', FIRST],
      ['2026-11-17T03:00Z resolved', 'Τέλος.'],
    ],
  }),
  // On its second day, another one.
  'incidents/2026-11-17-mail.md': past('Κάτι άλλο', '2026-11-17'),
  'incidents/2026-11-20-checkout.md': past(
    'Αργές πληρωμές',
    '2026-11-20',
    'postmortem-approved: 2026-11-21T09:00Z\nimported: { from: statuspage, id: a, url: "https://kiosk.example/status/incidents/7k5wl5j4f1t4" }\n',
  ),
  'incidents/2026-10-20-checkout.md': past('Αργές σελίδες', '2026-10-20'),
  'incidents/2025-10-20-checkout.md': past('Παλιό πρόβλημα', '2025-10-20'),
  'incidents/2026-11-22-move.md': maintenance('Μετακόμιση', '2026-11-22T11:00Z', '2026-11-22T13:00Z'),
  'incidents/2026-11-22-check.md': maintenance('Έλεγχος', '2026-11-22T10:00Z', '2026-11-22T13:00Z').replace(
    /$/,
    '\n## 2026-11-22T11:30Z verifying\n\nΕλέγχουμε.\n',
  ),
  'incidents/2026-11-29-move.md': maintenance('Δεύτερη μετακόμιση', '2026-11-29T01:00Z', '2026-11-29T04:00Z'),
  'incidents/2026-11-10-move.md': maintenance(
    'Πρώτη μετακόμιση',
    '2026-11-10T01:00Z',
    '2026-11-10T04:00Z',
  ).replace('11-18T09', '11-05T09'),
  'incidents/2026-11-21-move.md': maintenance('Ματαίωση', '2026-11-21T01:00Z', '2026-11-21T04:00Z').replace(
    /$/,
    '\n## 2026-11-19T11:30Z completed\n\nΔεν θα γίνει.\n',
  ),
  'incidents/2026-11-14-old.md': FOUND_LATE,
  'incidents/2026-11-20-support.md': notice('Υποστήριξη', '2026-11-20T08:00Z', '2026-11-24T08:00Z'),
  'incidents/2026-11-18-support.md':
    notice('Ώρες', '2026-11-18T09:00Z', '2026-11-30T08:00Z') + '\n## 2026-11-19T09:00Z ended\n\nΤέλος.\n',
  'incidents/2026-12-20-support.md': notice('Γιορτές', '2026-12-20T08:00Z', '2026-12-27T08:00Z'),
  'postmortems/2026-11-20-checkout.md': REVIEW,
};

/** A page that says nothing yet. */
export const EMPTY_SHOP: Files = {
  'status.yaml': SITE.replace('/status\n', '\n')
    .replace('images: all', 'images: off')
    .replace('mailto:news@kiosk.example', 'https://kiosk.example/mail'),
  'policies/sop.yaml': SOP,
};

/** What was broken in it since it was committed. */
export const BROKEN_LATER: Files = {
  'incidents/2026-10-20-checkout.md': '---\ntitle: [\n---\n',
  'status.yaml': `${SITE}timezone: Nowhere\n`,
};
