import type { APIRoute } from 'astro';
import { renderRss } from '../site/feeds/rss.ts';
import { createUpdateFeed } from '../site/feeds/update-feed.ts';
import { loadSite } from '../site/site-context.ts';
import { httpResponse } from '../site/http-response.ts';

export const GET: APIRoute = async () =>
  httpResponse('rss', await renderRss(createUpdateFeed(await loadSite()), 'rss.xml'));
