import type { Policy } from '../content/policy.ts';
import { Refused } from './refused.ts';

/** A severity that the SOP's own questions lead to. */
export interface Proposal {
  readonly severity: string;
  /** The question that decided; absent where every answer was no. */
  readonly because?: string;
  /** The clause that the question comes from. */
  readonly clause?: string;
}

/** The questions that are still to be asked: none once one was answered by yes. */
export function nextClassifying(policy: Policy, answers: readonly boolean[]): string | undefined {
  return answers.includes(true) ? undefined : policy.classify[answers.length]?.ask;
}

/** The severity that the answers lead to: that of the first yes; the mildest if there is none (V14.1, U1.1). */
export function classified({ classify, severities }: Policy, answers: readonly boolean[]): Proposal {
  const question = classify[answers.indexOf(true)];
  if (!question) return { severity: Object.keys(severities).at(-1)! };
  const { severity, ask, clause } = question;
  return { severity, because: ask, ...(clause !== undefined && { clause }) };
}

/**
 * Reads `yes,no,no` in the order of the questions; what is left out is a no.
 * @throws Refused
 */
export function readAnswers({ classify }: Policy, text: string): boolean[] {
  const words = text.split(',').map((word) => word.trim().toLowerCase());
  const bad = words.find((word) => !['yes', 'no', 'y', 'n'].includes(word));
  const list = classify.map(({ ask }, index) => `  ${index + 1}. ${ask}`).join('\n');
  if (bad !== undefined)
    throw new Refused(`--answers: "${bad}" is neither yes nor no. The questions are\n${list}`);
  if (words.length > classify.length) {
    throw new Refused(`--answers has ${words.length} answers to ${classify.length} questions:\n${list}`);
  }
  return classify.map((_, index) => words[index]?.startsWith('y') ?? false);
}
