import type { APIRoute } from 'astro';
import { renderJsonFeed } from '../site/feeds/json-feed.ts';
import { createUpdateFeed } from '../site/feeds/update-feed.ts';
import { loadSite } from '../site/site-context.ts';
import { httpResponse } from '../site/http-response.ts';

export const GET: APIRoute = async () =>
  httpResponse('json', renderJsonFeed(createUpdateFeed(await loadSite()), 'feed.json'));
