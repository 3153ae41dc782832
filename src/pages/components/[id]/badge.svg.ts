import type { APIRoute } from 'astro';
import { renderBadge } from '../../../site/badge.ts';
import { listComponentPaths } from '../../../site/component-paths.ts';
import type { ComponentProps } from '../../../site/component-paths.ts';
import { loadSite } from '../../../site/site-context.ts';
import { httpResponse } from '../../../site/http-response.ts';

export const getStaticPaths = listComponentPaths;

export const GET: APIRoute<ComponentProps> = async ({ props }) =>
  httpResponse('svg', renderBadge(await loadSite(), props.component));
