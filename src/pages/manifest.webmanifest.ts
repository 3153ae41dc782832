import type { APIRoute } from 'astro';
import { iconColour } from '../site/app-icon.ts';
import { renderManifest } from '../site/crawlers.ts';
import { httpResponse } from '../site/http-response.ts';
import { loadSite } from '../site/site-context.ts';

export const GET: APIRoute = async () => {
  const { context } = await loadSite();
  return httpResponse('webmanifest', renderManifest(context, iconColour(context.site)));
};
