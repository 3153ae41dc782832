import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';

const POLICY = readFileSync(new URL('../../presets/vayva.yaml', import.meta.url), 'utf8');
const NOW = Date.parse('2026-11-22T10:00Z');

function incident(components: string, updates: string, more = ''): string {
  return `---\ntitle: x\nseverity: sev-2\ncomponents: { ${components} }\ndetected: 2026-11-22T09:00Z\n${more}---\n${updates}`;
}

const MERGED = incident(
  'checkout: partial-outage',
  '\n## 2026-11-22T09:05Z investigating\n\nx\n\n## 2026-11-22T09:30Z merged\n\nx\n',
  'merged-into: other\n',
);
const OPEN = '\n## 2026-11-22T09:05Z investigating\n\nx\n';

function problems(other: string): string[] {
  const content = parseContent({
    site: { path: 'status.yaml', text: 'name: Shop\nurl: https://shop.example/status\npolicy: vayva\n' },
    policies: [{ path: 'policies/vayva.yaml', text: POLICY }],
    components: ['checkout', 'orders'].map((id) => ({
      path: `components/${id}.md`,
      text: `---\nname: ${id}\n---\n`,
    })),
    incidents: [
      { path: 'incidents/merged.md', text: MERGED },
      { path: 'incidents/other.md', text: other },
    ],
    postmortems: [],
    unread: [],
  });
  return validateContent(content, NOW).flatMap(({ rule, message }) =>
    rule === 'valid-merge' ? [message] : [],
  );
}

test.each([
  ['affects as much', incident('checkout: partial-outage', OPEN), []],
  ['affects more', incident('checkout: major-outage, orders: degraded', OPEN), []],
  [
    'affects it from an update a minute later',
    incident(
      'orders: degraded',
      `${OPEN}\n## 2026-11-22T09:31Z update\nAffects: checkout partial-outage\n\nx\n`,
    ),
    [],
  ],
  [
    'was better long before, and is over later',
    incident('checkout: partial-outage', `${OPEN}\n## 2026-11-22T09:50Z resolved\n\nx\n`),
    [],
  ],
  [
    'was over before',
    incident('checkout: partial-outage', `${OPEN}\n## 2026-11-22T09:20Z resolved\n\nx\n`),
    ['other was over by then.'],
  ],
  [
    'does not affect the component',
    incident('orders: degraded', OPEN),
    ['"checkout" looks better in other than it was here.'],
  ],
  [
    'affects it less',
    incident('checkout: degraded', OPEN),
    ['"checkout" looks better in other than it was here.'],
  ],
])('V13.1: an incident is merged into one that %s', (_name, other, expected) => {
  expect(problems(other)).toEqual(expected);
});
