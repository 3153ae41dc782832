import type { APIRoute } from 'astro';
import { drawIcon, ICON_SIZES } from '../site/app-icon.ts';
import { loadSite } from '../site/site-context.ts';

export const GET: APIRoute = async () => {
  const { site } = (await loadSite()).context;
  return new Response(new Uint8Array(drawIcon(site, ICON_SIZES.touch)), {
    headers: { 'content-type': 'image/png' },
  });
};
