import type { APIRoute } from 'astro';
import { badgeOf } from '../../../site/badge.ts';
import { componentPaths } from '../../../site/component-paths.ts';
import type { ComponentProps } from '../../../site/component-paths.ts';
import { loadSite } from '../../../site/site-context.ts';
import { served } from '../../../site/http-response.ts';

export const getStaticPaths = componentPaths;

export const GET: APIRoute<ComponentProps> = async ({ props }) =>
  served('svg', badgeOf(await loadSite(), props.component));
