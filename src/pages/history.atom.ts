import type { APIRoute } from 'astro';
import { atomOf } from '../site/feeds/atom.ts';
import { historyFeed, historyFeedId } from '../site/feeds/history-feed.ts';
import { loadSite } from '../site/site-context.ts';
import { served } from '../site/http-response.ts';

export const GET: APIRoute = async () => {
  const feed = historyFeed(await loadSite(), 'tag');
  return served('atom', atomOf(feed, 'history.atom', historyFeedId(feed)));
};
