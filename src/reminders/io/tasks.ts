import { SECOND } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import type { Setting } from '../../content/content.ts';
import type { Entry } from '../../content/incident.ts';
import type { Deadline } from '../../deadlines/deadline.ts';
import type { Facts } from '../../deadlines/evidence.ts';

/** What a watch knows each time it wakes. */
export interface Wake {
  readonly setting: Setting;
  readonly entries: readonly Entry[];
  /** Paths of files that can't be read. */
  readonly unread: readonly string[];
  readonly facts: Facts;
  readonly deadlines: readonly Deadline[];
  readonly now: Instant;
  /** The watch is to end: begin nothing. */
  readonly stopped: AbortSignal;
}

/** Something that a watch sees to whenever it wakes. */
export interface Chore {
  /** In words, for warnings. */
  readonly name: string;
  /** Gives when it wants to be run again at the latest. */
  readonly run: (wake: Wake) => Promise<Instant | undefined>;
  /** Whether the watch is to go on for its sake, although nothing is open. */
  readonly isAwake?: () => boolean;
}

/** A chore that failed is tried again after this long. */
const PATIENCE = 20 * SECOND;
/** No chore makes a watch run in circles. */
const SHORTEST = SECOND;

/** Runs chores one after another; one that fails is said, and keeps neither the others nor the watch from going on. */
export function choresOf(
  chores: readonly Chore[],
  warn: (message: string) => void,
): (wake: Wake) => Promise<readonly Instant[]> {
  const failing = new Map<Chore, string>();
  return async (wake) => {
    const times: Instant[] = [];
    for (const chore of chores) {
      if (wake.stopped.aborted) break;
      try {
        const next = await chore.run(wake);
        failing.delete(chore);
        if (next !== undefined) times.push(Math.max(next, Date.now() + SHORTEST));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (failing.get(chore) !== why) warn(`${chore.name}: ${why}`);
        failing.set(chore, why);
        times.push(Date.now() + PATIENCE);
      }
    }
    return times;
  };
}
