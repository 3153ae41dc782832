import type { APIRoute, GetStaticPaths } from 'astro';
import { ENDPOINT_NAMES, apiDocument } from '../../../site/api/endpoints.ts';
import type { Endpoint } from '../../../site/api/endpoints.ts';
import { loadSite } from '../../../site/load.ts';

export const getStaticPaths: GetStaticPaths = () =>
  ENDPOINT_NAMES.map((endpoint) => ({ params: { endpoint } }));

export const GET: APIRoute = async ({ params }) => {
  const { view } = await loadSite();
  return new Response(apiDocument(view, params['endpoint'] as Endpoint), {
    headers: { 'content-type': 'application/json' },
  });
};
