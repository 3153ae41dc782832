import type { APIRoute } from 'astro';
import { jsonFeedOf } from '../site/feeds/json-feed.ts';
import { updateFeed } from '../site/feeds/update-feed.ts';
import { loadSite } from '../site/site-context.ts';
import { served } from '../site/http-response.ts';

export const GET: APIRoute = async () =>
  served('json', jsonFeedOf(updateFeed(await loadSite()), 'feed.json'));
