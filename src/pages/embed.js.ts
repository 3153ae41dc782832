import type { APIRoute } from 'astro';
import { embedScript } from '../site/embed/embed-script.ts';
import { loadSite } from '../site/load.ts';
import { served } from '../site/served.ts';

export const GET: APIRoute = async () => served('js', embedScript((await loadSite()).shell));
