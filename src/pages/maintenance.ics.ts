import type { APIRoute } from 'astro';
import { renderCalendar } from '../site/ics.ts';
import { loadSite } from '../site/site-context.ts';
import { httpResponse } from '../site/http-response.ts';

export const GET: APIRoute = async () => httpResponse('ics', renderCalendar(await loadSite()));
