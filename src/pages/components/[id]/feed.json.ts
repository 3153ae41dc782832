import type { APIRoute } from 'astro';
import { listComponentPaths } from '../../../site/component-paths.ts';
import type { ComponentProps } from '../../../site/component-paths.ts';
import { renderJsonFeed } from '../../../site/feeds/json-feed.ts';
import { createUpdateFeed } from '../../../site/feeds/update-feed.ts';
import { loadSite } from '../../../site/site-context.ts';
import { httpResponse } from '../../../site/http-response.ts';

export const getStaticPaths = listComponentPaths;

export const GET: APIRoute<ComponentProps> = async ({ props }) =>
  httpResponse('json', renderJsonFeed(createUpdateFeed(await loadSite(), props.component), 'feed.json'));
