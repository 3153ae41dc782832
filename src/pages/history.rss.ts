import type { APIRoute } from 'astro';
import { historyFeed } from '../site/feeds/history-feed.ts';
import { rssOf } from '../site/feeds/rss.ts';
import { loadSite } from '../site/site-context.ts';
import { served } from '../site/http-response.ts';

export const GET: APIRoute = async () =>
  served('rss', await rssOf(historyFeed(await loadSite(), 'page'), 'history.rss'));
