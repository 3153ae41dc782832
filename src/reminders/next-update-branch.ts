import { MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';

/** Where branches of ready updates are. */
export const NEXT_UPDATE_PREFIX = 'next/';

/** The branch of the update that is due at a time: `next/2026-11-22-checkout/20261122T0925Z`. */
export function nextUpdateBranch(incident: string, due: Instant): string {
  return `${NEXT_UPDATE_PREFIX}${incident}/${formatInstant(due).replaceAll(/[-:]/g, '')}`;
}

/** The incident that a branch of a ready update belongs to. */
export function incidentOfBranch(branch: string): string {
  return branch.split('/')[1] ?? '';
}

/** The line in a commit's message by which the tool knows its own: a person's commit on the branch has another. */
export function formatDraftTrailer(branch: string): string {
  return `Candor-Ready: ${branch}`;
}

/** Whether a branch's newest commit is the tool's own; one that a person has written on is theirs. */
export function isUnmodified(branch: string, message: string): boolean {
  return message.split('\n').includes(formatDraftTrailer(branch));
}

/** The time of a ready update is never older than half of what the policy allows (V6.4). */
export function maxTimestampAge({ timestamps }: Policy): Duration {
  return Math.max((timestamps?.tolerance ?? DEFAULT_TOLERANCE) / 2, MINUTE);
}
const DEFAULT_TOLERANCE = 5 * MINUTE;
