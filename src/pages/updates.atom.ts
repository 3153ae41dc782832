import type { APIRoute } from 'astro';
import { renderAtom } from '../site/feeds/atom.ts';
import { createUpdateFeed } from '../site/feeds/update-feed.ts';
import { loadSite } from '../site/site-context.ts';
import { httpResponse } from '../site/http-response.ts';

export const GET: APIRoute = async () =>
  httpResponse('atom', renderAtom(createUpdateFeed(await loadSite()), 'updates.atom'));
