import type { PageFiles } from '../support/status-view-from-files.ts';

/** A SEV-1 with two components that it came to by turns. */
export const OPEN_SEV_1 = `---
title: Nobody can pay
severity: sev-1
components: { checkout: major-outage, whatsapp: degraded }
started: 2026-11-22T09:00Z
detected: 2026-11-22T09:02Z
internal:
  source: alert
  commander: "@amina"
  cause: the-secret-cause
---

## 2026-11-22T09:05Z investigating (corrected 2026-11-22T09:08Z)

We are investigating a **service disruption** affecting Checkout.
Orders & carts <safe>.

<!-- allow no-promised-fix-time: the-secret-reason -->

## 2026-11-22T09:20Z identified

The fault is found. See [the guide](https://vayva.shop/guide).

- Pay by card: down
- Pay by transfer: down

## 2026-11-22T09:40Z monitoring
Affects: checkout degraded

Payments go through again.
`;

export const RESOLVED = `---
title: Some messages were late
severity: sev-2
components: { whatsapp: partial-outage }
detected: 2026-11-20T09:02Z
---

## 2026-11-20T09:10Z investigating

Messages are late.

## 2026-11-20T10:10Z resolved

The issue affecting WhatsApp has been resolved.
`;

const maintenance = (starts: string, ends: string): string => `---
title: Upgrade of the order books
kind: maintenance
components: { orders: partial-outage }
starts: ${starts}
ends: ${ends}
---

## 2026-11-20T08:00Z scheduled

Orders can be slow while we upgrade.
`;

export const UPCOMING = maintenance('2026-11-23T22:00Z', '2026-11-23T23:30Z');
export const UNDER_WAY = maintenance('2026-11-22T11:00Z', '2026-11-22T13:00Z');

/** A maintenance that was talked through to its end. */
export const COMPLETED = `---
title: Move to a new data centre
kind: maintenance
components: { checkout: degraded, orders: operational }
starts: 2026-11-21T22:00Z
ends: 2026-11-21T23:00Z
---

## 2026-11-19T08:00Z scheduled

We move.

## 2026-11-21T22:00Z in-progress

We are moving.

## 2026-11-21T22:40Z completed

We have moved.
`;

/** The situations that every machine path is held to. */
export const SITUATIONS: Readonly<Record<string, PageFiles>> = {
  'no incident': {},
  'open SEV-1': { incidents: { '2026-11-22-pay': OPEN_SEV_1 } },
  'open maintenance': { incidents: { '2026-11-22-books': UNDER_WAY } },
  resolved: { incidents: { '2026-11-20-late': RESOLVED, '2026-11-21-move': COMPLETED } },
  'upcoming maintenance': { incidents: { '2026-11-23-books': UPCOMING } },
  'grouped components': {
    components: {
      eu: 'name: API\ngroup: Europe\norder: 1',
      us: 'name: API\ngroup: United States\norder: 2',
      checkout: 'name: Checkout\norder: 0',
      orders: 'name: Orders\ngroup: Europe\norder: 3',
      whatsapp: 'name: "Wh<a>ts & \\"App\\""\norder: 9',
    },
    incidents: { '2026-11-22-pay': OPEN_SEV_1, '2026-11-22-books': UNDER_WAY, '2026-11-20-late': RESOLVED },
    site: 'name: Vayva\nurl: https://status.example/\npolicy: vayva\ntimezone: UTC\n',
  },
};
