import { worldOf } from './incident-content.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import type { Incident } from '../../src/content/incident.ts';
import type { IncidentChange } from '../../src/response/change.ts';
import { validateChange } from '../../src/response/judge-change.ts';
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
export function published(world: IncidentContext, change: IncidentChange): IncidentContext {
  const entry = incidentOf(change);
  const rest = world.entries.filter(({ id }) => id !== entry.id);
  return { ...world, entries: [...rest, entry], usedIds: new Set([...world.usedIds, entry.id]) };
}

/** The incident that a change writes; a fault of the format is an error of the test. */
export function incidentOf({ path, text }: IncidentChange): Incident {
  const { value, diagnostics } = parseIncident({ path, text });
  if (value?.kind === 'incident') return value;
  throw new Error(diagnostics.map(({ message }) => message).join('\n'));
}

/** What the validator says, a line each. */
export function verdict(world: IncidentContext, change: IncidentChange, time: string): string[] {
  return validateChange(world, change, at(time)).map(
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
