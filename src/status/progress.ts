import type { Instant } from '../time/instant.ts';
import type { EventView } from './entry.ts';

/** The phases that an incident goes through, in order. */
export const PROGRESS_PHASES = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export type ProgressPhase = (typeof PROGRESS_PHASES)[number];

export interface ProgressStep {
  readonly phase: ProgressPhase;
  /** When it was reached; absent of a phase to come. */
  readonly at?: Instant;
  readonly isCurrent: boolean;
}

/**
 * How far an incident has come: the phases that it went through with their times, and those to come. A phase that it skipped is
 * left out; of one that it came back to, the first time counts. Empty without an update, and of what did not take place or is
 * reported elsewhere.
 */
export function progressOf({ event, phase }: EventView): ProgressStep[] {
  const current = PROGRESS_PHASES.findIndex((one) => one === phase);
  if (event.kind !== 'incident' || event.updates.length === 0 || current === -1) return [];
  return PROGRESS_PHASES.flatMap((step, index): ProgressStep[] => {
    if (index > current) return [{ phase: step, isCurrent: false }];
    const at = event.updates.find((update) => update.phase === step)?.at;
    return at === undefined ? [] : [{ phase: step, at, isCurrent: index === current }];
  });
}
