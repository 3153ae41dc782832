import type { APIRoute } from 'astro';
import { listComponentPaths } from '../../../site/component-paths.ts';
import type { ComponentProps } from '../../../site/component-paths.ts';
import { renderRss } from '../../../site/feeds/rss.ts';
import { createUpdateFeed } from '../../../site/feeds/update-feed.ts';
import { loadSite } from '../../../site/site-context.ts';
import { httpResponse } from '../../../site/http-response.ts';

export const getStaticPaths = listComponentPaths;

export const GET: APIRoute<ComponentProps> = async ({ props }) =>
  httpResponse('rss', await renderRss(createUpdateFeed(await loadSite(), props.component), 'rss.xml'));
