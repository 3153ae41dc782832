import type { APIRoute } from 'astro';
import { loadSite } from '../site/load.ts';
import { metricsFile } from '../site/metrics.ts';
import { served } from '../site/served.ts';

export const GET: APIRoute = async () => served('txt', metricsFile((await loadSite()).view));
