import type { PublicEvent } from '../status/public-entry.ts';
import type { StatusView } from '../status/status-view.ts';
import { splitSiteUrl } from './links.ts';
import type { LoadedSite } from './site-context.ts';
import { xmlElement } from './xml.ts';

/** The `NAME` in `/incidents/NAME`, an event's address on another status page. */
export function parseFormerSlug({ formerUrl }: PublicEvent): string | undefined {
  const path = formerUrl === undefined ? undefined : URL.parse(formerUrl)?.pathname;
  return path && /\/incidents\/([A-Za-z0-9_-]{1,64})\/?$/.exec(path)?.[1];
}

/** A former address below `incidents/` and the incident's current id. */
export interface IncidentRedirect {
  readonly former: string;
  readonly id: string;
}

/**
 * Former addresses whose path lies below this site's path, whatever the domain was. An existing incident's own address is
 * never redirected.
 */
export function listIncidentRedirects({ events, site }: StatusView): IncidentRedirect[] {
  const { base } = splitSiteUrl(site.url);
  const taken = new Set(events.map(({ event }) => event.id));
  return events.flatMap(({ event }) => {
    const former = parseFormerSlug(event);
    const path = former === undefined ? '' : `${base}/incidents/${former}`;
    if (former === undefined || taken.has(former)) return [];
    if (URL.parse(event.formerUrl!)?.pathname.replace(/\/$/, '') !== path) return [];
    taken.add(former);
    return [{ former, id: event.id }];
  });
}

/** Redirects without a script, on any host. */
export function renderRedirectPage({ context }: LoadedSite, { id }: IncidentRedirect): string {
  const { messages, links, locale, site } = context;
  const address = links.absolute(links.incident(id));
  const head = xmlElement(
    'head',
    {},
    xmlElement('meta', { charset: 'utf-8' }),
    xmlElement('meta', { 'http-equiv': 'refresh', content: `0; url=${address}` }),
    xmlElement('link', { rel: 'canonical', href: address }),
    xmlElement('title', {}, messages.page.title(site.name)),
  );
  const body = xmlElement('body', {}, xmlElement('p', {}, xmlElement('a', { href: address }, address)));
  return `<!doctype html>\n${xmlElement('html', { lang: locale, dir: messages.dir }, head, body).xml}\n`;
}
