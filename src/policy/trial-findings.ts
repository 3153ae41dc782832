import type { Content, SiteContext } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { Policy } from '../content/policy.ts';
import { locateSpan } from '../content/source.ts';
import { parseYamlFile } from '../content/format-changes.ts';
import type { FieldPath } from '../content/yaml.ts';
import type { Instant } from '../time/instant.ts';
import { tryPolicy } from './trial.ts';
import type { TrialStep } from './trial.ts';

/** What each occasion is called in a sentence. */
export const OCCASION_NAMES: Readonly<Record<TrialStep['occasion'], string>> = {
  embargo: 'the file of a security incident under embargo',
  first: 'the first update',
  over: 'the first update of an incident that is over',
  investigating: 'the update that the problem came back',
  identified: 'the update that the cause is known',
  monitoring: 'the update that a fix is in place',
  'no-change': 'the update without news',
  resolved: 'the last update',
  'resolved-partly': 'the last update while something else is affected',
  scheduled: 'the announcement of a maintenance',
  'in-progress': 'the update that maintenance has begun',
  verifying: 'the update that maintenance is checked',
  completed: 'the last update of a maintenance',
  ended: 'the last update of a notice',
  notice: 'the notice',
};

/** What the policy's own rules would refuse, for each of the company's policies: located in the policy's file. */
export function tryPolicies({ siteContext, otherPolicies }: Content, now: Instant): Diagnostic[] {
  if (!siteContext) return [];
  return [siteContext.policy, ...otherPolicies].flatMap((policy) => {
    const context = { ...siteContext, policy };
    return findTrialProblems(context, tryPolicy(context, now));
  });
}

/** The findings of a trial, located in the policy's file. */
export function findTrialProblems({ policy }: SiteContext, steps: readonly TrialStep[]): Diagnostic[] {
  const yaml = parseYamlFile(policy.source);
  const known = new Set<string>();
  return steps.flatMap((step) => {
    const span = yaml.locate(fieldOf(step, yaml.data), 'value');
    return step.findings.flatMap(({ rule, level, message, help }) => {
      // Severities share texts, so the first one is enough.
      const key = `${span.start} ${rule} ${message} ${step.detail ?? ''}`;
      if (known.has(key)) return [];
      known.add(key);
      return {
        rule,
        level,
        location: locateSpan(policy.source, span),
        message: `The rule ${rule} finds a problem in ${describeStep(step, policy)}: ${message}`,
        help: formatHelp(step, rule, help),
      };
    });
  });
}

/** `the first update of sev-1, which is the policy's own text`. */
function describeStep({ event, occasion, origin, detail }: TrialStep, { severities }: Policy): string {
  const of = Object.hasOwn(severities, event) ? ` of ${event}` : '';
  const which = detail === undefined ? '' : ` ("${detail}")`;
  const whose = origin === 'policy' ? "the policy's own text" : "Candor's own text, as the policy has none";
  return `${OCCASION_NAMES[occasion]}${of}${which}, which is ${whose}`;
}

const MAX_QUOTE = 120;

function formatHelp({ text }: TrialStep, rule: string, help: string): string {
  const quote =
    text === '' ? '' : `It reads: "${text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text}" `;
  return `${quote}${help} Change the template, or the policy's rule ${rule}.`.trim();
}

/** The place in the policy's file that the text comes from, or the nearest one that explains it. */
function fieldOf({ event, occasion, detail }: TrialStep, data: unknown): FieldPath {
  const candidates: FieldPath[] = [
    ['severities', event, 'templates', occasion],
    ...(detail === undefined ? [] : [['notices', 'templates', detail, 'text']]),
    ['maintenance', 'templates', occasion],
    ['templates', occasion],
    ['severities', event],
    ['notices'],
    ['extends'],
    ['name'],
  ];
  const isRelevant = (path: FieldPath): boolean =>
    path[0] !== 'maintenance' || event === 'maintenance'
      ? path[0] !== 'notices' || event === 'notice'
      : false;
  return candidates.find((path) => isRelevant(path) && has(data, path)) ?? [];
}

function has(data: unknown, path: FieldPath): boolean {
  let at = data;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return false;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at !== undefined;
}
