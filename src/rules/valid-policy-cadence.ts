import { formatDuration } from '../time/duration.ts';
import { SEVERITY_IMPACTS } from '../content/schema/policy-severity.ts';
import type { Policy } from '../content/policy.ts';
import type { FieldPath } from '../content/yaml.ts';
import type { RuleViolation, PolicyRule } from './engine/rule.ts';

/** The clocks of a policy agree with each other: none asks for what another forbids (V12.1 to V12.4). */
export const validPolicyCadence: PolicyRule = {
  id: 'valid-policy-cadence',
  clauses: ['V12.2', 'V12.1', 'V12.3', 'U6.3'],
  level: 'error',
  summary: 'a policy whose clocks contradict each other',
  appliesTo: 'policy',
  *check(policy) {
    for (const [key, severity] of Object.entries(policy.severities)) {
      const at = ['severities', key];
      const { updates, resolution } = severity;
      if (updates && updates.due > updates.late) {
        const message = `Updates are due after ${formatDuration(updates.due)} and late before that, after ${formatDuration(updates.late)}.`;
        yield { at: { field: [...at, 'updates', 'due'] }, message, help: '"due" is at most "late".' };
      }
      if (updates && severity.public !== 'never' && severity['first-update'] === undefined) {
        const message = `"${key}" has a cadence of updates and no time for the first one.`;
        const help = 'Add first-update: the time after detection within which customers first hear of it.';
        yield { at: { field: [...at, 'updates'], part: 'key' }, message, help, clause: 'V12.1' };
      }
      const after = resolution?.['after-fix'];
      if (after !== undefined && policy.monitoring !== undefined && after < policy.monitoring) {
        const message = `Resolution is due ${formatDuration(after)} after the fix, before the ${formatDuration(policy.monitoring)} of monitoring are over.`;
        const help = `Allow at least ${formatDuration(policy.monitoring)}.`;
        yield { at: { field: [...at, 'resolution', 'after-fix'] }, message, help, clause: 'V12.3' };
      }
    }
    yield* checkSlowerSeverities(policy);
    yield* checkStateWeights(policy);
  },
};

type Severities = Policy['severities'];

/** The clocks in which a more severe incident is at least as quick as a milder one. */
const SEVERITY_TIMES: readonly (readonly [
  FieldPath,
  (severity: Severities[string]) => number | undefined,
])[] = [
  [['acknowledge'], (severity) => severity.acknowledge],
  [['first-update'], (severity) => severity['first-update']],
  [['updates', 'due'], (severity) => severity.updates?.due],
  [['updates', 'late'], (severity) => severity.updates?.late],
  [['internal-updates'], (severity) => severity['internal-updates']],
  [['customer-email'], (severity) => severity['customer-email']],
  [['fix-within'], (severity) => severity['fix-within']],
  [['resolution', 'after-fix'], (severity) => severity.resolution?.['after-fix']],
];

function* checkSlowerSeverities({ severities }: Policy): Iterable<RuleViolation> {
  const ordered = Object.entries(severities);
  for (const [index, [key, severity]] of ordered.entries()) {
    const [above, milder] = ordered[index - 1] ?? [];
    if (!above || !milder) continue;
    if (SEVERITY_IMPACTS.indexOf(severity.impact) > SEVERITY_IMPACTS.indexOf(milder.impact)) {
      const message = `"${key}" has more impact (${severity.impact}) than "${above}" above it (${milder.impact}).`;
      const help = 'Severities stand in order, the most severe first.';
      yield { at: { field: ['severities', key, 'impact'] }, message, help, clause: 'V1.1' };
      continue;
    }
    for (const [path, read] of SEVERITY_TIMES) {
      const [fast, slow] = [read(severity), read(milder)];
      if (fast === undefined || slow === undefined || slow <= fast) continue;
      const message = `"${above}" is more severe than "${key}" and slower: ${path.join('.')} is ${formatDuration(slow)}, not ${formatDuration(fast)} or less.`;
      yield { at: { field: ['severities', above, ...path] }, message, help: 'The more severe, the sooner.' };
    }
  }
}

function* checkStateWeights({ uptime }: Policy): Iterable<RuleViolation> {
  if (!uptime) return;
  const states = ['degraded', 'partial-outage', 'major-outage'] as const;
  for (const [index, state] of states.entries()) {
    const milder = states[index - 1];
    if (milder === undefined || uptime[milder] <= uptime[state]) continue;
    const message = `"${state}" counts less (${uptime[state]}) than "${milder}" (${uptime[milder]}).`;
    yield {
      at: { field: ['uptime', state] },
      message,
      help: 'The worse the state, the more of a minute is lost.',
      clause: 'U6.3',
    };
  }
}
