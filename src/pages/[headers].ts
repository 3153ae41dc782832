import type { APIRoute } from 'astro';
import { renderHeadersFile } from '../site/headers-file.ts';
import { loadSite } from '../site/site-context.ts';

/** Not the name of this file, because Astro leaves out files that begin with an underscore. */
export function getStaticPaths() {
  return [{ params: { headers: '_headers' } }];
}

export const GET: APIRoute = async () => new Response(renderHeadersFile(await loadSite()));
