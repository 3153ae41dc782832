import type { Instant } from '../time/instant.ts';
import { boundariesOf } from './deadline.ts';
import type { Boundary, Deadline } from './deadline.ts';

/** Something to say once: a deadline has reached a boundary. */
export interface Announcement {
  readonly deadline: Deadline;
  /** The newest boundary that was reached. */
  readonly boundary: Boundary;
  /** Earlier ones that nobody was awake for, and that this one says too. */
  readonly missed: readonly Boundary[];
}

/** What a boundary is remembered by. */
export function boundaryId(deadline: Deadline, boundary: Boundary): string {
  return `${deadline.id}#${boundary.key}`;
}

/**
 * What is to be said at a time, the most urgent first: for each deadline the newest boundary that it has reached, if
 * that has not been said. After a sleep that missed several, one line says them all.
 */
export function announcementsAt(
  deadlines: readonly Deadline[],
  now: Instant,
  isSaid: (id: string) => boolean,
): Announcement[] {
  return deadlines.flatMap((deadline) => {
    const reached = boundariesOf(deadline).filter(({ at }) => at <= now);
    const boundary = reached.at(-1);
    if (!boundary || isSaid(boundaryId(deadline, boundary))) return [];
    const missed = reached.slice(0, -1).filter((one) => !isSaid(boundaryId(deadline, one)));
    return [{ deadline, boundary, missed }];
  });
}

/** When something will next have to be said, if nothing changes; undefined if never. */
export function nextBoundary(deadlines: readonly Deadline[], now: Instant): Instant | undefined {
  const ahead = deadlines.flatMap(boundariesOf).filter(({ at }) => at > now);
  return ahead.length === 0 ? undefined : ahead.reduce((next, { at }) => Math.min(next, at), Infinity);
}
