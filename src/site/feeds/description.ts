import type { StatusView } from '../../status/status-view.ts';
import type { PageContext } from '../site-context.ts';

/** What a feed is about. An incident that can't be read is no item of it, so the description says that one may be open. */
export function describeFeed({ overall }: StatusView, { messages, site }: PageContext): string {
  const description = messages.feed.description(site.name);
  return overall.isUncertain ? `${messages.overall(overall)} ${description}` : description;
}
