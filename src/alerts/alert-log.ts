import { z } from 'zod';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';

/** An alert's notifications so far. It is stored in the comment about the alert. */
export interface AlertLog {
  readonly times: number;
  readonly first: Instant;
  readonly newest: Instant;
  readonly status: 'firing' | 'resolved';
  /** Ids of all components that it has named so far. */
  readonly components: readonly string[];
}

const alertLogSchema = z.object({
  times: z.int().min(1).max(1_000_000),
  first: z.int(),
  newest: z.int(),
  status: z.enum(['firing', 'resolved']),
  components: z.array(z.string().regex(/^[a-z0-9-]{1,100}$/)).max(200),
});

/** Formats a log as the key of a hidden marker. */
export function serializeAlertLog(log: AlertLog): string {
  return JSON.stringify(log);
}

/** Reads a log; undefined if there is none or if it was edited into something invalid. */
export function parseAlertLog(key: string | undefined): AlertLog | undefined {
  try {
    return alertLogSchema.safeParse(JSON.parse(key ?? '')).data;
  } catch {
    return undefined;
  }
}

/** Adds a notification to a log. */
export function updateAlertLog(
  log: AlertLog,
  now: Instant,
  status: AlertLog['status'],
  components: readonly string[],
): AlertLog {
  const known = [...new Set([...log.components, ...components])];
  return { times: log.times + 1, first: log.first, newest: now, status, components: known };
}

/** Identifies one period of firing. If the alert fires again later, the id differs. */
export function firingIdOf(startsAt: Instant | undefined, first: Instant): string {
  return formatInstant(startsAt ?? first);
}
