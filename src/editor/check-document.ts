import { withCurrentComponentIds } from '../content/component-ids.ts';
import type { Content, ContentSources } from '../content/content.ts';
import { parseContent } from '../content/content.ts';
import { sortDiagnostics } from '../content/finding.ts';
import type { Diagnostic } from '../content/finding.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { SourceFile } from '../content/source.ts';
import { createRuleContext } from '../rules/engine/context.ts';
import { lintIncidentFile } from '../rules/engine/lint.ts';
import { validateContent } from '../rules/engine/validate-content.ts';
import type { Instant } from '../time/instant.ts';

/** The content root as it was read last, parsed once for many checks. */
export interface OpenRoot {
  readonly sources: ContentSources;
  readonly content: Content;
}

export const openRoot = (sources: ContentSources): OpenRoot => ({ sources, content: parseContent(sources) });

/**
 * The findings of one file with the text that an editor shows, which may not be saved. An incident is checked alone against
 * what is known of the other files; any other file changes what they mean, so the whole root is checked again.
 */
export function checkDocument(
  { sources, content }: OpenRoot,
  source: SourceFile,
  now: Instant,
): readonly Diagnostic[] {
  const isIncident = /^incidents\/[^/]+\.md$/.test(source.path);
  if (!isIncident || !content.siteContext) {
    const changed = validateContent(parseContent(replaceSource(sources, source)), now);
    return changed.filter(({ location }) => location.path === source.path);
  }
  const { siteContext } = content;
  const parsed = parseIncident(source, siteContext.site.timezone);
  const event = parsed.value && withCurrentComponentIds(parsed.value, siteContext.components);
  const others = content.incidents.filter((one) => one.source.path !== source.path);
  return sortDiagnostics([
    ...parsed.diagnostics,
    ...(event ? lintIncidentFile(event, createRuleContext(siteContext, [...others, event], now)) : []),
  ]);
}

/** The sources with one file replaced, or added to its folder. Files that are no content change nothing. */
export function replaceSource(sources: ContentSources, source: SourceFile): ContentSources {
  if (source.path === 'status.yaml') return { ...sources, site: source };
  const folder = (['policies', 'components', 'incidents', 'postmortems'] as const).find((name) =>
    source.path.startsWith(`${name}/`),
  );
  if (folder === undefined) return sources;
  const others = sources[folder].filter(({ path }) => path !== source.path);
  return { ...sources, [folder]: [...others, source].toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
}
