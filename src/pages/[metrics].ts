import type { APIRoute } from 'astro';
import { loadSite } from '../site/site-context.ts';
import { renderMetrics } from '../site/metrics.ts';
import { httpResponse } from '../site/http-response.ts';

/** Prometheus 3 requires a text content type, which static hosts derive from `.txt`. */
export const getStaticPaths = () => ['metrics', 'metrics.txt'].map((metrics) => ({ params: { metrics } }));

export const GET: APIRoute = async () => httpResponse('txt', renderMetrics((await loadSite()).view));
