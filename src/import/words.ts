import type { Policy } from '../content/policy.ts';
import { SEVERITY_IMPACTS } from '../content/schema/policy-severity.ts';
import type { ComponentState, IncidentPhase, MaintenancePhase } from '../content/schema/incident.ts';

export type Impact = (typeof SEVERITY_IMPACTS)[number];

/** The words of other tools for how bad something is: what the API calls it, and what its components suffer from. */
const SEVERITY_WORDS: Readonly<Record<string, readonly [Impact, ComponentState]>> = {
  critical: ['critical', 'major-outage'],
  'major-outage': ['critical', 'major-outage'],
  'full-outage': ['critical', 'major-outage'],
  down: ['critical', 'major-outage'],
  outage: ['critical', 'major-outage'],
  'service-outage': ['critical', 'major-outage'],
  major: ['major', 'partial-outage'],
  high: ['major', 'partial-outage'],
  'partial-outage': ['major', 'partial-outage'],
  disrupted: ['major', 'partial-outage'],
  'service-disruption': ['major', 'partial-outage'],
  minor: ['minor', 'degraded'],
  'minor-outage': ['minor', 'degraded'],
  medium: ['minor', 'degraded'],
  low: ['minor', 'degraded'],
  degraded: ['minor', 'degraded'],
  degradation: ['minor', 'degraded'],
  'degraded-performance': ['minor', 'degraded'],
  none: ['none', 'operational'],
  notice: ['none', 'operational'],
  information: ['none', 'operational'],
  'service-information': ['none', 'operational'],
  operational: ['none', 'operational'],
  available: ['none', 'operational'],
  maintenance: ['none', 'operational'],
  'under-maintenance': ['none', 'operational'],
};

/** How bad an incident was, by the tool's words; undefined where they say nothing that is known. */
export function parseImpact(words: readonly string[]): { impact: Impact; state: ComponentState } | undefined {
  for (const word of words.flatMap((text) => text.split(','))) {
    const known = lookUp(SEVERITY_WORDS, word);
    if (known) return { impact: known[0], state: known[1] };
  }
  return undefined;
}

/** What a component suffers from, by the tool's word. */
export function parseComponentState(word: string): ComponentState | undefined {
  return lookUp(SEVERITY_WORDS, word)?.[1];
}

/**
 * The severity of a policy for an impact: the one with that impact, otherwise the nearest, the milder first. What was public
 * stays public, so a severity that is never on the page is left aside where there is another.
 */
export function severityForImpact(policy: Policy, impact: Impact): { key: string; customerFacing: boolean } {
  const rank = SEVERITY_IMPACTS.indexOf(impact);
  const all = Object.entries(policy.severities);
  const shown = all.filter(([, severity]) => severity.public !== 'never');
  const [key, severity] = (shown.length > 0 ? shown : all).toSorted(([, a], [, b]) => {
    const [near, far] = [SEVERITY_IMPACTS.indexOf(a.impact), SEVERITY_IMPACTS.indexOf(b.impact)];
    return Math.abs(near - rank) - Math.abs(far - rank) || near - far;
  })[0]!;
  return { key, customerFacing: severity.public === 'customer-facing' };
}

type AnyPhase = IncidentPhase | MaintenancePhase | 'update';

const PHASE_WORDS: Readonly<Record<string, AnyPhase>> = {
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  resolved: 'resolved',
  fixed: 'resolved',
  scheduled: 'scheduled',
  'in-progress': 'in-progress',
  verifying: 'verifying',
  completed: 'completed',
  update: 'update',
  postmortem: 'update',
  notice: 'update',
};

const AS_INCIDENT: Readonly<Record<MaintenancePhase, IncidentPhase | 'update'>> = {
  scheduled: 'update',
  'in-progress': 'update',
  verifying: 'monitoring',
  completed: 'resolved',
};
const AS_MAINTENANCE: Readonly<Record<IncidentPhase, MaintenancePhase>> = {
  investigating: 'in-progress',
  identified: 'in-progress',
  monitoring: 'verifying',
  resolved: 'completed',
};

/** The phase that a tool's word means for this kind; `known` is false where it isn't a word that is known. */
export function parsePhase(
  word: string | undefined,
  kind: 'incident' | 'maintenance',
): { phase: IncidentPhase | MaintenancePhase | 'update'; known: boolean } {
  const phase = word === undefined ? undefined : lookUp(PHASE_WORDS, word);
  if (phase === undefined) return { phase: 'update', known: word === undefined };
  const other: Readonly<Record<string, AnyPhase>> = kind === 'incident' ? AS_INCIDENT : AS_MAINTENANCE;
  return { phase: other[phase] ?? phase, known: true };
}

function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  const plain = word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return Object.hasOwn(table, plain) ? table[plain] : undefined;
}
