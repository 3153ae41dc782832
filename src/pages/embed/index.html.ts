import type { APIRoute } from 'astro';
import { embedPage } from '../../site/embed/embed-page.ts';
import { loadSite } from '../../site/load.ts';
import { served } from '../../site/served.ts';

export const GET: APIRoute = async () => served('html', embedPage(await loadSite()));
