import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { EMPTY_LOG } from './delivery.ts';
import type { Delivery, DeliveryLog, DeliveryState } from './delivery.ts';

/** The path of the file with the first time of each place. */
export const PLACES_PATH = 'places.json';

/** One file for each month, so that a change rewrites little: `2026-11.jsonl`. */
export function logPathOf({ created }: Delivery): string {
  return `${new Date(created).toISOString().slice(0, 7)}.jsonl`;
}

/** One line of JSON for each delivery, in the order of their first mention. */
export function renderDeliveries(deliveries: readonly Delivery[]): string {
  const lines = deliveries.toSorted((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1)).map(toLine);
  return lines.join('');
}

export function renderPlaces(places: DeliveryLog['places']): string {
  const written = Object.keys(places)
    .toSorted()
    .map((place) => [place, toTime(places[place]!)]);
  return `${JSON.stringify(Object.fromEntries(written), undefined, 2)}\n`;
}

export interface ParsedLog {
  readonly log: DeliveryLog;
  /** Lines that can't be read, as `2026-11.jsonl:3`. */
  readonly unreadable: readonly string[];
}

/** @param files the text of each file by its path */
export function parseLog(files: ReadonlyMap<string, string>): ParsedLog {
  const deliveries = new Map<string, Delivery>();
  const unreadable: string[] = [];
  let { places } = EMPTY_LOG;
  for (const [path, text] of files) {
    if (path === PLACES_PATH) {
      const read = parsePlaces(text);
      if (read) places = read;
      else unreadable.push(path);
      continue;
    }
    for (const [index, line] of text.split('\n').entries()) {
      if (line === '') continue;
      const delivery = parseLine(line);
      if (delivery) deliveries.set(delivery.id, delivery);
      else unreadable.push(`${path}:${index + 1}`);
    }
  }
  return { log: { deliveries, places }, unreadable };
}

function toTime(at: Instant): string {
  return new Date(at).toISOString();
}

function toLine({ at, since, created, origin, after, ...rest }: Delivery): string {
  const times = { at: toTime(at), since: toTime(since), created: toTime(created) };
  const optional = {
    ...(origin !== undefined && { origin: formatInstant(origin) }),
    ...(after !== undefined && { after: toTime(after) }),
  };
  const { id, key, state, ...others } = rest;
  return `${JSON.stringify({ id, key, state, ...times, ...others, ...optional })}\n`;
}

const STATES: readonly DeliveryState[] = [
  'claimed',
  'sent',
  'refused',
  'retry',
  'unknown',
  'skipped',
  'released',
];

/** Undefined if a person has damaged it. Ten thousand lines are read for each run, so there is no schema. */
function parseLine(line: string): Delivery | undefined {
  let data: Record<string, unknown>;
  try {
    data = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  const { id, key, state, audience, channel, place } = data;
  const times = [data['at'], data['since'], data['created']].map((time) => Date.parse(String(time)));
  if (![id, key, audience, channel, place].every((text) => typeof text === 'string')) return undefined;
  if (times.some(Number.isNaN) || !STATES.includes(state as DeliveryState)) return undefined;
  return {
    ...(data as unknown as Delivery),
    at: times[0]!,
    since: times[1]!,
    created: times[2]!,
    tries: Number(data['tries'] ?? 0),
    ...(data['origin'] !== undefined && { origin: Date.parse(String(data['origin'])) }),
    ...(data['after'] !== undefined && { after: Date.parse(String(data['after'])) }),
  };
}

function parsePlaces(text: string): Record<string, Instant> | undefined {
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, string>);
    const places = entries.map(([place, time]): [string, Instant] => [place, Date.parse(time)]);
    return places.some(([, time]) => Number.isNaN(time)) ? undefined : Object.fromEntries(places);
  } catch {
    return undefined;
  }
}
