import type { APIRoute } from 'astro';
import { renderBadge } from '../site/badge.ts';
import { loadSite } from '../site/site-context.ts';
import { httpResponse } from '../site/http-response.ts';

export const GET: APIRoute = async () => httpResponse('svg', renderBadge(await loadSite()));
