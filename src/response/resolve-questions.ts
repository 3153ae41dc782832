import type { Instant } from '../time/instant.ts';
import type { Given, Question } from './inputs.ts';
import { Refused } from './refused.ts';
import { fixedAt, uncheckedOf } from './resolve.ts';
import { askIncident } from './update-questions.ts';
import { incidentMeant } from './context.ts';
import type { World } from './context.ts';

/** What `resolve` still has to ask: what the policy wants recorded and the file doesn't say yet (V7.1, V7.3). */
export function resolveQuestions(world: World, given: Given, now: Instant): Question[] {
  const which = askIncident(world, given);
  if (which.length > 0) return which;
  const incident = incidentMeant(world, given);
  const { policy } = world.setting;
  const { internal } = incident;
  return [
    ...(isKnown(() => fixedAt(incident, policy, given, now)) ? [] : [FIXED]),
    ...(policy.resolve.cause && (given.cause ?? internal.cause) === undefined ? [CAUSE] : []),
    ...(policy.resolve.fix && (given.fix ?? internal.fix) === undefined ? [FIX] : []),
    ...(policy.resolve.tested && (given.tested ?? internal.tested) === undefined ? [TESTED] : []),
    ...uncheckedOf(incident, policy, given).map((key) => askCheck(key, policy.verification[key]!, given)),
  ];
}

/** Whether a question has to be answered to know when the monitoring time is over. */
export function isAboutWhen({ flag }: Question): boolean {
  return flag === FIXED.flag || flag.startsWith('--incident ');
}

function isKnown(ask: () => unknown): boolean {
  try {
    ask();
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

const FIXED: Question = {
  flag: '--fixed 35m',
  kind: 'line',
  ask: 'When was the fix in production? A time with its zone, or how long ago: 35m',
  take: (answer) => ({ fixed: String(answer) }),
};

const CAUSE: Question = {
  flag: '--cause "…"',
  kind: 'line',
  ask: 'The root cause in one line, for the team (never public)',
  take: (answer) => ({ cause: String(answer) }),
};

const FIX: Question = {
  flag: '--fix rollback|hotfix|other',
  kind: 'choose',
  ask: 'What fixed it?',
  choices: [
    { value: 'rollback', label: 'a rollback' },
    { value: 'hotfix', label: 'a hotfix' },
    { value: 'other', label: 'something else' },
  ],
  take: (answer) => ({ fix: String(answer) }),
};

const TESTED: Question = {
  flag: '--tested staging|not-possible',
  kind: 'choose',
  ask: 'Was the fix tested in staging before?',
  choices: [
    { value: 'staging', label: 'yes' },
    { value: 'not-possible', label: 'it was not possible' },
  ],
  take: (answer) => ({ tested: String(answer) }),
};

function askCheck(key: string, what: string, given: Given): Question {
  return {
    flag: `--verified ${key}`,
    kind: 'choose',
    ask: `${what}?`,
    choices: [
      { value: 'yes', label: 'yes' },
      { value: 'not-applicable', label: 'it does not apply' },
      { value: 'no', label: 'no, not yet' },
    ],
    take: (answer) => ({ verified: [...(given.verified ?? []), `${key}=${String(answer)}`] }),
  };
}
