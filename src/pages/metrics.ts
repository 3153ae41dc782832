import type { APIRoute } from 'astro';
import { loadSite } from '../site/site-context.ts';
import { metricsFile } from '../site/metrics.ts';
import { served } from '../site/http-response.ts';

export const GET: APIRoute = async () => served('txt', metricsFile((await loadSite()).view));
