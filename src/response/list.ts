import { findEndingUpdate, statesAfterUpdate } from '../content/incident.ts';
import type { Incident, Maintenance, Notice } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatNextDeadlines } from './next-deadlines.ts';
import { currentSeverityOf } from './update.ts';
import { openIncidents } from './context.ts';
import type { IncidentContext } from './context.ts';

export interface IncidentListItem {
  readonly id: string;
  readonly summary: string;
  /** A line each, soonest first. */
  readonly nextDeadlines: readonly string[];
}

export function listOpenIncidents(
  incidentContext: IncidentContext,
  now: Instant,
  drills = false,
): IncidentListItem[] {
  const open = [...openIncidents(incidentContext), ...(drills ? openIncidents(incidentContext, true) : [])];
  return open
    .toSorted((a, b) => a.detected - b.detected)
    .map((incident) => ({
      id: incident.id,
      summary: formatIncidentSummary(incidentContext, incident),
      nextDeadlines: formatNextDeadlines(incidentContext, incident, now),
    }));
}

/** Maintenance and notices that are not over, by their start. */
export function listUpcoming({ entries }: IncidentContext, now: Instant): string[] {
  return entries
    .filter((event): event is Maintenance | Notice => event.kind !== 'incident' && !event.drill)
    .filter((event) => event.ends > now && !findEndingUpdate(event))
    .toSorted((a, b) => a.starts - b.starts)
    .map(({ id, kind, title, starts, ends }) => {
      const times = `${formatInstant(starts)} to ${formatInstant(ends)}`;
      return `${id}  ${kind}  ${starts <= now ? 'under way' : 'planned'}, ${times}  ${title}`;
    });
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
