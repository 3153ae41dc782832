import { MINUTE } from '../time/duration.ts';
import { floorToMinute, formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import type { IncidentFileChange } from './pull-request.ts';
import { unpublishedUpdatesOf } from './custom-wording.ts';
import type { VersionPair } from './custom-wording.ts';

/** A file with updated times in the headings of unpublished updates. */
export interface TimestampUpdate {
  readonly path: string;
  readonly previousText: string;
  readonly text: string;
}

/**
 * Sets the times of unpublished updates to the current minute (V6.4) if one is older than the policy's tolerance; several
 * updates get consecutive minutes. Undefined if the times are recent enough. Changes only the times in headings.
 */
export function updateTimestamps(
  policy: Policy,
  { path, after }: IncidentFileChange,
  change: VersionPair,
  now: Instant,
): TimestampUpdate | undefined {
  const unpublished = unpublishedUpdatesOf(change);
  const { timestamps } = policy;
  if (!after || !timestamps || !unpublished.some(({ at }) => now - at > timestamps.tolerance))
    return undefined;
  let text = after.text;
  for (const [index, { spans }] of [...unpublished.entries()].toReversed()) {
    const at = floorToMinute(now) - (unpublished.length - 1 - index) * MINUTE;
    text = text.slice(0, spans.time.start) + formatInstant(at) + text.slice(spans.time.end);
  }
  return text === after.text ? undefined : { path, previousText: after.text, text };
}

/** Removes the times of unpublished updates, to compare the text of two versions. */
export function stripUnpublishedTimes({ after }: IncidentFileChange, change: VersionPair): string {
  let text = after?.text ?? '';
  for (const { spans } of unpublishedUpdatesOf(change).toReversed()) {
    text = `${text.slice(0, spans.time.start)}TIME${text.slice(spans.time.end)}`;
  }
  return text;
}
