import { findEndingUpdate, statesAfterUpdate } from '../content/incident.ts';
import type { Incident, Maintenance, Notice, StatusEvent } from '../content/incident.ts';
import { formatClockTime } from '../deadlines/report/format.ts';
import type { Instant } from '../time/instant.ts';
import { formatNextDeadlines } from './next-deadlines.ts';
import { currentSeverityOf } from './update.ts';
import { openIncidents } from './context.ts';
import type { IncidentContext } from './context.ts';

export interface ListItem<Event extends StatusEvent> {
  readonly event: Event;
  readonly summary: string;
  /** A line each, soonest first; after them the commands that end or extend a maintenance whose planned time is over. */
  readonly nextDeadlines: readonly string[];
}

export function listOpenIncidents(
  incidentContext: IncidentContext,
  now: Instant,
  drills = false,
): ListItem<Incident>[] {
  const open = [...openIncidents(incidentContext), ...(drills ? openIncidents(incidentContext, true) : [])];
  return open
    .toSorted((a, b) => a.detected - b.detected)
    .map((incident) => ({
      event: incident,
      summary: formatIncidentSummary(incidentContext, incident),
      nextDeadlines: formatNextDeadlines(incidentContext, incident, now),
    }));
}

/** Maintenance and notices that are not over, and maintenance whose end nobody has confirmed, by their start. */
export function listUpcoming(
  incidentContext: IncidentContext,
  now: Instant,
): ListItem<Maintenance | Notice>[] {
  const { timezone } = incidentContext.siteContext.site;
  return incidentContext.entries
    .filter((event): event is Maintenance | Notice => event.kind !== 'incident' && !event.drill)
    .filter((event) => !findEndingUpdate(event))
    .map((event) => ({ event, nextDeadlines: formatNextDeadlines(incidentContext, event, now) }))
    .filter(({ event, nextDeadlines }) => event.ends > now || nextDeadlines.length > 0)
    .toSorted((a, b) => a.event.starts - b.event.starts)
    .map(({ event, nextDeadlines }) => {
      const { id, kind, title, starts, ends } = event;
      const times = [starts, ends].map((at) => formatClockTime(at, now, timezone)).join(' to ');
      const when = starts > now ? 'planned' : ends > now ? 'under way' : 'planned time over';
      const update = `npx candor incident update --incident ${id}`;
      const over = [`To end it: ${update} --phase completed`, `To extend it: ${update} --ends 2h`];
      const lines = ends > now ? nextDeadlines : [...nextDeadlines, ...over];
      return {
        event,
        nextDeadlines: lines,
        summary: `${id}  ${kind}  ${when}, ${times} ${timezone}  ${title}`,
      };
    });
}

/** Events that are over, but whose end, or a text, is not public yet. */
export function listEndedUnpublished(incidentContext: IncidentContext, now: Instant): StatusEvent[] {
  const upcoming = new Set<StatusEvent>(listUpcoming(incidentContext, now).map(({ event }) => event));
  const open = new Set<StatusEvent>(openIncidents(incidentContext));
  return incidentContext.entries.filter(
    (event) =>
      (incidentContext.pending?.has(event.id) === true || incidentContext.ownTexts?.has(event.id) === true) &&
      !open.has(event) &&
      !upcoming.has(event) &&
      (event.kind === 'notice' || !event.drill),
  );
}

function formatIncidentSummary(incidentContext: IncidentContext, incident: Incident): string {
  const last = incident.updates.at(-1);
  const states = Object.entries(statesAfterUpdate(incident, incident.updates.length - 1));
  const affected = states.map(([id, state]) => `${id} ${state}`).join(', ');
  return [
    incident.id,
    currentSeverityOf(incidentContext, incident).key.toUpperCase(),
    last ? last.phase : 'no update yet',
    incident.title,
    ...(affected === '' ? [] : [`(${affected})`]),
    ...(incident.drill ? ['[drill]'] : []),
  ].join('  ');
}
