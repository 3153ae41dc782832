import type { APIRoute } from 'astro';
import { renderEmbedScript } from '../site/embed/embed-script.ts';
import { loadSite } from '../site/site-context.ts';
import { httpResponse } from '../site/http-response.ts';

export const GET: APIRoute = async () => httpResponse('js', renderEmbedScript((await loadSite()).context));
