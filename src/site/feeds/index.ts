import { FEED_FILES } from '../../hosting/feed-files.ts';
import type { ComponentView } from '../../status/components.ts';
import type { SubscriptionMethod } from '../i18n/subscribe-messages.ts';
import type { LoadedSite } from '../site-context.ts';
import { renderAtom } from './atom.ts';
import { createHistoryFeed } from './history-feed.ts';
import { renderJsonFeed } from './json-feed.ts';
import { renderRss } from './rss.ts';
import { createUpdateFeed } from './update-feed.ts';

/** A feed of the site. Its routes, head links and entry on the subscribe page follow from its row in `FEEDS`. */
export interface FeedDefinition {
  readonly file: string;
  /** The media type. */
  readonly type: string;
  /** The key of its text in `messages.subscribe.methods`; a feed without it is not on the subscribe page. */
  readonly label?: SubscriptionMethod;
  /** The section of the subscribe page. */
  readonly audience: 'people' | 'programs';
  /** Whether each component has this feed too, and pages link to it in their head. */
  readonly perComponent: boolean;
  readonly render: (site: LoadedSite, component?: ComponentView) => string | Promise<string>;
}

/** To add a feed, add a row, a renderer, and the text of its label in each language. */
export const FEEDS: readonly FeedDefinition[] = [
  {
    file: 'rss.xml',
    ...FEED_FILES['rss.xml'],
    label: 'rss',
    audience: 'people',
    render: (site, component) => renderRss(createUpdateFeed(site, component), 'rss.xml'),
  },
  {
    file: 'updates.atom',
    ...FEED_FILES['updates.atom'],
    label: 'atom',
    audience: 'programs',
    render: (site, component) => renderAtom(createUpdateFeed(site, component), 'updates.atom'),
  },
  {
    file: 'feed.json',
    ...FEED_FILES['feed.json'],
    label: 'json',
    audience: 'programs',
    render: (site, component) => renderJsonFeed(createUpdateFeed(site, component), 'feed.json'),
  },
  {
    file: 'history.atom',
    ...FEED_FILES['history.atom'],
    label: 'incidents',
    audience: 'programs',
    render: (site) => {
      const feed = createHistoryFeed(site, 'tag');
      return renderAtom(feed, 'history.atom', feed.id);
    },
  },
  {
    file: 'history.rss',
    ...FEED_FILES['history.rss'],
    audience: 'programs',
    render: (site) => renderRss(createHistoryFeed(site, 'page'), 'history.rss'),
  },
];

/** The feeds that each component has too. */
export const COMPONENT_FEEDS = FEEDS.filter(({ perComponent }) => perComponent);

/** The response of a feed's route. */
export async function feedResponse(
  feed: FeedDefinition,
  site: LoadedSite,
  component?: ComponentView,
): Promise<Response> {
  const headers = { 'content-type': `${feed.type}; charset=utf-8` };
  return new Response(await feed.render(site, component), { headers });
}
