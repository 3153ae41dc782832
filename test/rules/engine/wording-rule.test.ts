import { expect, test } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import type { Diagnostic } from '../../../src/content/finding.ts';
import { applyFixes, selectCompatibleFixes } from '../../../src/content/finding.ts';
import { RULES } from '../../../src/rules/index.ts';
import { lintIncidentFile } from '../../../src/rules/engine/lint.ts';
import { WORDING_RULE_IDS } from '../../../src/content/writing-checks.ts';
import { EXAMPLE_NOW, PRESETS } from '../../support/example-content.ts';
import { createRuleContext } from '../../../src/rules/engine/context.ts';

const rules = RULES.filter(({ id }) => Object.values(WORDING_RULE_IDS).some((rule) => rule === id));

const incident = (body: string, title = 'Some orders fail at checkout'): string => `---
title: ${title}
severity: sev-1
components: { checkout: partial-outage }
detected: 2026-11-22T09:02Z
---

## 2026-11-22T09:10Z investigating

${body}
`;

function judge(
  text: string,
  wording = 'jargon: on',
): { readonly findings: readonly Diagnostic[]; readonly fixed: string } {
  const source = { path: 'incidents/example.md', text };
  const { siteContext, incidents } = parseContent({
    site: {
      path: 'status.yaml',
      text: 'name: Vayva\nurl: https://vayva.shop/status\npolicy: own\nsuppliers: [Mapwise]\n',
    },
    policies: [{ path: 'policies/own.yaml', text: `extends: vayva\nwording:\n  ${wording}\n` }, ...PRESETS],
    components: [{ path: 'components/checkout.md', text: '---\nname: Checkout\ngroup: DNS\n---\n' }],
    incidents: [source],
    postmortems: [],
  });
  const context = createRuleContext(siteContext!, incidents, EXAMPLE_NOW);
  const diagnostics = incidents.flatMap((event) => lintIncidentFile(event, context, rules));
  return { findings: diagnostics, fixed: applyFixes(source, selectCompatibleFixes(diagnostics)) };
}

const said = (text: string, wording = 'jargon: on'): readonly string[] =>
  judge(text, wording).findings.map(({ rule, level }) => `${level} ${rule}`);

test("V6.2: the policy's word on a rule: on, warn or off", () => {
  const text = incident('Our load balancer is slow.');
  expect(said(text)).toEqual(['error no-jargon']);
  expect(said(text, 'jargon: warn')).toEqual(['warn no-jargon']);
  expect(said(text, 'jargon: off')).toEqual([]);
});

test('V6.2: allowed terms and the glossary of the policy', () => {
  expect(
    said(incident('Our load balancers are slow.'), 'allow: { load balancer: our customers rent them }'),
  ).toEqual([]);
  const { findings, fixed } = judge(incident('One SKU is missing.'), 'glossary: { SKU: product }');
  expect(findings.map(({ rule }) => rule)).toEqual(['no-jargon']);
  expect(fixed).toContain('One product is missing.');
});

test("V6.1, V6.2: the site's suppliers, components and groups are known", () => {
  expect(said(incident('Mapwise is having trouble.'))).toEqual(['error no-blame']);
  expect(said(incident('DNS is slow.'))).toEqual([]);
});

test('V6.3: a suppression with a reason applies to its update; an unused one is an error', () => {
  const suppression = '<!-- allow no-promised-fix-time: the bank confirmed it in writing -->\n';
  expect(said(incident(`${suppression}Payments will be back by 14:00 UTC.`))).toEqual([]);
  expect(said(incident(`${suppression}Payments will be back.`))).toEqual(['error no-unused-suppression']);
});

test('V12.2: the cadence of the severity that the incident has', () => {
  expect(said(incident('The next update comes in 45 minutes.'))).toEqual(['error no-promised-fix-time']);
  expect(said(incident('The next update comes in 30 minutes.'))).toEqual([]);
});

test('titles are read, and fixed where they stand', () => {
  for (const title of ['A small number of orders fail', '"A small number of orders fail"']) {
    const { findings, fixed } = judge(incident('We are investigating.', title));
    expect(findings.map(({ rule, location }) => [rule, location.line])).toEqual([['no-minimising', 2]]);
    expect(fixed).toContain(title.replace('A small number of', 'Some'));
  }
});
