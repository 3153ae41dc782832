import rss from '@astrojs/rss';
import type { APIRoute } from 'astro';
import { rssOf } from '../site/rss.ts';
import { loadSite } from '../site/load.ts';

export const GET: APIRoute = async () => rss(rssOf(await loadSite()));
