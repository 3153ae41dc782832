import { MINUTE } from '../time/duration.ts';
import type { StatusEvent } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import { deadlinesOf } from '../deadlines/all-deadlines.ts';
import { FOLLOW_UP_PERIOD } from '../deadlines/active-content.ts';
import { NO_EVIDENCE } from '../deadlines/evidence.ts';
import {
  formatClockTime,
  formatResponsibleParties,
  formatTimeUntil,
  formatShortDuration,
} from '../deadlines/report/format.ts';
import type { IncidentContext } from './context.ts';

/** The deadlines of one incident or maintenance, soonest first. */
export function incidentDeadlinesOf(
  { siteContext, calendars }: IncidentContext,
  incident: StatusEvent,
  now: Instant,
): readonly Deadline[] {
  const endedAfter = now - FOLLOW_UP_PERIOD;
  const evidence = { ...NO_EVIDENCE, ...(calendars && { calendars }) };
  return deadlinesOf(siteContext, [incident], evidence, now, { drills: true, endedAfter })
    .filter((deadline) => deadline.incident === incident.id)
    .toSorted((a, b) => a.due - b.due);
}

/** One line per deadline, in the site's time zone. */
export function formatNextDeadlines(
  incidentContext: IncidentContext,
  incident: StatusEvent,
  now: Instant,
): string[] {
  return incidentDeadlinesOf(incidentContext, incident, now).map((deadline) =>
    formatNextDeadline(incidentContext, deadline, now),
  );
}

function formatNextDeadline({ siteContext }: IncidentContext, deadline: Deadline, now: Instant): string {
  const zone = siteContext.site.timezone;
  const due = formatClockTime(deadline.due, now, zone);
  const late = deadline.late > deadline.due ? `, late at ${formatClockTime(deadline.late, now, zone)}` : '';
  const clause = deadline.clause === undefined ? '' : ` (${deadline.clause})`;
  const who = deadline.ask.length === 0 ? '' : `: ${formatResponsibleParties(deadline.ask)}`;
  return `${deadline.awaits} due ${due}${late} ${zone}, ${formatTimeUntil(deadline, now)}${clause}${who}`;
}

/** `04:10 Africa/Lagos, in 18 min`. */
export function formatUpcomingTime({ siteContext }: IncidentContext, at: Instant, now: Instant): string {
  const zone = siteContext.site.timezone;
  const ahead = Math.ceil((at - now) / MINUTE) * MINUTE;
  return `${formatClockTime(at, now, zone)} ${zone}, in ${formatShortDuration(ahead)}`;
}
