import type { APIRoute } from 'astro';
import { httpResponse } from '../../site/http-response.ts';
import { loadSite } from '../../site/site-context.ts';

/** Which version of Candor built the page. */
export const GET: APIRoute = async () => {
  const { version } = await loadSite();
  return httpResponse('json', JSON.stringify({ version }));
};
