import { MINUTE, formatDuration } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import { floorToMinute, formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';

/** Where the time can be read: the server of the remote. Undefined if the remote is a folder. */
export function timeServerOf(remote: string | undefined): string | undefined {
  const host = /^(?:ssh:\/\/)?[\w.-]{1,100}@([\w.-]{1,255})(?::|\/)/.exec(remote ?? '')?.[1];
  const url = URL.parse(host === undefined ? (remote ?? '') : `https://${host}/`);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? `${url.origin}/` : undefined;
}

/** A difference that a slow network can't explain. */
const MIN_OFFSET = 2 * MINUTE;

/**
 * How far a server's clock is ahead of this computer's; 0 if the difference is small, or the header can't be read.
 * @param date the header `Date` of an answer that came between two times of this computer
 */
export function readClockOffset(date: string | null, asked: Instant, answered: Instant): Duration {
  const server = Date.parse(date ?? '');
  if (Number.isNaN(server)) return 0;
  const offset = server - (asked + answered) / 2;
  return Math.abs(offset) < MIN_OFFSET ? 0 : Math.round(offset / 1000) * 1000;
}

/** What is said about a clock that is off, and is put right for this command. A server gives whole seconds only. */
export function formatClockOffset(offset: Duration, local: Instant): string {
  const minutes = Math.round(Math.abs(offset) / MINUTE) * MINUTE;
  const off = `${formatDuration(minutes)} ${offset < 0 ? 'ahead' : 'behind'}`;
  return `This computer's clock is ${off}. This command uses the right time, ${formatInstant(floorToMinute(local + offset))}. Set the clock.`;
}
