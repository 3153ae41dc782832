import type { APIRoute } from 'astro';
import { renderSitemap } from '../site/crawlers.ts';
import { httpResponse } from '../site/http-response.ts';
import { loadSite } from '../site/site-context.ts';

export const GET: APIRoute = async () => httpResponse('xml', renderSitemap(await loadSite()));
