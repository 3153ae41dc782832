import { parseDuration } from '../time/duration.ts';
import { readSeverities } from './new-policy.ts';
import type { NewPolicyAnswers } from './new-policy.ts';

/** The options of `candor policy new`, not validated yet. */
export interface NewPolicyFlags {
  readonly title?: string;
  readonly severity?: readonly string[];
  readonly lead?: string;
  readonly monitoring?: string;
  readonly postmortem?: string;
}

export interface PolicyQuestion {
  readonly kind: 'line';
  readonly prompt: string;
  readonly guide?: string;
  readonly initial?: string;
  /** What is wrong with an answer, to ask again; undefined if nothing is. */
  readonly findProblem?: (answer: string) => string | undefined;
  readonly apply: (flags: NewPolicyFlags, answer: string) => NewPolicyFlags;
}

/** What the policies of many companies begin with. */
export const USUAL_SEVERITIES: readonly string[] = [
  'sev-1=Critical, 15m, 30m',
  'sev-2=Major, 30m, 60m',
  'sev-3=Minor',
];

/** The answer of a person whose SOP says nothing about it. */
const NO_RULE = '-';

const NOT_A_DURATION = 'Write a duration such as 30m, 48h or 5d, or - if your SOP has no rule.';

/** The questions for the options that are missing. */
export function createPolicyQuestions(flags: NewPolicyFlags): PolicyQuestion[] {
  const isDurationOrNone = (answer: string): string | undefined =>
    answer === NO_RULE || parseDuration(answer) !== undefined ? undefined : NOT_A_DURATION;
  const questions: (PolicyQuestion & { readonly option: keyof NewPolicyFlags })[] = [
    {
      option: 'title',
      kind: 'line',
      prompt: 'What is your SOP called?',
      apply: (all, title) => ({ ...all, title }),
    },
    {
      option: 'severity',
      kind: 'line',
      prompt: 'Which severities does it have, the most severe first?',
      guide:
        'Separate them by semicolons: KEY=NAME, time of the first public update after detection, time between updates. Without times a severity is internal.',
      initial: USUAL_SEVERITIES.join('; '),
      findProblem: (answer) => {
        const read = readSeverities(splitSeverities(answer));
        return 'problem' in read ? read.problem : undefined;
      },
      apply: (all, answer) => ({ ...all, severity: splitSeverities(answer) }),
    },
    {
      option: 'lead',
      kind: 'line',
      prompt: 'Which role leads an incident and approves what customers read?',
      initial: 'Incident commander',
      apply: (all, lead) => ({ ...all, lead }),
    },
    {
      option: 'monitoring',
      kind: 'line',
      prompt: 'How long do you monitor a fix before you resolve the incident? (- for no rule)',
      initial: '30m',
      findProblem: isDurationOrNone,
      apply: (all, monitoring) => (monitoring === NO_RULE ? all : { ...all, monitoring }),
    },
    {
      option: 'postmortem',
      kind: 'line',
      prompt: 'How soon after the resolution is a postmortem due? (- for no postmortems)',
      initial: '5d',
      findProblem: isDurationOrNone,
      apply: (all, postmortem) => (postmortem === NO_RULE ? all : { ...all, postmortem }),
    },
  ];
  return questions.filter(({ option }) => flags[option] === undefined);
}

const splitSeverities = (text: string): string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The answers, or what is wrong with the first option that is missing or invalid. */
export function readNewPolicyAnswers({
  title,
  severity,
  lead = 'Incident commander',
  monitoring,
  postmortem,
}: NewPolicyFlags): { readonly answers: NewPolicyAnswers } | { readonly problem: string } {
  if (title === undefined || severity === undefined)
    return {
      problem: 'Missing: --title "Our incident SOP"  --severity "p1=Critical, 15m, 30m"\nSee --help.',
    };
  const read = readSeverities(severity);
  if ('problem' in read) return { problem: `--severity ${read.problem}` };
  for (const [option, value] of Object.entries({ monitoring, postmortem }))
    if (value !== undefined && parseDuration(value) === undefined)
      return { problem: `--${option} "${value}" is not a duration such as 30m, 48h or 5d.` };
  return {
    answers: {
      name: title,
      severities: read.severities,
      lead,
      ...(monitoring !== undefined && { monitoring }),
      ...(postmortem !== undefined && { postmortem }),
    },
  };
}
