import { averageLength, formatTimeLimit } from '../time/working-time.ts';
import type { TimeLimit } from '../time/working-time.ts';
import { SEVERITY_IMPACTS } from '../content/schema/policy-severity.ts';
import type { Policy } from '../content/policy.ts';
import type { UpdateInterval } from '../content/update-interval.ts';
import type { FieldPath } from '../content/yaml.ts';
import type { RuleViolation, PolicyRule } from './engine/rule.ts';

/** V12.1 to V12.4. */
export const validPolicyCadence: PolicyRule = {
  id: 'valid-policy-cadence',
  clauses: ['V12.2', 'V12.1', 'V12.3', 'U6.3'],
  level: 'error',
  summary: 'a policy whose time limits contradict each other',
  appliesTo: 'policy',
  *check(policy) {
    for (const [key, severity] of Object.entries(policy.severities)) {
      const at = ['severities', key];
      const { updates, resolution } = severity;
      if (updates && averageLength(updates.due) > averageLength(updates.late)) {
        const message = `Updates become due after ${formatTimeLimit(updates.due)}, but late after only ${formatTimeLimit(updates.late)}.`;
        yield {
          at: { field: [...at, 'updates', 'due'] },
          message,
          help: '"due" can\'t be longer than "late".',
        };
      }
      if (updates && severity.public !== 'never' && severity['first-update'] === undefined) {
        const message = `"${key}" has a cadence of updates, but no time for the first one.`;
        const help = 'Add first-update: how soon after detection customers get the first update.';
        yield { at: { field: [...at, 'updates'], part: 'key' }, message, help, clause: 'V12.1' };
      }
      yield* checkIntervals(updates, [...at, 'updates']);
      const after = resolution?.['after-fix'];
      if (
        after !== undefined &&
        policy.monitoring !== undefined &&
        averageLength(after) < policy.monitoring
      ) {
        const message = `Resolution is due ${formatTimeLimit(after)} after the fix, but monitoring takes ${formatTimeLimit(policy.monitoring)}.`;
        const help = `Allow at least ${formatTimeLimit(policy.monitoring)}.`;
        yield { at: { field: [...at, 'resolution', 'after-fix'] }, message, help, clause: 'V12.3' };
      }
    }
    yield* checkSlowerSeverities(policy);
    yield* checkStateWeights(policy);
  },
};

type Severities = Policy['severities'];

/** The intervals by phase and age. Customers expect less news of an old incident, never more. */
function* checkIntervals(updates: Severities[string]['updates'], field: FieldPath): Iterable<RuleViolation> {
  if (!updates) return;
  const { phases, ages } = updates;
  const places: (readonly [FieldPath, UpdateInterval])[] = [
    ...Object.entries(phases).map(([phase, one]) => [[...field, 'phases', phase], one] as const),
    ...ages.map((one, index) => [[...field, 'ages', index], one] as const),
  ];
  for (const [place, { due, late }] of places) {
    if (averageLength(due) <= averageLength(late)) continue;
    yield {
      at: { field: [...place, 'due'] },
      message: `Updates become due after ${formatTimeLimit(due)}, but late after only ${formatTimeLimit(late)}.`,
      help: '"due" can\'t be longer than "late".',
    };
  }
  for (const [index, { after, due, late }] of ages.entries()) {
    const before: UpdateInterval & { readonly after?: number } = ages[index - 1] ?? updates;
    if (before.after !== undefined && after <= before.after)
      yield {
        at: { field: [...field, 'ages', index, 'after'] },
        message: `The age ${formatTimeLimit(after)} comes after ${formatTimeLimit(before.after)}.`,
        help: 'List the ages in order, the shortest first.',
      };
    for (const [name, time, earlier] of [
      ['due', due, before.due],
      ['late', late, before.late],
    ] as const) {
      if (averageLength(time) >= averageLength(earlier)) continue;
      yield {
        at: { field: [...field, 'ages', index, name] },
        message: `The interval shrinks with age: ${name} is ${formatTimeLimit(time)} after ${formatTimeLimit(after)}, and ${formatTimeLimit(earlier)} before.`,
        help: `Write at least ${formatTimeLimit(earlier)}, or shorten the interval before.`,
      };
    }
  }
}

/** Time limits that can't be longer for a more severe incident. */
const SEVERITY_TIMES: readonly (readonly [
  FieldPath,
  (severity: Severities[string]) => TimeLimit | undefined,
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
      const help = 'List the severities in order, the most severe first.';
      yield { at: { field: ['severities', key, 'impact'] }, message, help, clause: 'V1.1' };
      continue;
    }
    for (const [path, read] of SEVERITY_TIMES) {
      const [fast, slow] = [read(severity), read(milder)];
      if (fast === undefined || slow === undefined || averageLength(slow) <= averageLength(fast)) continue;
      const message = `"${above}" is more severe than "${key}" but slower: ${path.join('.')} is ${formatTimeLimit(slow)}; expected at most ${formatTimeLimit(fast)}.`;
      yield {
        at: { field: ['severities', above, ...path] },
        message,
        help: 'Give the more severe incident the shorter time.',
      };
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
      help: 'A worse state must count at least as much.',
      clause: 'U6.3',
    };
  }
}
