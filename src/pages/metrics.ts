import type { APIRoute } from 'astro';
import { loadSite } from '../site/site-context.ts';
import { renderMetrics } from '../site/metrics.ts';
import { httpResponse } from '../site/http-response.ts';

export const GET: APIRoute = async () => httpResponse('txt', renderMetrics((await loadSite()).view));
