import type { Content, SiteContext } from '../../content/content.ts';
import { sortDiagnostics } from '../../content/finding.ts';
import type { Diagnostic } from '../../content/finding.ts';
import type { IncidentHistory } from '../../publication-history/history.ts';
import { createTooSlowError, runWithoutLimit } from '../../content/time-limit.ts';
import type { Instant } from '../../time/instant.ts';
import { checkRemovedIncidents } from '../../publication-history/removed-incidents.ts';
import { RULES } from '../index.ts';
import type { CleanFiles } from './clean-files.ts';
import { checkNotify } from './check-notify.ts';
import { checkPolicyWording } from './check-policy-wording.ts';
import { checkShownText } from './check-shown-text.ts';
import { checkShownWording } from './check-shown-wording.ts';
import { checkPictures } from './check-pictures.ts';
import { validatePostmortem } from './validate-text.ts';
import { lintIncidentFiles, lintPolicy, lintSite } from './lint.ts';

export const ESSENTIAL_RULES = RULES.filter((rule) => 'essential' in rule);

/**
 * All findings on a content root, sorted: format errors, contradictions in the policy, violations of rules, and files whose
 * check took too long, with a limit in `runPerFile`. `clean` is of the same settings.
 */
export function validateContent(
  content: Content,
  now: Instant,
  history?: IncidentHistory,
  runPerFile = runWithoutLimit,
  clean?: CleanFiles,
): Diagnostic[] {
  const { siteContext, siteSource, incidents, partialIncidents, postmortems, otherPolicies, diagnostics } =
    content;
  if (!siteContext) return sortDiagnostics(diagnostics);
  return sortDiagnostics([
    ...diagnostics,
    ...[siteContext.policy, ...otherPolicies].flatMap((policy) => lintPolicy(policy)),
    ...lintIncidentFiles(siteContext, incidents, now, RULES, history, runPerFile, clean),
    ...lintIncidentFiles(siteContext, partialIncidents, now, ESSENTIAL_RULES, undefined, runPerFile),
    ...runPerFile(
      postmortems,
      (postmortem) => validatePostmortem(siteContext, postmortem, incidents, now),
      ({ source }) => [createTooSlowError(source, 'checking')],
    ).flat(),
    ...(siteSource ? lintSite(siteContext, siteSource) : []),
    ...checkNotify(content),
    ...checkShownText(content),
    ...asWarnings(checkShownWording(content)),
    ...[siteContext.policy, ...otherPolicies].flatMap((policy) =>
      warnOfWording({ ...siteContext, policy }, clean),
    ),
    ...checkPictures(content),
    ...(history ? checkRemovedIncidents(history, siteContext.policy) : []),
  ]);
}

function warnOfWording(siteContext: SiteContext, clean?: CleanFiles): Diagnostic[] {
  const { source } = siteContext.policy;
  if (clean?.get(source) !== undefined) return [];
  const findings = checkPolicyWording(siteContext);
  if (findings.length === 0) clean?.add(source, '');
  return asWarnings(findings);
}

/** Words outside of incidents: an upgrade must not stop a page because it finds more of them. `candor policy try` fails on them. */
function asWarnings(findings: readonly Diagnostic[]): Diagnostic[] {
  return findings.map((finding) => ({ ...finding, level: 'warn' }));
}
