import type { SiteContext } from '../../content/content.ts';
import type { ActiveContent } from '../active-content.ts';
import { UsageError } from '../../files/command-errors.ts';

/**
 * The setting of a content root that the clock was read from.
 * @throws UsageError with the first fault, where the site or its policy can't be read: no clock can run then
 */
export function requireSiteContext({ siteContext, diagnostics }: Pick<ActiveContent, 'setting' | 'findings'>): SiteContext {
  if (siteContext) return siteContext;
  const fault = diagnostics[0];
  const place = fault ? `${fault.location.path}:${fault.location.line}: ` : '';
  throw new UsageError(
    `${place}${fault?.message ?? 'The site can not be read.'} ${fault?.help ?? ''}`.trim(),
  );
}
