import type { APIRoute, GetStaticPaths } from 'astro';
import { ENDPOINT_NAMES, apiDocument } from '../../../site/api/endpoints.ts';
import type { Endpoint } from '../../../site/api/endpoints.ts';
import { loadSite } from '../../../site/load.ts';
import { served } from '../../../site/served.ts';

export const getStaticPaths: GetStaticPaths = () =>
  ENDPOINT_NAMES.map((endpoint) => ({ params: { endpoint } }));

export const GET: APIRoute = async ({ params }) => {
  const { view } = await loadSite();
  return served('json', apiDocument(view, params['endpoint'] as Endpoint));
};
