import type { APIRoute } from 'astro';
import { loadSite } from '../site/site-context.ts';
import { sheetsOf } from '../site/styles.ts';

export async function getStaticPaths(): Promise<{ params: { sheet: string } }[]> {
  const { shell } = await loadSite();
  return [{ params: { sheet: sheetsOf(shell.site).shared.name } }];
}

export const GET: APIRoute = async () => {
  const { css } = sheetsOf((await loadSite()).shell.site).shared;
  return new Response(css, { headers: { 'content-type': 'text/css' } });
};
