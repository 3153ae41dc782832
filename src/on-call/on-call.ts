import type { Site } from '../content/site.ts';
import type { Instant } from '../time/instant.ts';
import { createRota, onCallAt } from './rota.ts';
import type { CalendarReading, OnCallNow, Rota } from './rota.ts';

/** What is known of the calendars that `status.yaml` names, by role. */
export type CalendarReadings = ReadonlyMap<string, CalendarReading>;

/** The rotas of a site, by role. */
export function createRotas(site: Site, readings: CalendarReadings = new Map()): ReadonlyMap<string, Rota> {
  return new Map(
    Object.entries(site['on-call']).map(([role, settings]) => [
      role,
      createRota(settings, site.timezone, readings.get(role)),
    ]),
  );
}

/** Who is on call at a time, by role. */
export type PeopleOnCall = ReadonlyMap<string, OnCallNow>;

export function peopleOnCallAt(rotas: ReadonlyMap<string, Rota>, now: Instant): PeopleOnCall {
  return new Map([...rotas].map(([role, rota]) => [role, onCallAt(rota, now)]));
}
