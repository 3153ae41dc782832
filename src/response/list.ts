import { affectedAfter } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { nextLines } from './next.ts';
import { severityOf } from './update.ts';
import { openIncidents } from './context.ts';
import type { World } from './context.ts';

/** One open incident, in words. */
export interface Listed {
  readonly id: string;
  readonly head: string;
  /** What the SOP waits for, soonest first. */
  readonly next: readonly string[];
}

/** Every open incident: what it is, where it stands, what is due next and when. */
export function list(world: World, now: Instant, drills = false): Listed[] {
  const open = [...openIncidents(world), ...(drills ? openIncidents(world, true) : [])];
  return open
    .toSorted((a, b) => a.detected - b.detected)
    .map((incident) => ({
      id: incident.id,
      head: headOf(world, incident),
      next: nextLines(world, incident, now),
    }));
}

function headOf(world: World, incident: Incident): string {
  const last = incident.updates.at(-1);
  const states = Object.entries(affectedAfter(incident, incident.updates.length - 1));
  const affected = states.map(([id, state]) => `${id} ${state}`).join(', ');
  return [
    incident.id,
    severityOf(world, incident).key.toUpperCase(),
    last ? last.phase : 'no update yet',
    incident.title,
    ...(affected === '' ? [] : [`(${affected})`]),
    ...(incident.drill ? ['[drill]'] : []),
  ].join('  ');
}
