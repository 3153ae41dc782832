import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { StatusEvent } from '../content/incident.ts';
import { createCalendar } from '../time/calendar.ts';
import { DAY } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';

/** When the page changes by the passing of time alone, before and after now. */
export interface PageChanges {
  /** The latest midnight in the site's zone, or the latest start or end of a maintenance window or a notice. */
  readonly last: Instant;
  readonly next: Instant;
  /** The next start or end of a maintenance window or a notice, if there is one. */
  readonly nextWindow?: Instant;
}

export function findPageChanges(
  { site }: SiteContext,
  events: readonly StatusEvent[],
  now: Instant,
): PageChanges {
  const calendar = createCalendar(site.timezone);
  const midnight = calendar.startOf(calendar.dayOf(now));
  // Noon, because a day has 23 to 25 hours.
  const nextMidnight = calendar.startOf(calendar.dayOf(midnight + 1.5 * DAY));
  const windows = events.flatMap((event) =>
    event.kind !== 'incident' && !event.drill && !findEndingUpdate(event) ? [event.starts, event.ends] : [],
  );
  const last = Math.max(midnight, ...windows.filter((at) => at <= now));
  const ahead = windows.filter((at) => at > now);
  const nextWindow = ahead.length === 0 ? undefined : Math.min(...ahead);
  return {
    last,
    next: Math.min(nextMidnight, nextWindow ?? Infinity),
    ...(nextWindow !== undefined && { nextWindow }),
  };
}
