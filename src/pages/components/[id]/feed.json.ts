import type { APIRoute } from 'astro';
import { componentPaths } from '../../../site/component-paths.ts';
import type { ComponentProps } from '../../../site/component-paths.ts';
import { jsonFeedOf } from '../../../site/feeds/json-feed.ts';
import { updateFeed } from '../../../site/feeds/update-feed.ts';
import { loadSite } from '../../../site/site-context.ts';
import { served } from '../../../site/http-response.ts';

export const getStaticPaths = componentPaths;

export const GET: APIRoute<ComponentProps> = async ({ props }) =>
  served('json', jsonFeedOf(updateFeed(await loadSite(), props.component), 'feed.json'));
