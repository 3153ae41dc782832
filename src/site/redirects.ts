import type { PublicEvent } from '../status/public-entry.ts';
import type { StatusView } from '../status/status-view.ts';
import { splitSiteUrl } from '../content/site-address.ts';
import { listComponentYearPages } from './component-pages.ts';
import type { LoadedSite } from './site-context.ts';
import { xmlElement } from './xml.ts';

/** The `NAME` in `/incidents/NAME`, an event's address on another status page. */
export function parseFormerSlug({ formerUrl }: PublicEvent): string | undefined {
  const path = formerUrl === undefined ? undefined : URL.parse(formerUrl)?.pathname;
  return path && /\/incidents\/([A-Za-z0-9_-]{1,64})\/?$/.exec(path)?.[1];
}

/** The file of the page at a former address, relative to the site, and the current id of the incident or component. */
export interface PageRedirect {
  readonly file: string;
  readonly id: string;
  readonly kind: 'incident' | 'component';
  /** Of a component's page for one year. */
  readonly year?: string;
}

/** A page for each former id of a component, and for each of its years. */
export function listComponentRedirects(view: StatusView): PageRedirect[] {
  const renamed = [...view.components, ...view.retired].filter(({ formerly = [] }) => formerly.length > 0);
  if (renamed.length === 0) return [];
  const years = Map.groupBy(listComponentYearPages(view), ({ id }) => id);
  return renamed.flatMap(({ id, formerly = [] }) =>
    formerly.flatMap((former): PageRedirect[] => [
      { file: fileFor(['components', former]), id, kind: 'component' },
      ...(years.get(id) ?? []).map(({ year }) => ({
        ...{ file: fileFor(['components', former, year]), id },
        ...{ kind: 'component' as const, year },
      })),
    ]),
  );
}

/** The folders at the top of the site whose pages are Candor's own. `incidents` is not among them: it is shared. */
export const OWN_FOLDERS: ReadonlySet<string> = new Set([
  ...[
    '_astro',
    'api',
    'commitments',
    'components',
    'embed',
    'history',
    'media',
    'metrics',
    'postmortems',
    'subscribe',
  ],
]);

/** Repositories, whose pages are not at the address of a status page. */
const CODE_HOSTS = /(?:^|\.)(?:github\.com|gitlab\.com|codeberg\.org)$/;

const SEGMENT = /^[\p{L}\p{N}_][\p{L}\p{N} ._~-]*$/u;

/** In bytes; a file name may have 255. */
const MAX_SEGMENT_LENGTH = 200;

const MAX_SEGMENTS = 8;

/**
 * A page for each former address whose path lies below this site's path, whatever the domain was. Candor's own pages are
 * never replaced. If two incidents have an address in common, the first on the page gets it.
 */
export function listIncidentRedirects({ events, site }: StatusView): PageRedirect[] {
  const moved = events.filter(({ event }) => event.formerUrl !== undefined || event.formerAddresses);
  if (moved.length === 0) return [];
  const redirects = new Map<string, PageRedirect>();
  const current = new Set(events.map(({ event }) => fileFor(['incidents', event.id]).toLowerCase()));
  for (const { event } of moved) {
    for (const address of [event.formerUrl, ...(event.formerAddresses ?? [])]) {
      const file = address === undefined ? undefined : fileAt(address, site.url);
      // Some file systems don't distinguish upper and lower case.
      const key = file?.toLowerCase();
      if (file === undefined || key === undefined || current.has(key) || redirects.has(key)) continue;
      redirects.set(key, { file, id: event.id, kind: 'incident' });
    }
  }
  return [...redirects.values()];
}

/** The file that a static host serves for an address; undefined if it isn't a page that this site can have. */
function fileAt(address: string, site: string): string | undefined {
  const url = URL.parse(address, site);
  const { base } = splitSiteUrl(site);
  if (!url || CODE_HOSTS.test(url.hostname) || !url.pathname.startsWith(`${base}/`)) return undefined;
  const segments = decodePath(url.pathname.slice(base.length + 1).replace(/\/$/, ''))?.split('/');
  if (!segments) return undefined;
  const [first = ''] = segments;
  if (segments.length > MAX_SEGMENTS || !segments.every(isSafeSegment)) return undefined;
  if (OWN_FOLDERS.has(first.toLowerCase()) || (segments.length === 1 && first.includes('.')))
    return undefined;
  if (segments.length === 1 && first.toLowerCase() === 'incidents') return undefined;
  return fileFor(segments);
}

/** Undefined for invalid escapes, and for an escaped slash. */
function decodePath(path: string): string | undefined {
  if (/%(?:2f|5c)/i.test(path)) return undefined;
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return undefined;
  }
}

function isSafeSegment(segment: string, index: number, all: readonly string[]): boolean {
  const isFolder = index < all.length - 1;
  return (
    SEGMENT.test(segment) &&
    !segment.endsWith('.') &&
    !(isFolder && /\.html?$/i.test(segment)) &&
    new TextEncoder().encode(segment).length <= MAX_SEGMENT_LENGTH
  );
}

/** `issues/7` is a folder with a page, `issues/7.html` is a page. */
function fileFor(segments: readonly string[]): string {
  const path = segments.join('/');
  return /\.html?$/i.test(path) ? path : `${path}/index.html`;
}

/** Redirects without a script, on any host. */
export function renderRedirectPage({ context }: LoadedSite, { id, kind, year }: PageRedirect): string {
  const { messages, links, locale, site } = context;
  const address = links.absolute(year === undefined ? links[kind](id) : links.componentYear(id, year));
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
