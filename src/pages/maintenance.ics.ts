import type { APIRoute } from 'astro';
import { calendarFile } from '../site/calendar-file.ts';
import { loadSite } from '../site/load.ts';
import { served } from '../site/served.ts';

export const GET: APIRoute = async () => served('ics', calendarFile(await loadSite()));
