import type { APIRoute } from 'astro';
import { loadSite } from '../site/site-context.ts';
import { getStylesheets } from '../site/styles.ts';

export async function getStaticPaths(): Promise<{ params: { stylesheet: string } }[]> {
  const { context } = await loadSite();
  return [{ params: { stylesheet: getStylesheets(context.site).shared.name } }];
}

export const GET: APIRoute = async () => {
  const { css } = getStylesheets((await loadSite()).context.site).shared;
  return new Response(css, { headers: { 'content-type': 'text/css' } });
};
