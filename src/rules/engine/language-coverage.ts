import type { SiteContext } from '../../content/content.ts';
import { CORE_LANGUAGES } from '../../wording/languages.ts';
import { WORDING_RULE_IDS } from './wording-rule.ts';

/** The rules that the policy turns on and that have no words for the page's language, so that they check nothing. */
export function rulesWithoutWords({ policy, words }: Pick<SiteContext, 'policy' | 'words'>): string[] {
  if (words.language === 'en') return [];
  return [
    ...(CORE_LANGUAGES.includes(words.language) ? [] : wordingRules(policy)),
    ...(policy.impact && words.checked.impact === undefined ? ['require-impact'] : []),
    ...(policy.apology && words.checked.apology === undefined ? ['require-apology'] : []),
  ].filter((id) => policy.rules[id] !== 'off');
}

/** The wording rules that know only the most common forms in the page's language. */
export function rulesWithCoreWords({ policy, words }: Pick<SiteContext, 'policy' | 'words'>): string[] {
  return CORE_LANGUAGES.includes(words.language)
    ? wordingRules(policy).filter((id) => policy.rules[id] !== 'off')
    : [];
}

const wordingRules = (policy: SiteContext['policy']): string[] =>
  Object.entries(WORDING_RULE_IDS)
    .filter(([key]) => policy.wording[key as keyof typeof WORDING_RULE_IDS] !== 'off')
    .map(([, id]) => id);

/** What `validate` and `doctor` say of a language that some rules can't check; undefined if they check all. */
export function describeLanguageCoverage(siteContext: SiteContext): string | undefined {
  const rules = rulesWithoutWords(siteContext);
  const core = rulesWithCoreWords(siteContext);
  if (rules.length === 0 && core.length === 0) return undefined;
  const language = new Intl.DisplayNames('en', { type: 'language' }).of(siteContext.words.language);
  return [
    `Public text is in ${language}.`,
    ...(core.length > 0
      ? [`These rules know only the most common forms of that language: ${core.join(', ')}.`]
      : []),
    ...(rules.length > 0
      ? [`These rules know only English and check nothing there: ${rules.join(', ')}.`]
      : []),
    'The glossary of the policy is checked.',
  ].join(' ');
}
