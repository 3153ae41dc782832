import type { APIRoute } from 'astro';
import { badgeOf } from '../site/badge.ts';
import { loadSite } from '../site/site-context.ts';
import { served } from '../site/http-response.ts';

export const GET: APIRoute = async () => served('svg', badgeOf(await loadSite()));
