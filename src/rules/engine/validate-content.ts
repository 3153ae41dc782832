import type { Content, SiteContext } from '../../content/content.ts';
import { sortDiagnostics } from '../../content/finding.ts';
import type { Diagnostic } from '../../content/finding.ts';
import type { IncidentHistory } from '../../publication-history/history.ts';
import { createTooSlowError, runWithoutLimit } from '../../content/time-limit.ts';
import type { Instant } from '../../time/instant.ts';
import { checkRemovedIncidents } from '../../publication-history/removed-incidents.ts';
import { RULES } from '../index.ts';
import { checkNotify } from './check-notify.ts';
import { checkPolicyWording } from './check-policy-wording.ts';
import { checkShownText } from './check-shown-text.ts';
import { checkPictures } from './check-pictures.ts';
import { validatePostmortem } from './validate-text.ts';
import { lintIncidentFiles, lintPolicy, lintSite } from './lint.ts';

const ESSENTIAL_RULES = RULES.filter((rule) => 'essential' in rule);

/**
 * All findings on a content root, sorted: format errors, contradictions in the policy, violations of rules, and files whose
 * check took too long, with a limit in `runPerFile`.
 */
export function validateContent(
  content: Content,
  now: Instant,
  history?: IncidentHistory,
  runPerFile = runWithoutLimit,
): Diagnostic[] {
  const { siteContext, siteSource, incidents, partialIncidents, postmortems, otherPolicies, diagnostics } =
    content;
  if (!siteContext) return sortDiagnostics(diagnostics);
  return sortDiagnostics([
    ...diagnostics,
    ...[siteContext.policy, ...otherPolicies].flatMap((policy) => lintPolicy(policy)),
    ...lintIncidentFiles(siteContext, incidents, now, RULES, history, runPerFile),
    ...lintIncidentFiles(siteContext, partialIncidents, now, ESSENTIAL_RULES, undefined, runPerFile),
    ...runPerFile(
      postmortems,
      (postmortem) => validatePostmortem(siteContext, postmortem, incidents, now),
      ({ source }) => [createTooSlowError(source, 'checking')],
    ).flat(),
    ...(siteSource ? lintSite(siteContext, siteSource) : []),
    ...checkNotify(content),
    ...checkShownText(content),
    ...[siteContext.policy, ...otherPolicies].flatMap((policy) => warnOfWording({ ...siteContext, policy })),
    ...checkPictures(content),
    ...(history ? checkRemovedIncidents(history, siteContext.policy) : []),
  ]);
}

/** Warnings, because an upgrade must not stop a page whose policy did not change. `candor policy try` fails on them. */
function warnOfWording(siteContext: SiteContext): Diagnostic[] {
  return checkPolicyWording(siteContext).map((finding) => ({ ...finding, level: 'warn' }));
}
