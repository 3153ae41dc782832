import type { APIRoute } from 'astro';
import { embedScript } from '../site/embed/embed-script.ts';
import { loadSite } from '../site/site-context.ts';
import { served } from '../site/http-response.ts';

export const GET: APIRoute = async () => served('js', embedScript((await loadSite()).shell));
