import type { APIRoute } from 'astro';
import { renderAtom } from '../site/feeds/atom.ts';
import { createHistoryFeed, historyFeedId } from '../site/feeds/history-feed.ts';
import { loadSite } from '../site/site-context.ts';
import { httpResponse } from '../site/http-response.ts';

export const GET: APIRoute = async () => {
  const feed = createHistoryFeed(await loadSite(), 'tag');
  return httpResponse('atom', renderAtom(feed, 'history.atom', historyFeedId(feed)));
};
