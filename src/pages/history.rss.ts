import type { APIRoute } from 'astro';
import { historyFeed } from '../site/feeds/history-feed.ts';
import { rssOf } from '../site/feeds/rss.ts';
import { loadSite } from '../site/load.ts';
import { served } from '../site/served.ts';

export const GET: APIRoute = async () =>
  served('rss', await rssOf(historyFeed(await loadSite(), 'page'), 'history.rss'));
