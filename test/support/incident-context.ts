import { worldOf } from './incident-content.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import type { Incident } from '../../src/content/incident.ts';
import { parseChangedEvent } from '../../src/response/change.ts';
import type { IncidentChange } from '../../src/response/change.ts';
import { validateChange } from '../../src/response/validate-change.ts';
import type { IncidentContext } from '../../src/response/context.ts';
import { at } from './incident-content.ts';

const PEOPLE = 'people: { incident-commander: ["@amina"], engineering-lead: ["@tunde"] }\n';

/** What a decision is made from, with some incident files. */
export function respondWorld(
  incidents: Readonly<Record<string, string>> = {},
  options: Parameters<typeof worldOf>[1] = {},
): IncidentContext {
  const world = worldOf(incidents, { site: PEOPLE, ...options });
  return { ...world, usedIds: new Set(Object.keys(incidents)) };
}

/** The same world with a change published. */
export function published(incidentState: IncidentContext, change: IncidentChange): IncidentContext {
  const incident = parseChangedEvent(change);
  const rest = incidentState.entries.filter(({ id }) => id !== incident.id);
  return {
    ...incidentState,
    entries: [...rest, incident],
    usedIds: new Set([...incidentState.usedIds, incident.id]),
  };
}

/** The incident that a change writes; a fault of the format is an error of the test. */
export function incidentOf({ path, text }: IncidentChange): Incident {
  const { value, diagnostics } = parseIncident({ path, text });
  if (value?.kind === 'incident') return value;
  throw new Error(diagnostics.map(({ message }) => message).join('\n'));
}

/** What the validator says, a line each. */
export function verdict(incidentState: IncidentContext, change: IncidentChange, time: string): string[] {
  return validateChange(incidentState, change, at(time)).map(
    ({ level, rule, message }) => `${level} ${rule}: ${message}`,
  );
}

/** What refuses a thing: its words and its help. */
export function refusalOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    const { message, help } = error as Error & { help?: string };
    return [message, help].filter(Boolean).join('\n');
  }
  throw new Error('nothing was refused');
}
