import type { SiteContext } from '../../content/content.ts';
import type { ActiveContent } from '../active-content.ts';
import { UsageError } from '../../files/command-errors.ts';

/** @throws UsageError with the first error, if the site or its policy can't be parsed */
export function requireSiteContext({
  siteContext,
  diagnostics,
}: Pick<ActiveContent, 'siteContext' | 'diagnostics'>): SiteContext {
  if (siteContext) return siteContext;
  const diagnostic = diagnostics[0];
  const place = diagnostic ? `${diagnostic.location.path}:${diagnostic.location.line}: ` : '';
  throw new UsageError(
    `${place}${diagnostic?.message ?? "The site can't be read."} ${diagnostic?.help ?? ''}`.trim(),
  );
}
