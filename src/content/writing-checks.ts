import { CORE_LANGUAGES } from '../wording/languages.ts';
import type { PublicWordingRule } from '../wording/match.ts';
import type { Policy } from './policy.ts';

/** The ids of the wording rules, by their keys in the policy's `wording` and in the lexicon. */
export const WORDING_RULE_IDS = {
  blame: 'no-blame',
  jargon: 'no-jargon',
  minimising: 'no-minimising',
  promise: 'no-promised-fix-time',
  speculation: 'no-speculation',
} as const satisfies Record<PublicWordingRule, string>;

/** The rules on what a text says, in the order in which the page lists them. */
export const WRITING_CHECKS = [
  'blame',
  'jargon',
  'minimising',
  'promise',
  'speculation',
  'impact',
  'apology',
] as const;

export type WritingCheck = (typeof WRITING_CHECKS)[number];

/** `core`: the most common forms of the language only; `no-words`: nothing in this language; `off`: the policy switches it off. */
export type WritingCheckState = 'on' | 'core' | 'no-words' | 'off';

/** Of the words of a page's language. */
interface WordsOfLanguage {
  readonly language: string;
  readonly checked: { readonly impact?: unknown; readonly apology?: unknown };
}

const WRITING_RULE_IDS: Readonly<Record<WritingCheck, string>> = {
  ...WORDING_RULE_IDS,
  impact: 'require-impact',
  apology: 'require-apology',
};

/** What each rule on wording checks with a policy, in the language of its public texts. */
export function listWritingChecks(
  policy: Parameters<typeof stateOf>[1],
  words: Parameters<typeof stateOf>[2],
): readonly { readonly check: WritingCheck; readonly id: string; readonly state: WritingCheckState }[] {
  return WRITING_CHECKS.map((check) => ({
    check,
    id: WRITING_RULE_IDS[check],
    state: stateOf(check, policy, words),
  }));
}

function stateOf(
  check: WritingCheck,
  policy: Pick<Policy, 'wording' | 'rules' | 'impact' | 'apology'>,
  { language, checked }: WordsOfLanguage,
): WritingCheckState {
  const isOff =
    policy.rules[WRITING_RULE_IDS[check]] === 'off' ||
    (check === 'impact' || check === 'apology' ? !policy[check] : policy.wording[check] === 'off');
  if (isOff) return 'off';
  if (language === 'en') return 'on';
  if (check === 'impact' || check === 'apology') return checked[check] === undefined ? 'no-words' : 'on';
  return CORE_LANGUAGES.includes(language) ? 'core' : 'no-words';
}
