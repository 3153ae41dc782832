import type { APIRoute } from 'astro';
import { atomOf } from '../site/feeds/atom.ts';
import { updateFeed } from '../site/feeds/update-feed.ts';
import { loadSite } from '../site/site-context.ts';
import { served } from '../site/http-response.ts';

export const GET: APIRoute = async () => served('atom', atomOf(updateFeed(await loadSite()), 'updates.atom'));
