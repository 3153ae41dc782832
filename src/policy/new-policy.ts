import { stringify } from 'yaml';
import { slugify } from '../text/slug.ts';
import { parseTimeLimit } from '../time/working-time.ts';
import type { SEVERITY_IMPACTS } from '../content/schema/policy-severity.ts';

export interface NewSeverity {
  readonly key: string;
  readonly name: string;
  readonly impact: (typeof SEVERITY_IMPACTS)[number];
  /** As written: `15m`. Without it, the severity is internal. */
  readonly first?: string;
  readonly updates?: string;
}

/** A company's answers about its SOP. */
export interface NewPolicyAnswers {
  readonly name: string;
  /** The most severe first. */
  readonly severities: readonly NewSeverity[];
  /** The role that leads an incident and approves text. */
  readonly lead: string;
  /** How long a fix is monitored; absent if the SOP has no rule. */
  readonly monitoring?: string;
  /** When a postmortem is due; absent if the SOP has none. */
  readonly postmortem?: string;
}

/** What is wrong with a text that describes severities, or the severities. */
export type SeverityReading = { readonly severities: readonly NewSeverity[] } | { readonly problem: string };

const EXPECTED = 'Expected KEY=NAME, FIRST UPDATE, INTERVAL, such as "p1=Critical, 15m, 30m".';

/**
 * Reads `p1=Critical, 15m, 30m`: the time of the first update after detection, and the interval of the others. Without
 * times, the severity is internal. The order gives the impact.
 */
export function readSeverities(texts: readonly string[]): SeverityReading {
  const severities: NewSeverity[] = [];
  for (const [index, text] of texts.entries()) {
    const [head = '', ...times] = text.split(',').map((part) => part.trim());
    const [key = '', name = ''] = head.split('=').map((part) => part.trim());
    if (!/^[a-z0-9][a-z0-9-]*$/.test(key) || name === '') return { problem: `"${text}": ${EXPECTED}` };
    if (severities.some((one) => one.key === key)) return { problem: `"${key}" is there twice.` };
    const wrong = times.find((time) => parseTimeLimit(time) === undefined);
    if (wrong !== undefined)
      return { problem: `"${wrong}" is not a duration such as 30m or 2h. ${EXPECTED}` };
    const [first, updates] = times;
    severities.push({
      key,
      name,
      impact: first === undefined ? 'none' : index === 0 ? 'critical' : index === 1 ? 'major' : 'minor',
      ...(first !== undefined && { first }),
      ...(updates !== undefined && { updates }),
    });
  }
  return severities.length === 0 ? { problem: `There is no severity. ${EXPECTED}` } : { severities };
}

const toYaml = (data: unknown, depth = 0): string =>
  stringify(data, { lineWidth: 0, singleQuote: true }).replace(/^(?=.)/gm, ' '.repeat(depth));

/** A commented policy that a company completes: what the answers don't state is a question in a comment. */
export function renderNewPolicy({
  name,
  severities,
  lead,
  monitoring,
  postmortem,
}: NewPolicyAnswers): string {
  const keys = severities.map(({ key }) => key);
  const role = slugify(lead) || 'incident-commander';
  const important = severities.filter(({ first }) => first !== undefined).map(({ key }) => key);
  return [
    '# yaml-language-server: $schema=../node_modules/candor/schemas/policy.schema.json',
    toYaml({ name, 'clause-prefix': 'none' }).trimEnd(),
    '',
    '# The most severe first. What makes an incident this severe? Who is notified, in which order?',
    'severities:',
    ...severities.map((severity) => renderSeverity(severity, role)),
    '# Questions that propose a severity:',
    `# classify: [{ ask: "Is the service unavailable for most customers?", severity: ${keys[0]} }]`,
    '',
    '# Who does what? status.yaml names the people of each role.',
    toYaml({
      roles: { [role]: { name: lead, duties: ['Leads the response', 'Approves what customers read'] } },
    }).trimEnd(),
    '',
    '# What does an incident need from the start?',
    toYaml({ required: { commander: role, source: true } }).trimEnd(),
    '',
    '# What is recorded before it is resolved?',
    toYaml({ resolve: { cause: true, fix: true } }).trimEnd(),
    monitoring === undefined ? '# monitoring: 30m # how long is a fix watched?' : `monitoring: ${monitoring}`,
    '# verification: { metrics: Metrics are back to normal }',
    '',
    '# Who approves text outside the templates, and after which time is the template offered instead?',
    toYaml({
      publishing: { approver: role, 'self-approval': true, 'approval-timeout': '5m' },
      timestamps: { tolerance: '5m', 'clock-skew': '5m' },
    }).trimEnd(),
    '',
    '# Does the first update say what customers notice, and the last one apologise?',
    toYaml({ impact: true, apology: true }).trimEnd(),
    '# Your own texts; without them, Candor has some in the language of your page:',
    '# templates: { first: "…", identified: "…", monitoring: "…", no-change: "…", resolved: "…" }',
    '',
    ...(postmortem === undefined
      ? ['# postmortem: { due: 5d, for: [], sections: [{ title: Timeline, prefill: timeline }] }']
      : [
          '# Which sections and approvals does a postmortem need?',
          toYaml({
            postmortem: {
              due: postmortem,
              for: important.slice(0, 2),
              sections: [
                { title: 'Timeline', prefill: 'timeline' },
                { title: 'Root cause', prefill: 'cause' },
                { title: 'Impact', prefill: 'impact' },
                { title: 'Action items', prefill: 'items' },
              ],
              approvals: [{ role }],
            },
          }).trimEnd(),
        ]),
    '',
    '# Channels, tools, wording, alerts, planned maintenance, reviews of the SOP: docs/reference/policy.md',
    '',
  ].join('\n');
}

function renderSeverity({ key, name, impact, first, updates }: NewSeverity, role: string): string {
  const severity = {
    name,
    impact,
    public: first === undefined ? 'never' : 'always',
    ...(first !== undefined && { 'first-update': first }),
    ...(updates !== undefined && { updates: { due: updates, late: updates } }),
    escalation: [role],
  };
  return [
    toYaml({ [key]: severity }, 2).trimEnd(),
    '    # definition: [What makes an incident this severe?]',
    '    # acknowledge: 15m',
    '    # notify: []',
  ].join('\n');
}
