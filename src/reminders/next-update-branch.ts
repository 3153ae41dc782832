import { MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';

export const NEXT_UPDATE_PREFIX = 'next/';

/** `next/2026-11-22-checkout/20261122T0925Z`. */
export function nextUpdateBranch(incident: string, due: Instant): string {
  return `${NEXT_UPDATE_PREFIX}${incident}/${formatInstant(due).replaceAll(/[-:]/g, '')}`;
}

export function incidentOfBranch(branch: string): string {
  return branch.split('/')[1] ?? '';
}

/** The trailer that marks the bot's own commits on the branch. */
export function formatDraftTrailer(branch: string): string {
  return `Candor-Ready: ${branch}`;
}

/** Whether the newest commit of a branch, by its message, is the bot's own. */
export function isUnmodified(branch: string, message: string): boolean {
  return message.split('\n').includes(formatDraftTrailer(branch));
}

/** The timestamp of an update draft is never older than half of the policy's tolerance (V6.4). */
export function maxTimestampAge({ timestamps }: Policy): Duration {
  return Math.max((timestamps?.tolerance ?? DEFAULT_TOLERANCE) / 2, MINUTE);
}
const DEFAULT_TOLERANCE = 5 * MINUTE;
