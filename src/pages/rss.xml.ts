import type { APIRoute } from 'astro';
import { rssOf } from '../site/feeds/rss.ts';
import { updateFeed } from '../site/feeds/update-feed.ts';
import { loadSite } from '../site/site-context.ts';
import { served } from '../site/http-response.ts';

export const GET: APIRoute = async () => served('rss', await rssOf(updateFeed(await loadSite()), 'rss.xml'));
