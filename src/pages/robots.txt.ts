import type { APIRoute } from 'astro';
import { renderRobots } from '../site/crawlers.ts';
import { httpResponse } from '../site/http-response.ts';
import { loadSite } from '../site/site-context.ts';

export const GET: APIRoute = async () => httpResponse('txt', renderRobots((await loadSite()).context));
