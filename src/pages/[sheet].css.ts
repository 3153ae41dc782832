import type { APIRoute } from 'astro';
import { css, sheetName } from '../site/styles.ts';

export function getStaticPaths(): { params: { sheet: string } }[] {
  return [{ params: { sheet: sheetName } }];
}

export const GET: APIRoute = () => new Response(css, { headers: { 'content-type': 'text/css' } });
