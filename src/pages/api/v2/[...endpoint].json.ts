import type { APIRoute, GetStaticPaths } from 'astro';
import { ENDPOINT_NAMES, renderApiDocument } from '../../../site/statuspage-api/endpoints.ts';
import type { Endpoint } from '../../../site/statuspage-api/endpoints.ts';
import { loadSite } from '../../../site/site-context.ts';
import { httpResponse } from '../../../site/http-response.ts';

export const getStaticPaths: GetStaticPaths = () =>
  ENDPOINT_NAMES.map((endpoint) => ({ params: { endpoint } }));

export const GET: APIRoute = async ({ params }) => {
  const { view, context } = await loadSite();
  return httpResponse('json', renderApiDocument(view, params['endpoint'] as Endpoint, context.messages));
};
