import type { Policy } from '../content/policy.ts';
import type { FieldPath } from '../content/yaml.ts';
import { formatTimeLimit } from '../time/working-time.ts';
import type { TimeLimit } from '../time/working-time.ts';
import type { PolicyRule } from './engine/rule.ts';

/** Working time, such as `5 business days`, has office hours to count by (V1.1, V8.1). */
export const validOfficeHours: PolicyRule = {
  id: 'valid-office-hours',
  clauses: ['V1.1', 'V8.1'],
  level: 'error',
  summary: 'working time without office hours, or holidays of the wrong year',
  appliesTo: 'policy',
  *check(policy) {
    const hours = policy['office-hours'];
    if (!hours) {
      for (const [field, limit] of listTimeLimits(policy)) {
        if (typeof limit === 'number') continue;
        yield {
          at: { field },
          message: `"${formatTimeLimit(limit)}" needs office-hours, and the policy has none.`,
          help: 'Add office-hours: { timezone: Europe/Paris, from: "09:00", to: "17:00", holidays: { … } }, or write a duration by the clock.',
        };
      }
      return;
    }
    if (hours.from >= hours.to)
      yield {
        at: { field: ['office-hours'], part: 'key' },
        message: 'The office hours end before they begin.',
        help: '"from" must be before "to", on the same day.',
      };
    for (const [year, days] of Object.entries(hours.holidays)) {
      for (const [index, day] of days.entries()) {
        if (day.startsWith(`${year}-`)) continue;
        yield {
          at: { field: ['office-hours', 'holidays', year, index] },
          message: `${day} is among the holidays of ${year}, but is in ${day.slice(0, 4)}.`,
          help: 'Correct the date, or move it to its year.',
        };
      }
    }
  },
};

type SeverityLimit = readonly [FieldPath, TimeLimit | undefined];

/** Every limit of the policy that may be in working time. */
function listTimeLimits(policy: Policy): [FieldPath, TimeLimit][] {
  const severities = Object.entries(policy.severities).flatMap(([key, severity]): SeverityLimit[] => [
    ...(
      ['respond', 'acknowledge', 'first-update', 'internal-updates', 'customer-email', 'fix-within'] as const
    ).map((name): SeverityLimit => [['severities', key, name], severity[name]]),
    [['severities', key, 'updates', 'due'], severity.updates?.due],
    [['severities', key, 'updates', 'late'], severity.updates?.late],
    [['severities', key, 'resolution', 'after-fix'], severity.resolution?.['after-fix']],
  ]);
  const others: SeverityLimit[] = [
    [['postmortem', 'due'], policy.postmortem?.due],
    ...Object.entries(policy.postmortem?.['by-severity'] ?? {}).map(([key, { due }]): SeverityLimit => [
      ['postmortem', 'by-severity', key, 'due'],
      due,
    ]),
    [['summary', 'due'], policy.summary?.due],
    [['security', 'disclose-within'], policy.security?.['disclose-within']],
    [['sop-review', 'within'], policy['sop-review']?.within],
  ];
  return [...severities, ...others].flatMap(([field, limit]) =>
    limit === undefined ? [] : [[field, limit] as [FieldPath, TimeLimit]],
  );
}
