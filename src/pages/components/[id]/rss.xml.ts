import type { APIRoute } from 'astro';
import { componentPaths } from '../../../site/component-paths.ts';
import type { ComponentProps } from '../../../site/component-paths.ts';
import { rssOf } from '../../../site/feeds/rss.ts';
import { updateFeed } from '../../../site/feeds/update-feed.ts';
import { loadSite } from '../../../site/site-context.ts';
import { served } from '../../../site/http-response.ts';

export const getStaticPaths = componentPaths;

export const GET: APIRoute<ComponentProps> = async ({ props }) =>
  served('rss', await rssOf(updateFeed(await loadSite(), props.component), 'rss.xml'));
