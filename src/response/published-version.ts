import type { StatusEvent } from '../content/incident.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { IncidentContext } from './context.ts';

/** The version of an event that customers can read now. */
export function publishedVersionOf(
  { published, siteContext }: IncidentContext,
  { source }: StatusEvent,
): StatusEvent | undefined {
  const file = published?.incidents.find(({ path }) => path === source.path);
  if (!file) return undefined;
  const parsed = parseIncident(file, siteContext.site.timezone);
  return parsed.value ?? parsed.partial;
}
