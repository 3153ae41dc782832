import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseContent } from '../../src/content/content.ts';
import type { Content } from '../../src/content/content.ts';
import { PRESETS } from '../support/example-content.ts';

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

/** Policies as `policies/NAME.yaml` has them; most of them are accepted. */
export const policyData = fc.record(
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
    security: fc.oneof(
      fc.constant('off'),
      fc.record(
        {
          approver: fc.constant('lead'),
          notify: fc.subarray(['lead', 'everyone']),
          'disclose-within': limit,
          details: fc.constantFrom('file', 'elsewhere'),
        },
        { requiredKeys: ['approver'] },
      ),
    ),
    rules: fc.dictionary(
      fc.constantFrom('require-apology', 'require-impact', 'no-jargon', 'valid-title'),
      fc.constantFrom('error', 'warn', 'off'),
      { maxKeys: 2 },
    ),
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

/** A content root with a policy; without a `siteContext` if the policy is not accepted. */
export function contentWith(data: object, language: string): Content {
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
