import { MINUTE } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import type { IncidentFileChange } from './pull-request.ts';
import { unpublishedUpdatesOf } from './custom-wording.ts';
import type { VersionPair } from './custom-wording.ts';

/** A file with true times in the headings that are not published yet. */
export interface TimestampUpdate {
  readonly path: string;
  readonly previousText: string;
  readonly text: string;
}

/**
 * Words that waited longer than the policy's tolerance get the minute at which they go out (V6.4), each a minute of its
 * own; undefined where the times are true enough. Nothing but times of headings is touched.
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
    const at = Math.floor(now / MINUTE) * MINUTE - (unpublished.length - 1 - index) * MINUTE;
    text = text.slice(0, spans.time.start) + formatInstant(at) + text.slice(spans.time.end);
  }
  return text === after.text ? undefined : { path, previousText: after.text, text };
}

/** A file without the times of what is not published yet: two that are the same so say the same words. */
export function stripUnpublishedTimes({ after }: IncidentFileChange, change: VersionPair): string {
  let text = after?.text ?? '';
  for (const { spans } of unpublishedUpdatesOf(change).toReversed()) {
    text = `${text.slice(0, spans.time.start)}TIME${text.slice(spans.time.end)}`;
  }
  return text;
}
