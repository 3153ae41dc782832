import type { SiteContext } from '../../content/content.ts';
import { listWritingChecks } from '../../content/writing-checks.ts';
import type { WritingCheckState } from '../../content/writing-checks.ts';

/** The rules that the policy turns on and that have no words for the page's language, so that they check nothing. */
export const rulesWithoutWords = (context: Pick<SiteContext, 'policy' | 'words'>): string[] =>
  rulesIn(context, 'no-words');

/** The wording rules that know only the most common forms in the page's language. */
export const rulesWithCoreWords = (context: Pick<SiteContext, 'policy' | 'words'>): string[] =>
  rulesIn(context, 'core');

function rulesIn(
  { policy, words }: Pick<SiteContext, 'policy' | 'words'>,
  state: WritingCheckState,
): string[] {
  const checks = listWritingChecks(policy, words).filter((one) => one.state === state);
  return checks.map(({ id }) => id);
}

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
