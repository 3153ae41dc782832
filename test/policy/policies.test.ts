import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseContent } from '../../src/content/content.ts';
import { hasErrors } from '../../src/content/finding.ts';
import type { SiteContext } from '../../src/content/content.ts';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import { NO_EVIDENCE } from '../../src/deadlines/evidence.ts';
import { renderFormFiles } from '../../src/issue-forms/issue-template-yaml.ts';
import { listOrigins } from '../../src/policy/policy-origins.ts';
import { renderSopPage } from '../../src/policy/sop-page.ts';
import { findTrialProblems } from '../../src/policy/trial-findings.ts';
import { tryPolicy } from '../../src/policy/trial.ts';
import { createDrillScenarios } from '../../src/response/drill-scenarios.ts';
import { openIncident } from '../../src/response/open.ts';
import { planChange } from '../../src/response/plan.ts';
import { recipientsOf } from '../../src/response/notify.ts';
import { parseChangedEvent } from '../../src/response/change.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import { EXAMPLE_NOW, PRESETS } from '../support/example-content.ts';

const duration = fc.constantFrom('5m', '30m', '2h', '3d');
const limit = fc.constantFrom('5m', '30m', '2h', '3d', '2h office hours', '5 business days');
const interval = fc.record({ due: limit, late: limit });
const optional = (values: Record<string, fc.Arbitrary<unknown>>) => fc.record(values, { requiredKeys: [] });
const text = fc.constantFrom(
  'We are investigating errors with [component].',
  'Some customers cannot use [component]: [specific impact]. We are sorry.',
  'It will be fixed by 3pm, we promise.',
  '[component] [nonsense]',
  'Everything is fine.',
);
const templates = optional(
  Object.fromEntries(
    ['first', 'over', 'identified', 'monitoring', 'no-change', 'resolved', 'resolved-partly'].map((key) => [
      key,
      text,
    ]),
  ),
);
const severity = fc.record(
  {
    name: fc.constantFrom('Critical', 'Low', 'P1'),
    impact: fc.constantFrom('none', 'minor', 'major', 'critical'),
    public: fc.constantFrom('always', 'customer-facing', 'never'),
    acknowledge: limit,
    'first-update': limit,
    updates: fc.record(
      {
        due: limit,
        late: limit,
        phases: fc.record({ monitoring: interval }),
        ages: fc.array(fc.record({ after: duration, due: limit, late: limit }), { maxLength: 2 }),
        'longest-promise': duration,
      },
      { requiredKeys: ['due', 'late'] },
    ),
    'internal-updates': limit,
    'customer-email': limit,
    'fix-within': limit,
    resolution: fc.record({ 'after-fix': limit }),
    escalation: fc.subarray(['lead', 'nobody']),
    notify: fc.subarray(['lead', 'everyone']),
    templates,
  },
  { requiredKeys: ['name', 'impact'] },
);
const severities = fc
  .array(severity, { minLength: 1, maxLength: 5 })
  .map((list) => Object.fromEntries(list.map((one, index) => [`s${index + 1}`, one])));

const policyData = fc.record(
  {
    name: fc.constant('Generated'),
    severities,
    extends: fc.constantFrom('standard', 'vayva', 'vauntico'),
    replace: fc.constant(['severities']),
    roles: fc.constantFrom(
      { lead: { name: 'Lead' } },
      { lead: { name: 'Lead', deputies: ['second'] }, second: { name: 'Second' } },
    ),
    'office-hours': fc.constantFrom('off', { timezone: 'Europe/Paris', holidays: { 2026: ['2026-12-25'] } }),
    'hand-over': fc.oneof(duration, fc.constant('off')),
    required: fc.record({ commander: fc.constant('lead'), source: fc.boolean() }),
    resolve: fc.record({ cause: fc.boolean(), fix: fc.boolean(), tested: fc.boolean() }),
    monitoring: fc.oneof(duration, fc.constant('off')),
    verification: fc.oneof(fc.constant({ metrics: 'Metrics are normal' }), fc.constant('off')),
    templates,
    impact: fc.boolean(),
    apology: fc.boolean(),
    publishing: fc.record({ approver: fc.constant('lead'), 'approval-timeout': duration }),
    maintenance: optional({ notice: duration, close: duration, templates: optional({ completed: text }) }),
    postmortem: fc.oneof(
      fc.constant('off'),
      fc.record({
        due: limit,
        for: fc.subarray(['s1', 's2', 'none']),
        'by-severity': fc.constantFrom({}, { s1: { due: '1d', sections: [{ title: 'Summary' }] } }),
      }),
    ),
    'impact-phrases': fc.array(fc.constantFrom('slow pages', 'errors', '[impact]'), {
      minLength: 1,
      maxLength: 2,
    }),
    wording: fc.constantFrom('off', { jargon: 'warn' }),
  },
  { requiredKeys: ['name', 'severities'] },
);

function contentOf(data: object, language: string) {
  return parseContent({
    site: {
      path: 'status.yaml',
      text: `name: Shop\nurl: https://status.shop.example\npolicy: own\nlanguage: ${language}\n`,
    },
    policies: [{ path: 'policies/own.yaml', text: stringify(data) }, ...PRESETS],
    components: [{ path: 'components/checkout.md', text: '---\nname: Checkout\n---\n' }],
    incidents: [],
    postmortems: [],
  });
}

test('every policy that the schema accepts is played, shown and planned with, and its trial finds what its rules refuse', () => {
  let accepted = 0;
  fc.assert(
    fc.property(policyData, fc.constantFrom('en', 'fr'), (data, language) => {
      const content = contentOf(data, language);
      validateContent(content, EXAMPLE_NOW);
      if (!content.siteContext) return;
      accepted += 1;
      const { siteContext } = content;
      const steps = tryPolicy(siteContext, EXAMPLE_NOW);
      const refused = steps.filter(({ findings }) => findings.some(({ level }) => level === 'error'));
      const problems = findTrialProblems(siteContext, steps);
      expect(hasErrors(problems)).toBe(refused.length > 0);
      renderSopPage(siteContext, listOrigins(siteContext.policy.source, PRESETS));
      renderFormFiles(siteContext);
      createDrillScenarios(siteContext);
      planOpening(siteContext);
    }),
    { numRuns: 25, seed: 16 },
  );
  expect(accepted).toBeGreaterThan(8);
});

/** Opens an incident of each severity, and plans what to do and what is due. */
function planOpening(siteContext: SiteContext): void {
  for (const key of Object.keys(siteContext.policy.severities)) {
    const context = { siteContext, entries: [], usedIds: new Set<string>() };
    const input = {
      severity: key,
      component: ['checkout'],
      impact: 'errors',
      commander: '@ana',
      customerFacing: true,
    };
    const change = openIncident(context, input, EXAMPLE_NOW);
    planChange(change, recipientsOf(context, change));
    deadlinesOf(siteContext, [parseChangedEvent(change)], NO_EVIDENCE, EXAMPLE_NOW, { drills: true });
  }
}
