import type { SiteContext } from '../content/content.ts';
import type { StatusEvent } from '../content/incident.ts';
import { isPublic } from '../content/policy.ts';
import type { Component } from '../content/site.ts';
import { createCalendar } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';

/**
 * The site context with the first recorded day of each component without `since` (U6.3): the day of its first commit, or
 * of the first incident that names it if that is earlier. Where git can't tell, the record begins with the first incident
 * of the site, and without any it begins today: days that no one recorded are not shown as days without trouble.
 * @param firstCommits by path; undefined where git can't tell
 */
export function withRecordedDays(
  siteContext: SiteContext,
  events: readonly StatusEvent[],
  firstCommits: ReadonlyMap<string, Instant> | undefined,
  now: Instant,
): SiteContext {
  const { dayOf } = createCalendar(siteContext.site.timezone);
  const shown = events.filter((event) => event.kind !== 'notice' && isPublic(siteContext.policy, event));
  const firstOf = (some: readonly StatusEvent[]): Instant =>
    some.reduce((first, event) => Math.min(first, beganAt(event)), now);
  const siteBegan = firstOf(shown);
  const beganOf = ({ id, formerly, source }: Component): Instant => {
    if (!firstCommits) return siteBegan;
    const folder = source.path.slice(0, source.path.lastIndexOf('/') + 1);
    const paths = [source.path, ...formerly.map((former) => `${folder}${former}.md`)];
    const committed = paths.map((path) => firstCommits.get(path) ?? now);
    return Math.min(...committed, firstOf(shown.filter((event) => namesComponent(event, id))));
  };
  const components = siteContext.components.map((component) =>
    component.since === undefined ? { ...component, recordedSince: dayOf(beganOf(component)) } : component,
  );
  return { ...siteContext, components };
}

function beganAt(event: StatusEvent): Instant {
  if (event.kind === 'incident') return event.started;
  return Math.min(event.starts, event.updates[0]?.at ?? event.starts);
}

function namesComponent({ components, updates }: StatusEvent, id: string): boolean {
  return id in components || updates.some(({ affects }) => affects !== undefined && id in affects);
}
