import type { APIRoute } from 'astro';
import { badgeOf } from '../../../site/badge.ts';
import { componentPaths } from '../../../site/component-paths.ts';
import type { ComponentProps } from '../../../site/component-paths.ts';
import { loadSite } from '../../../site/load.ts';
import { served } from '../../../site/served.ts';

export const getStaticPaths = componentPaths;

export const GET: APIRoute<ComponentProps> = async ({ props }) =>
  served('svg', badgeOf(await loadSite(), props.component));
