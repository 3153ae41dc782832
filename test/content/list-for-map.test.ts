import { expect, test } from 'vitest';
import { applyFixes, selectCompatibleFixes } from '../../src/content/finding.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';

const incident = (components: string) => ({
  path: 'incidents/example.md',
  text: `---\ntitle: Orders fail\nseverity: sev-2\n${components}\ndetected: 2026-11-22T09:02Z\n---\n\n## 2026-11-22T09:10Z investigating\n\nOrders fail.\n`,
});

test.each([
  [
    'components:\n  - checkout: degraded\n  - orders: partial-outage',
    'components:\n  checkout: degraded\n  orders: partial-outage',
  ],
  ['components:\n- checkout: degraded # half of them', 'components:\n  checkout: degraded # half of them'],
])('V12.2: a list of components with states, %j, is written without "-"', (written, expected) => {
  const source = incident(written);
  const { diagnostics } = parseIncident(source);
  expect(diagnostics.map(({ message, help }) => `${message} ${help}`)).toEqual([
    '"components" is a list; expected names with values, one per line. Leave out each "-".',
  ]);
  expect(applyFixes(source, selectCompatibleFixes(diagnostics))).toContain(`${expected}\n`);
});

test.each([
  'components: [checkout]',
  'components:\n  - checkout\n  - orders: degraded',
  'components:\n  - checkout\n  - checkout',
])('V12.2: %j lacks a state, which only a person knows', (written) => {
  const { diagnostics } = parseIncident(incident(written));
  expect(diagnostics.map(({ help }) => help)).toEqual([
    'Write a value after each name, without "-" or brackets: checkout: operational, degraded, partial-outage or major-outage.',
  ]);
  expect(diagnostics[0]).not.toHaveProperty('fix');
});
