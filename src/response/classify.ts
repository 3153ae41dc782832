import type { Policy } from '../content/policy.ts';
import { InputError } from './input-error.ts';
import { formatCount } from '../text/count.ts';

/** The severity that the SOP's classification questions lead to. */
export interface SeverityProposal {
  readonly severity: string;
  /** The first question answered with yes; absent if every answer was no. */
  readonly question?: string;
  /** The part of the SOP's definition or examples that a description in words is most like. */
  readonly likeness?: string;
  /** The clause that the question comes from. */
  readonly clause?: string;
}

/** The next question; undefined after a yes. */
export function nextClassificationQuestion(policy: Policy, answers: readonly boolean[]): string | undefined {
  return answers.includes(true) ? undefined : policy.classify[answers.length]?.ask;
}

/**
 * The severity of the first yes. If no answer is yes, the least severe one that customers are always shown: a problem that no
 * question names is not silent (V14.1, U1.1).
 */
export function classifySeverity(
  { classify, severities }: Policy,
  answers: readonly boolean[],
): SeverityProposal {
  const question = classify[answers.indexOf(true)];
  if (!question) {
    const shown = Object.keys(severities).filter((key) => severities[key]!.public === 'always');
    return { severity: shown.at(-1) ?? Object.keys(severities)[0]! };
  }
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

const IGNORED = new Set(
  'a an and are as at be but by can cannot can’t do does for from has have if in is it its many most no not of off on or our some than that the their them they this to up us was we with you'.split(
    ' ',
  ),
);

/** Words that customers and SOPs use for one thing. */
const SAME_WORDS: Readonly<Record<string, string>> = {
  down: 'unavailable',
  offline: 'unavailable',
  unreachable: 'unavailable',
  outage: 'unavailable',
  failure: 'fail',
  error: 'fail',
  broken: 'fail',
  lost: 'loss',
  lose: 'loss',
  leak: 'breach',
  slow: 'degrad',
  slowly: 'degrad',
  degradation: 'degrad',
  pay: 'payment',
  everybody: 'complete',
  everyone: 'complete',
  whole: 'complete',
  completely: 'complete',
  disrupt: 'disruption',
  partly: 'partial',
};

function stemsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}’']{2,40}/gu) ?? [];
  return new Set(
    words
      .filter((word) => !IGNORED.has(word))
      .map((word) => SAME_WORDS[word] ?? word.replace(/(?:ing|ed|s)$/, ''))
      .map((word) => SAME_WORDS[word] ?? word),
  );
}

/** The share of customers that a text gives, in percent. */
function shareIn(text: string): number | undefined {
  const found = /(\d{1,3})\s?%/.exec(text);
  return found ? Number(found[1]) : undefined;
}

/** Below this part of a phrase's words, two texts are about different things. */
const MIN_LIKENESS = 0.5;
/** Of every incident: a text is not like a phrase for these alone. */
const OF_ANY_INCIDENT: ReadonlySet<string> = new Set(['fail', 'bug', 'problem', 'issue']);

/**
 * The severity whose definition or examples a description in words is most like; the more severe of two that are equally like.
 * A share of customers below one that the SOP's phrase gives is not like it. `undefined` if it is like none.
 */
export function classifyWords({ severities }: Policy, words: string): SeverityProposal | undefined {
  const given = stemsOf(words);
  const share = shareIn(words);
  let best: { severity: string; likeness: string; score: number } | undefined;
  for (const [severity, { definition, examples, classification }] of Object.entries(severities)) {
    for (const phrase of [...definition, ...examples, ...classification]) {
      const stems = [...stemsOf(phrase)];
      const least = shareIn(phrase);
      if (stems.length === 0 || (least !== undefined && share !== undefined && share < least)) continue;
      const shared = stems.filter((stem) => given.has(stem));
      const score = shared.length / stems.length;
      if (shared.length < stems.length && shared.every((stem) => OF_ANY_INCIDENT.has(stem))) continue;
      if (score >= MIN_LIKENESS && score > (best?.score ?? 0)) best = { severity, likeness: phrase, score };
    }
  }
  return best && { severity: best.severity, likeness: best.likeness };
}
