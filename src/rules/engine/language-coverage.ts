import type { SiteContext } from '../../content/content.ts';
import { WORDING_RULE_IDS } from './wording-rule.ts';

/** The rules that the policy turns on and that have no words for the page's language, so that they check nothing. */
export function rulesWithoutWords({ policy, words }: Pick<SiteContext, 'policy' | 'words'>): string[] {
  if (words.language === 'en') return [];
  const wording = Object.entries(WORDING_RULE_IDS).filter(
    ([key]) => policy.wording[key as keyof typeof WORDING_RULE_IDS] !== 'off',
  );
  return [
    ...wording.map(([, id]) => id),
    ...(policy.impact && words.checked.impact === undefined ? ['require-impact'] : []),
    ...(policy.apology && words.checked.apology === undefined ? ['require-apology'] : []),
  ].filter((id) => policy.rules[id] !== 'off');
}

/** What `validate` and `doctor` say of a language that some rules can't check; undefined if they check all. */
export function describeLanguageCoverage(siteContext: SiteContext): string | undefined {
  const rules = rulesWithoutWords(siteContext);
  if (rules.length === 0) return undefined;
  const language = new Intl.DisplayNames('en', { type: 'language' }).of(siteContext.words.language);
  return `Public text is in ${language}. These rules know only English and check nothing there: ${rules.join(', ')}. The glossary of the policy is checked.`;
}
