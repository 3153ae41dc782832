import { sortDiagnostics } from '../content/finding.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { IncidentHistory } from '../publication-history/history.ts';
import { historyFromBase, withBranchChanges } from '../publication-history/with-branch.ts';
import type { PublishedBase } from '../publication-history/with-branch.ts';
import type { Instant } from '../time/instant.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { SourceFile } from '../content/source.ts';
import { lintIncidentFile } from '../rules/engine/lint.ts';
import type { IncidentChange } from './change.ts';
import type { PublishedContent, IncidentContext } from './context.ts';
import { createRuleContext } from '../rules/engine/context.ts';

/** The findings about a change's files, checked together with all other incidents and against the published content. */
export function validateChange(
  incidentContext: IncidentContext,
  change: IncidentChange,
  now: Instant,
): Diagnostic[] {
  const { also } = change;
  if (!also) return validateFile(incidentContext, change, now);
  return [
    ...validateFile(withEvent(incidentContext, also), change, now),
    ...validateFile(withEvent(incidentContext, change), also, now),
  ];
}

/**
 * Separates warnings about what is public already from the findings about a change: the same were given when it was written.
 * @param diagnostics from `validateChange`
 */
export function separateKnownWarnings(
  incidentContext: IncidentContext,
  change: IncidentChange,
  diagnostics: readonly Diagnostic[],
  now: Instant,
): { readonly fresh: readonly Diagnostic[]; readonly knownCount: number } {
  const published = incidentContext.published?.incidents.find(({ path }) => path === change.path);
  const isWarning = ({ level, location }: Diagnostic): boolean =>
    level !== 'error' && location.path === change.path;
  if (!published || !diagnostics.some(isWarning)) return { fresh: diagnostics, knownCount: 0 };
  const keyOf = ({ rule, message, location }: Diagnostic, text: string): string =>
    [rule, message, text.split('\n')[location.line - 1]].join('\n');
  const known = validateFile(incidentContext, { ...change, text: published.text }, now).map((one) =>
    keyOf(one, published.text),
  );
  const fresh = diagnostics.filter((one) => {
    const at = isWarning(one) ? known.indexOf(keyOf(one, change.text)) : -1;
    if (at !== -1) known.splice(at, 1);
    return at === -1;
  });
  return { fresh, knownCount: diagnostics.length - fresh.length };
}

function withEvent(incidentContext: IncidentContext, { id, path, text }: IncidentChange): IncidentContext {
  const parsed = parseIncident({ path, text }, incidentContext.siteContext.site.timezone);
  const event = parsed.value ?? parsed.partial;
  const others = incidentContext.entries.filter((other) => other.id !== id);
  return { ...incidentContext, entries: event ? [...others, event] : others };
}

function validateFile(
  incidentContext: IncidentContext,
  { path, text, id }: Pick<IncidentChange, 'path' | 'text' | 'id'>,
  now: Instant,
): Diagnostic[] {
  const { siteContext, entries, published } = incidentContext;
  const parsed = parseIncident({ path, text }, siteContext.site.timezone);
  const event = parsed.value ?? parsed.partial;
  if (!event) return sortDiagnostics(parsed.diagnostics);
  const all = [...entries.filter((other) => other.id !== id), event];
  return sortDiagnostics([
    ...parsed.diagnostics,
    ...lintIncidentFile(
      event,
      createRuleContext(
        siteContext,
        all,
        now,
        published && createProposedHistory(published, { path, text }, now),
      ),
    ),
  ]);
}

/** The file's publication history, as if the change were published now (V6.4). */
function createProposedHistory(
  { commit, at, incidents }: PublishedContent,
  source: SourceFile,
  now: Instant,
): IncidentHistory {
  const before = incidents.find(({ path }) => path === source.path);
  const base: PublishedBase = {
    commit,
    at,
    paths: new Set(incidents.map(({ path }) => path)),
    changed: new Map(before ? [[before.path, before]] : []),
  };
  return withBranchChanges(historyFromBase(base), base, [source], now);
}
