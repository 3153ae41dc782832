import { UsageError } from '../files/command-errors.ts';
import { parseDuration } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';

/**
 * Parses an option that is a length of time.
 * @throws UsageError
 */
export function parseDurationOption(option: string, text: string): Duration {
  const duration = parseDuration(text);
  if (duration !== undefined) return duration;
  throw new UsageError(`Invalid --${option} "${text}": expected a duration such as 20s or 340m.`);
}
