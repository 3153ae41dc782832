import type { Policy } from '../content/policy.ts';
import { InputError } from './input-error.ts';
import { formatCount } from '../text/count.ts';

/** The severity that the SOP's classification questions lead to. */
export interface SeverityProposal {
  readonly severity: string;
  /** The first question answered with yes; absent if every answer was no. */
  readonly question?: string;
  /** The clause that the question comes from. */
  readonly clause?: string;
}

/** The next question; undefined after a yes. */
export function nextClassificationQuestion(policy: Policy, answers: readonly boolean[]): string | undefined {
  return answers.includes(true) ? undefined : policy.classify[answers.length]?.ask;
}

/** The severity of the first yes, or the least severe one if every answer is no (V14.1, U1.1). */
export function classifySeverity(
  { classify, severities }: Policy,
  answers: readonly boolean[],
): SeverityProposal {
  const question = classify[answers.indexOf(true)];
  if (!question) return { severity: Object.keys(severities).at(-1)! };
  const { severity, ask, clause } = question;
  return { severity, question: ask, ...(clause !== undefined && { clause }) };
}

/**
 * Reads `yes,no,no` in the order of the questions. A missing answer counts as `no`.
 * @throws InputError
 */
export function parseClassificationAnswers({ classify }: Policy, text: string): boolean[] {
  const words = text.split(',').map((word) => word.trim().toLowerCase());
  const bad = words.find((word) => !['yes', 'no', 'y', 'n'].includes(word));
  const list = classify.map(({ ask }, index) => `  ${index + 1}. ${ask}`).join('\n');
  if (bad !== undefined)
    throw new InputError(`Invalid --answers "${bad}": expected yes or no. The questions are:\n${list}`);
  if (words.length > classify.length) {
    throw new InputError(
      `--answers has ${formatCount(words.length, 'answer')} for ${formatCount(classify.length, 'question')}:\n${list}`,
    );
  }
  return classify.map((_, index) => words[index]?.startsWith('y') ?? false);
}
