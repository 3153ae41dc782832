import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import type { Diagnostic } from '../../../src/content/finding.ts';
import { parseIncident } from '../../../src/content/parse-incident.ts';
import { parsePolicy } from '../../../src/content/policy.ts';
import {
  isDisplayable,
  lintIncidentFiles,
  lintIncidentFile,
  lintPolicy,
} from '../../../src/rules/engine/lint.ts';
import { EXAMPLE_NOW, exampleContent, PRESETS } from '../../support/example-content.ts';
import { RESOLUTION, RESOLVED_INTERNAL } from '../../support/resolved-incident.ts';
import { createRuleContext } from '../../../src/rules/engine/context.ts';

const incident = ({
  title = 'Some orders fail at checkout',
  extra = '',
  preamble = '',
  end = '10:40',
  body = RESOLUTION,
} = {}): string => `---
title: ${title}
severity: sev-2
components: { checkout: partial-outage }
detected: 2026-11-22T09:02Z
${extra}${RESOLVED_INTERNAL}---
${preamble}
## 2026-11-22T09:10Z investigating

We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.

## 2026-11-22T${end}Z resolved

${body}
`;

const IMPORTED = 'imported: { from: another tool, id: "42" }\n';

/** The findings of one file, by rule and level, with the company's own policy where one is given. */
function found(text: string, own?: string): string[] {
  const policies =
    own === undefined
      ? PRESETS
      : [{ path: 'policies/own.yaml', text: `name: Own\nextends: vayva\n${own}` }, ...PRESETS];
  const content = parseContent({
    site: {
      path: 'status.yaml',
      text: `name: Vayva\nurl: https://vayva.shop/status\npolicy: ${own === undefined ? 'vayva' : 'own'}\n`,
    },
    policies,
    components: [{ path: 'components/checkout.md', text: '---\nname: Checkout\n---\n' }],
    incidents: [{ path: 'incidents/example.md', text }],
    postmortems: [],
  });
  const diagnostics = [
    ...content.diagnostics,
    ...lintIncidentFiles(content.siteContext!, content.incidents, EXAMPLE_NOW),
  ];
  return diagnostics.map(({ rule, level }) => `${level} ${rule}`);
}

describe('a suppression', () => {
  const early = { end: '10:20' };
  const suppression = `<!-- allow require-monitoring-time: the supplier confirmed it, agreed with @tunde -->`;

  test('suppresses a rule in its own update', () => {
    expect(found(incident())).toEqual([]);
    expect(found(incident(early))).toEqual(['error require-monitoring-time']);
    expect(found(incident({ ...early, body: `${suppression}\n${RESOLUTION}` }))).toEqual([]);
    expect(found(incident({ ...early, body: `${RESOLUTION}\n\n${suppression}` }))).toEqual([]);
  });

  test('covers its own update only, and is reported when it has no effect', () => {
    expect(found(incident({ ...early, preamble: `\n${suppression}\n` }))).toEqual([
      'error require-monitoring-time',
      'error no-unused-suppression',
    ]);
    expect(found(incident({ body: `${suppression}\n${RESOLUTION}` }))).toEqual([
      'error no-unused-suppression',
    ]);
  });

  test('before the first update covers the front matter', () => {
    const preamble = '\n<!-- allow valid-title: the name that customers know it by -->\n';
    expect(found(incident({ title: 'Checkout', preamble }))).toEqual([]);
    expect(found(incident({ title: 'Checkout' }))).toEqual(['error valid-title']);
  });

  test('needs a reason and a rule that exists', () => {
    expect(
      found(incident({ ...early, body: `<!-- allow require-monitoring-time: -->\n${RESOLUTION}` })),
    ).toEqual(['error valid-format']);
    expect(found(incident({ body: `<!-- allow monitoring: because -->\n${RESOLUTION}` }))).toEqual([
      'error no-unused-suppression',
    ]);
  });

  test('does not cover a rule without which there is no right page', () => {
    const text = incident({ preamble: '\n<!-- allow valid-component: it has no file -->\n' }).replace(
      'checkout:',
      'till:',
    );
    expect(found(text)).toContain('error valid-component');
    expect(found(text)).toContain('error no-unused-suppression');
  });
});

describe('the level of a rule', () => {
  test('is what the policy says', () => {
    const text = incident({ end: '10:20' });
    expect(found(text, 'rules: { require-monitoring-time: warn }\n')).toEqual([
      'warn require-monitoring-time',
    ]);
    expect(found(text, 'rules: { require-monitoring-time: off }\n')).toEqual([]);
  });

  test('is a warning at most for what was imported, unless the page depends on it', () => {
    const text = incident({ end: '10:20', extra: IMPORTED });
    expect(found(text)).toEqual(['warn require-monitoring-time']);
    expect(found(text.replace('checkout: partial', 'till: partial'))).toContain('error valid-component');
  });

  test('holds for rules on policies too', () => {
    const own = (rules: string) => {
      const text = `name: Own\nextends: vayva\nseverities: { sev-1: { resolution: { after-fix: 10m } } }\nrules: { ${rules} }\n`;
      return lintPolicy(parsePolicy('own', [{ path: 'policies/own.yaml', text }, ...PRESETS]).value!).map(
        ({ level }) => level,
      );
    };
    expect(new Set(own(''))).toEqual(new Set(['error']));
    expect(new Set(own('valid-policy-cadence: warn'))).toEqual(new Set(['warn']));
    expect(own('valid-policy-cadence: off')).toEqual([]);
  });
});

test('V1.1, U1.1: a finding names a clause of the SOP that the site keeps', () => {
  const clauses = (policy: string) => {
    const text = incident({ title: 'Checkout' }).replace('sev-2', 'severity-99').replace('source: alert', '');
    const content = exampleContent([{ path: 'incidents/example.md', text }], policy);
    const diagnostics = lintIncidentFiles(content.siteContext!, content.incidents, EXAMPLE_NOW);
    return Object.fromEntries(diagnostics.map(({ rule, clause }) => [rule, clause]));
  };
  expect(clauses('vayva')).toMatchObject({
    'valid-severity': 'V1.1',
    'require-detection-source': 'V2.1',
    'valid-title': 'V13.1',
  });
  expect(clauses('vauntico')).toMatchObject({
    'valid-severity': 'U1.1',
    'require-detection-source': 'U3.1',
    'valid-title': undefined,
  });
});

test('an entry is shown unless a rule that its page depends on complains', () => {
  const shown = (text: string) => {
    const content = exampleContent([{ path: 'incidents/example.md', text }]);
    return isDisplayable(
      content.incidents[0]!,
      createRuleContext(content.siteContext!, content.incidents, EXAMPLE_NOW),
    );
  };
  expect(shown(incident({ title: 'TODO', end: '09:20' }))).toBe(true);
  expect(shown(incident().replace('sev-2', 'sev-9'))).toBe(false);
  expect(shown(incident().replace('checkout: partial', 'till: partial'))).toBe(false);
});

test('with any incident, validation ends, and every finding is inside the file', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '[component]',
      '[specific impact]',
      '<!--',
      '-->',
      '<b',
      '](',
      '![',
      '```',
      'TODO',
      '\n',
      'All systems are now operational.',
      '[x]: javascript:',
      '&#x6a;',
      'Affects: checkout degraded\n',
      'Severity: sev-1\n',
      '\n## 2026-11-22T10:00Z update\n',
      '\n## 2026-11-22T08:00Z resolved\n',
    ),
    fc.string({ maxLength: 12 }),
  );
  const context = createRuleContext(exampleContent([]).siteContext!, [], EXAMPLE_NOW);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const source = { path: 'incidents/example.md', text: incident({ body: parts.join(' ') }) };
      const { value } = parseIncident(source);
      const diagnostics: Diagnostic[] = value ? lintIncidentFile(value, context) : [];
      const lines = source.text.split('\n').length;
      for (const { location, fix } of diagnostics) {
        expect(location.line).toBeGreaterThanOrEqual(1);
        expect(location.endLine).toBeLessThanOrEqual(lines);
        if (fix) expect(fix.start >= 0 && fix.start <= fix.end && fix.end <= source.text.length).toBe(true);
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});
