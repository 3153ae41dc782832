import type { APIRoute } from 'astro';
import { drawIcon, ICON_SIZES, toIco } from '../site/app-icon.ts';
import { loadSite } from '../site/site-context.ts';

export const GET: APIRoute = async () => {
  const { site } = (await loadSite()).context;
  return new Response(new Uint8Array(toIco(drawIcon(site, ICON_SIZES.favicon), ICON_SIZES.favicon)), {
    headers: { 'content-type': 'image/x-icon' },
  });
};
