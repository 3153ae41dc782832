import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { formatInZone } from '../time/zone.ts';
import type { IncidentInput, Prompt, Question } from './inputs.ts';
import { findTimeOfDayProblem, withLocalTimes } from './local-times.ts';
import { findTimeProblem, parseTimeInput } from './parse-time-input.ts';
import { InputError } from './input-error.ts';
import { fixTimeOf, uncheckedVerifications } from './resolve.ts';
import { whichIncidentQuestions } from './update-questions.ts';
import { selectIncident } from './context.ts';
import type { IncidentContext } from './context.ts';

/** The unanswered questions of `resolve`: what the policy requires and the file lacks (V7.1, V7.3). */
export function resolveQuestions(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): Question[] {
  const which = whichIncidentQuestions(incidentContext, input);
  if (which.length > 0) return which;
  const incident = selectIncident(incidentContext, input);
  const { policy } = incidentContext.siteContext;
  const { internal } = incident;
  return [
    ...(input.fixed !== undefined || isDetermined(() => fixTimeOf(incident, policy, input, now))
      ? []
      : [fixedQuestion(incidentContext, incident, now)]),
    ...(policy.resolve.cause && (input.cause ?? internal.cause) === undefined ? [CAUSE_QUESTION] : []),
    ...(policy.resolve.fix && (input.fix ?? internal.fix) === undefined ? [FIX_QUESTION] : []),
    ...(policy.resolve.tested && (input.tested ?? internal.tested) === undefined ? [TESTED_QUESTION] : []),
    ...uncheckedVerifications(incident, policy, input).map((key) =>
      verificationQuestion(key, policy.verification[key]!, input),
    ),
  ];
}

/** Whether the end of the monitoring time depends on the answer. */
export function affectsResolveTime({ flag }: Question): boolean {
  return flag === FIXED_FLAG || flag.startsWith('--incident ');
}

function isDetermined(ask: () => unknown): boolean {
  try {
    ask();
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

const FIXED_FLAG = '--fixed <when it was in production: 03:10, or 12m ago>';

function fixedQuestion({ siteContext }: IncidentContext, { detected }: Incident, now: Instant): Question {
  const { timezone } = siteContext.site;
  return {
    flag: FIXED_FLAG,
    kind: 'line',
    prompt: `When was the fix in production? (12m ago, or 03:10 in ${timezone})`,
    findProblem: (answer) =>
      findTimeProblem(answer) ?? findTimeOfDayProblem(answer, timezone, now) ?? findEarlyFix(answer),
    toInput: (answer) => ({ fixed: String(answer) }),
  };
  function findEarlyFix(answer: string): string | undefined {
    const { fixed = '' } = withLocalTimes({ fixed: answer }, timezone, now);
    const isEarly =
      isDetermined(() => parseTimeInput(fixed, 'fixed', now)) &&
      parseTimeInput(fixed, 'fixed', now) < detected;
    return isEarly
      ? `The fix can't be before ${formatInZone(detected, timezone).slice(11, 16)}, when this was detected.`
      : undefined;
  }
}

const CAUSE_QUESTION: Question = {
  flag: '--cause "…"',
  kind: 'line',
  prompt: 'The root cause in one line, for the team (never public)',
  toInput: (answer) => ({ cause: String(answer) }),
};

const FIX_QUESTION: Question = {
  flag: '--fix rollback|hotfix|other',
  kind: 'choose',
  prompt: 'What fixed it?',
  isDeliberate: true,
  choices: [
    { value: 'rollback', label: 'a rollback' },
    { value: 'hotfix', label: 'a hotfix' },
    { value: 'other', label: 'another fix' },
  ],
  toInput: (answer) => ({ fix: String(answer) }),
};

const TESTED_QUESTION: Question = {
  flag: '--tested staging|not-possible',
  kind: 'choose',
  prompt: 'Was the fix tested in staging before?',
  isDeliberate: true,
  choices: [
    { value: 'staging', label: 'yes' },
    { value: 'not-possible', label: 'it was not possible' },
  ],
  toInput: (answer) => ({ tested: String(answer) }),
};

const VERIFIED = '--verified ';

/**
 * At a terminal, the checks are marked in one list, so that none is recorded by pressing return; those that are left are asked
 * one by one.
 */
export function withChecklist(
  questions: readonly Question[],
  input: IncidentInput,
  prompt: Prompt | undefined,
): Question[] {
  const checks = questions.filter(({ flag }) => flag.startsWith(VERIFIED));
  if (!prompt || checks.length < 2 || input.verified !== undefined) return [...questions];
  const keys = checks.map(({ flag }) => flag.slice(VERIFIED.length));
  const list: Question = {
    flag: `${VERIFIED}${keys.join(',')}`,
    kind: 'choose-many',
    prompt: 'Which of these were checked, and are true? (space to select, return to continue)',
    choices: checks.map((check, index) => ({ value: keys[index]!, label: check.prompt.replace(/\?$/, '') })),
    toInput: (answer) => ({ verified: [answer].flat().map((key) => `${String(key)}=yes`) }),
  };
  return [...questions.filter((question) => !checks.includes(question)), list];
}

function verificationQuestion(key: string, what: string, input: IncidentInput): Question {
  return {
    flag: `--verified ${key}`,
    kind: 'choose',
    prompt: `${what}?`,
    choices: [
      { value: 'no', label: 'no, not yet' },
      { value: 'yes', label: 'yes' },
      { value: 'not-applicable', label: 'it does not apply' },
    ],
    toInput: (answer) => ({ verified: [...(input.verified ?? []), `${key}=${String(answer)}`] }),
  };
}
