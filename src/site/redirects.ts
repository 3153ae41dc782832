import type { PublicEntry } from '../status/public-entry.ts';
import type { StatusView } from '../status/status-view.ts';
import { addressOf } from './links.ts';
import type { LoadedSite } from './site-context.ts';
import { element } from './xml.ts';

/** The name that an entry had in its address on another status page: `/incidents/NAME`. */
export function formerName({ formerly }: PublicEntry): string | undefined {
  const path = formerly === undefined ? undefined : URL.parse(formerly)?.pathname;
  return path && /\/incidents\/([A-Za-z0-9_-]{1,64})\/?$/.exec(path)?.[1];
}

/** An address that an entry had before, below `incidents/`, and where it is now. */
export interface Move {
  readonly former: string;
  readonly id: string;
}

/**
 * The old addresses that still lead here: those at the place where this page is now, by path, whatever the domain was. No
 * entry of today gives way to one.
 */
export function movesOf({ entries, site }: StatusView): Move[] {
  const { base } = addressOf(site.url);
  const taken = new Set(entries.map(({ entry }) => entry.id));
  return entries.flatMap(({ entry }) => {
    const former = formerName(entry);
    const path = former === undefined ? '' : `${base}/incidents/${former}`;
    if (former === undefined || taken.has(former)) return [];
    if (URL.parse(entry.formerly!)?.pathname.replace(/\/$/, '') !== path) return [];
    taken.add(former);
    return [{ former, id: entry.id }];
  });
}

/** A page that leads to another one, without a script and on any host. */
export function movedPage({ shell }: LoadedSite, { id }: Move): string {
  const { words, links, locale, site } = shell;
  const address = links.absolute(links.incident(id));
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'refresh', content: `0; url=${address}` }),
    element('link', { rel: 'canonical', href: address }),
    element('title', {}, words.page.title(site.name)),
  );
  const body = element('body', {}, element('p', {}, element('a', { href: address }, address)));
  return `<!doctype html>\n${element('html', { lang: locale, dir: words.dir }, head, body).xml}\n`;
}
