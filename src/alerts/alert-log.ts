import { z } from 'zod';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';

/** What is remembered of an alert between its notifications, in the comment that tells of it. */
export interface AlertLog {
  /** How often it was sent. */
  readonly times: number;
  readonly first: Instant;
  readonly newest: Instant;
  readonly status: 'firing' | 'resolved';
  /** Ids of the components that it has named so far. */
  readonly components: readonly string[];
}

const alertLogSchema = z.object({
  times: z.int().min(1).max(1_000_000),
  first: z.int(),
  newest: z.int(),
  status: z.enum(['firing', 'resolved']),
  components: z.array(z.string().regex(/^[a-z0-9-]{1,100}$/)).max(200),
});

/** The log as the key of a hidden marker. */
export function serializeAlertLog(log: AlertLog): string {
  return JSON.stringify(log);
}

/** Reads a log again; undefined where there is none, or somebody has edited it. */
export function parseAlertLog(key: string | undefined): AlertLog | undefined {
  try {
    return alertLogSchema.safeParse(JSON.parse(key ?? '')).data;
  } catch {
    return undefined;
  }
}

/** The log after another notification. */
export function updateAlertLog(
  log: AlertLog,
  now: Instant,
  status: AlertLog['status'],
  components: readonly string[],
): AlertLog {
  const known = [...new Set([...log.components, ...components])];
  return { times: log.times + 1, first: log.first, newest: now, status, components: known };
}

/** The name of one firing: an alert that fires again later is another one. */
export function firingIdOf(startsAt: Instant | undefined, first: Instant): string {
  return formatInstant(startsAt ?? first);
}
