import type { APIRoute } from 'astro';
import { badgeOf } from '../site/badge.ts';
import { loadSite } from '../site/load.ts';
import { served } from '../site/served.ts';

export const GET: APIRoute = async () => served('svg', badgeOf(await loadSite()));
