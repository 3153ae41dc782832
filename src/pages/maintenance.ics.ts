import type { APIRoute } from 'astro';
import { calendarFile } from '../site/ics.ts';
import { loadSite } from '../site/site-context.ts';
import { served } from '../site/http-response.ts';

export const GET: APIRoute = async () => served('ics', calendarFile(await loadSite()));
