import { expect, test } from 'vitest';
import { SHOP } from '../support/scratch.ts';
import { shopRepository } from '../support/shop-repository.ts';

const ROTA = `people: { incident-commander: ["@amina", "@jo"] }
on-call:
  incident-commander:
    timezone: UTC
    shifts:
      - { from: "08:00", to: "20:00", people: ["@amina"] }
      - { from: "20:00", to: "08:00", people: ["@jo"] }
`;

test.each([
  ['2026-11-22T09:00Z', '@amina'],
  ['2026-11-22T03:00Z', '@jo'],
])('V9.1: an incident that is opened at %s is led by %s, who is on call then', (now, person) => {
  const shop = shopRepository({ files: { 'status.yaml': `${SHOP['status.yaml']}${ROTA}` } });
  const ran = shop.incident([
    ...['open', '--severity', 'sev-1', '--component', 'checkout', '--now', now, '--dry-run'],
  ]);
  expect(ran.out).toContain(`commander: "${person}"`);
});
