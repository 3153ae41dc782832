import type { Content } from '../../content/content.ts';
import { sortDiagnostics } from '../../content/finding.ts';
import type { Diagnostic } from '../../content/finding.ts';
import type { IncidentHistory } from '../../publication-history/history.ts';
import type { Instant } from '../../time/instant.ts';
import { checkRemovedIncidents } from '../../publication-history/removed-incidents.ts';
import { RULES } from '../index.ts';
import { validatePostmortem } from './validate-text.ts';
import { lintIncidentFiles, lintPolicy } from './lint.ts';

const ESSENTIAL_RULES = RULES.filter((rule) => 'essential' in rule);

/**
 * Everything there is to say of a content root: faults of the format, the policy's coherence, and every rule; in order.
 * `history` is git's word, where it was asked.
 */
export function validateContent(content: Content, now: Instant, history?: IncidentHistory): Diagnostic[] {
  const { siteContext, incidents, partialIncidents, postmortems, diagnostics } = content;
  if (!siteContext) return sortDiagnostics(diagnostics);
  return sortDiagnostics([
    ...diagnostics,
    ...lintPolicy(siteContext.policy),
    ...lintIncidentFiles(siteContext, incidents, now, RULES, history),
    ...lintIncidentFiles(siteContext, partialIncidents, now, ESSENTIAL_RULES),
    ...postmortems.flatMap((postmortem) => validatePostmortem(siteContext, postmortem, incidents, now)),
    ...(history ? checkRemovedIncidents(history, siteContext.policy) : []),
  ]);
}
