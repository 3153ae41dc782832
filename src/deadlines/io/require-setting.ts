import type { SiteContext } from '../../content/content.ts';
import type { ActiveContent } from '../active-content.ts';
import { UsageError } from '../../files/command-errors.ts';

/**
 * The setting of a content root that the clock was read from.
 * @throws UsageError with the first fault, where the site or its policy can't be read: no clock can run then
 */
export function requireSiteContext({
  siteContext,
  diagnostics,
}: Pick<ActiveContent, 'siteContext' | 'diagnostics'>): SiteContext {
  if (siteContext) return siteContext;
  const diagnostic = diagnostics[0];
  const place = diagnostic ? `${diagnostic.location.path}:${diagnostic.location.line}: ` : '';
  throw new UsageError(
    `${place}${diagnostic?.message ?? 'The site can not be read.'} ${diagnostic?.help ?? ''}`.trim(),
  );
}
