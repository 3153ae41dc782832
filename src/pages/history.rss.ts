import type { APIRoute } from 'astro';
import { createHistoryFeed } from '../site/feeds/history-feed.ts';
import { renderRss } from '../site/feeds/rss.ts';
import { loadSite } from '../site/site-context.ts';
import { httpResponse } from '../site/http-response.ts';

export const GET: APIRoute = async () =>
  httpResponse('rss', await renderRss(createHistoryFeed(await loadSite(), 'page'), 'history.rss'));
