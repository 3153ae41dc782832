import { publicTextsOf } from '../content/policy.ts';
import type { Policy, Severity } from '../content/policy.ts';
import type { UpdateInterval } from '../content/update-interval.ts';
import { formatTimeLimit } from '../time/working-time.ts';
import { enforce, leave, remind, timed } from './sop-clause.ts';
import type { Written } from './sop-clause.ts';

const VISIBILITY = {
  always: 'It is on the status page.',
  'customer-facing': 'It is on the status page only if customers notice it.',
  never: 'It is never on the status page.',
} as const;

/** What the SOP says of a severity. */
export function severityClauses(policy: Policy, severity: Severity): Written[] {
  const { updates, resolution, definition, examples, classification, response, notify, escalation } =
    severity;
  const first = severity.templates.first ?? policy.templates.first;
  return [
    ...definition.map(leave),
    examples.length > 0 && leave(`Examples: ${examples.join('; ')}`),
    ...publicTextClauses(severity),
    classification.length > 0 && leave(`Classified so: ${classification.join('; ')}`),
    response !== undefined && leave(`Response: ${response}`),
    timed(severity.respond, (time) => `Response within ${time}.`),
    enforce(VISIBILITY[severity.public]),
    notify.length > 0 && remind(`Notified when it opens: ${notify.join(', ')}.`),
    timed(severity.acknowledge, (time) => `Acknowledged within ${time} of detection.`),
    timed(severity['first-update'], (time) => `First public update within ${time} of detection.`),
    first !== undefined &&
      severity.public !== 'never' &&
      enforce(`The first update reads: “${first}”`, 'require-first-update-template'),
    updates &&
      remind(
        `Next update due ${formatTimeLimit(updates.due)} after the last, late after ${formatTimeLimit(updates.late)}.`,
      ),
    ...intervalClauses(updates),
    timed(severity['internal-updates'], (time) => `Update in the team channel every ${time}.`),
    timed(severity['customer-email'], (time) => `E-mail to customers every ${time}.`),
    timed(severity['fix-within'], (time) => `Fixed or rolled back within ${time}.`),
    resolution && remind(`Resolution posted within ${formatTimeLimit(resolution['after-fix'])} of the fix.`),
    escalation.length > 0 && remind(`Escalation: ${escalation.join(' → ')}.`),
  ];
}

function publicTextClauses(severity: Severity): Written[] {
  if (severity.public === 'never') return [];
  const texts = publicTextsOf(severity);
  return Object.entries(texts).map(
    ([part, { key, lines }]) =>
      key !== part &&
      enforce(
        lines.length === 0
          ? `The page of commitments shows no ${part}.`
          : `The page of commitments shows this as ${part}: ${lines.join('; ')}`,
      ),
  );
}

function intervalClauses(updates: Severity['updates']): Written[] {
  if (!updates) return [];
  const interval = ({ due, late }: UpdateInterval): string =>
    `due ${formatTimeLimit(due)} after the last, late after ${formatTimeLimit(late)}`;
  return [
    ...Object.entries(updates.phases).map(([phase, one]) => remind(`While ${phase}: ${interval(one)}.`)),
    ...updates.ages.map(({ after, ...one }) =>
      remind(`Once it is ${formatTimeLimit(after)} old: ${interval(one)}.`),
    ),
    updates['longest-promise'] !== undefined &&
      enforce(
        `The writer may promise the next update at most ${formatTimeLimit(updates['longest-promise'])} ahead.`,
      ),
  ];
}
