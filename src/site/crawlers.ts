import type { EventView } from '../status/entry.ts';
import { entryChangedAt, openedAt, pageChangedAt, textChangedAt, updateChangedAt } from './changed-at.ts';
import { renderExcerpt } from './markdown.ts';
import type { LoadedSite, PageContext } from './site-context.ts';
import { renderXmlFile, xmlElement } from './xml.ts';

export function renderRobots({ links }: PageContext): string {
  return `User-agent: *\nAllow: /\n\nSitemap: ${links.absolute(links.file('sitemap.xml'))}\n`;
}

/** What search engines accept in one file. */
const MAX_ADDRESSES = 50_000;

/** The home page, those of incidents, newest first, and the others, with the time of each one's last change where it is known. */
export function renderSitemap({ view, context }: LoadedSite): string {
  const { links } = context;
  const pages: { readonly path: string; readonly changed?: number }[] = [
    { path: links.home, changed: pageChangedAt(view) },
    ...[links.history, links.commitments, links.subscribe].map((path) => ({ path })),
    ...[...view.components, ...view.retired].map(({ id }) => ({ path: links.component(id) })),
    ...view.events.map((event) => ({
      path: links.incident(event.event.id),
      changed: entryChangedAt(event, view),
    })),
  ];
  const urls = pages
    .slice(0, MAX_ADDRESSES)
    .map(({ path, changed }) =>
      xmlElement(
        'url',
        {},
        xmlElement('loc', {}, links.absolute(path)),
        ...(changed === undefined ? [] : [xmlElement('lastmod', {}, new Date(changed).toISOString())]),
      ),
    );
  return renderXmlFile(
    xmlElement('urlset', { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' }, ...urls),
  );
}

/** For phones that keep the page on their home screen. */
export function renderManifest({ links, messages, site, locale }: PageContext, colour: string): string {
  return JSON.stringify({
    name: messages.page.title(site.name),
    short_name: site.name,
    lang: locale,
    dir: messages.dir,
    start_url: links.home,
    scope: links.home,
    display: 'minimal-ui',
    theme_color: colour,
    icons: [{ src: links.file('icon.png'), sizes: '512x512', type: 'image/png' }],
  });
}

/** An incident as schema.org's `LiveBlogPosting`, for search engines; safe within `script`. */
export function renderStructuredData(
  view: EventView,
  { links, messages, site, locale }: PageContext,
): string {
  const { event, from, to } = view;
  const url = links.absolute(links.incident(event.id));
  const time = (at: number): string => new Date(at).toISOString();
  const publisher = { '@type': 'Organization', name: site.name };
  const data = {
    '@context': 'https://schema.org',
    '@type': 'LiveBlogPosting',
    headline: event.title,
    url,
    inLanguage: locale,
    datePublished: time(openedAt(view)),
    dateModified: time(textChangedAt(view)),
    coverageStartTime: time(from),
    ...(to !== undefined && { coverageEndTime: time(to) }),
    author: publisher,
    publisher,
    liveBlogUpdate: event.updates.toReversed().map((update) => ({
      '@type': 'BlogPosting',
      headline: messages.phases[update.label],
      url: `${url}#${update.id}`,
      datePublished: time(update.at),
      dateModified: time(updateChangedAt(update)),
      articleBody: renderExcerpt(update.text, 2000),
    })),
  };
  return JSON.stringify(data).replace(
    /[<>&]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
