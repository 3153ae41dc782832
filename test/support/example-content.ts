import { readFileSync } from 'node:fs';
import { parseContent } from '../../src/content/content.ts';
import type { Content } from '../../src/content/content.ts';
import type { PictureFile } from '../../src/content/pictures/picture.ts';
import type { SourceFile } from '../../src/content/source.ts';

/** The time at which every example is validated. */
export const EXAMPLE_NOW = Date.UTC(2026, 10, 22, 12, 0);

/** The policies that ship with the engine. */
export const PRESETS = ['standard', 'vauntico', 'vayva'].map((id) => ({
  path: `presets/${id}.yaml`,
  text: readFileSync(new URL(`../../presets/${id}.yaml`, import.meta.url), 'utf8'),
}));

/** A policy with a part that no preset has: security incidents. */
const COMPANY = {
  path: 'policies/company.yaml',
  text: 'name: Company\nextends: vayva\nsecurity: { approver: engineering-lead, disclose-within: 90d }\n',
};

const COMPONENTS = {
  checkout: 'Checkout',
  orders: 'Orders',
  dashboard: 'Dashboard',
  payments: 'Payments',
  whatsapp: 'WhatsApp messaging',
  'fraud-check': 'Fraud check',
};

const MORE_FRONT_MATTER: Readonly<Record<string, string>> = {
  whatsapp: 'since: 2026-02-01\n',
  payments: 'retired: 2026-12-31\n',
  'fraud-check': 'hidden: true\n',
};

/** A small shop's content root, with the incident files given, on either preset. */
export function exampleContent(
  incidents: readonly SourceFile[],
  policy = 'vayva',
  postmortems: readonly SourceFile[] = [],
  pictures: readonly PictureFile[] = [],
): Content {
  return parseContent({
    site: {
      path: 'status.yaml',
      text: `name: Vayva\nurl: https://vayva.shop/status\npolicy: ${policy}\ntimezone: Africa/Lagos\nsuppliers: [Paystack]\n`,
    },
    policies: policy === 'company' ? [...PRESETS, COMPANY] : PRESETS,
    components: Object.entries(COMPONENTS).map(([id, name]) => ({
      path: `components/${id}.md`,
      text: `---\nname: ${name}\n${MORE_FRONT_MATTER[id] ?? ''}---\n`,
    })),
    incidents,
    postmortems,
    pictures,
  });
}

/** The incident that the examples of postmortems review: the worst severity, over. */
export function reviewedIncident(policy = 'vayva'): string {
  return `---
title: Some orders fail at checkout
severity: ${policy === 'vauntico' ? 'severity-1' : 'sev-1'}
components: { checkout: partial-outage }
detected: 2026-11-22T09:02Z
internal:
  commander: "@amina"
  acknowledged: 2026-11-22T09:04Z
  fixed: 2026-11-22T10:02Z
---

## 2026-11-22T09:06Z investigating

We are looking.

## 2026-11-22T10:05Z monitoring

We are watching.

## 2026-11-22T10:38Z resolved

It is over.
`;
}
