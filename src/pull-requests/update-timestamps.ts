import { locateField } from '../content/front-matter.ts';
import type { TextSpan } from '../content/source.ts';
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
 * updates get consecutive minutes. The end of an embargo gets the time of the first one. Undefined if the times are
 * recent enough. Changes only the times in headings and `disclosed`.
 */
export function updateTimestamps(
  policy: Policy,
  { path, after }: IncidentFileChange,
  change: VersionPair,
  now: Instant,
): TimestampUpdate | undefined {
  const updates = unpublishedUpdatesOf(change);
  const disclosed = newDisclosureOf(change);
  const { timestamps } = policy;
  const times = [...updates.map(({ at }) => at), ...(disclosed === undefined ? [] : [disclosed])];
  if (!after || !timestamps || !times.some((at) => now - at > timestamps.tolerance)) return undefined;
  const first = floorToMinute(now) - Math.max(updates.length - 1, 0) * MINUTE;
  const text = replaceSpans(after.text, [
    ...(disclosed === undefined ? [] : [[locateField(after, ['disclosed']), formatInstant(first)] as const]),
    ...updates.map(({ spans }, index) => [spans.time, formatInstant(first + index * MINUTE)] as const),
  ]);
  return text === after.text ? undefined : { path, previousText: after.text, text };
}

/** Removes the times that `updateTimestamps` sets, to compare the text of two versions. */
export function stripUnpublishedTimes({ after }: IncidentFileChange, change: VersionPair): string {
  if (!after) return '';
  return replaceSpans(after.text, [
    ...(newDisclosureOf(change) === undefined ? [] : [[locateField(after, ['disclosed']), 'TIME'] as const]),
    ...unpublishedUpdatesOf(change).map(({ spans }) => [spans.time, 'TIME'] as const),
  ]);
}

/** When the embargo of a security incident ended, if the published version does not say so yet. */
function newDisclosureOf({ before, after }: VersionPair): Instant | undefined {
  if (after?.kind !== 'incident' || !after.security) return undefined;
  return before?.kind === 'incident' && before.disclosed !== undefined ? undefined : after.disclosed;
}

/** @param replacements in the order of the text */
function replaceSpans(text: string, replacements: readonly (readonly [TextSpan, string])[]): string {
  return replacements.reduceRight(
    (result, [{ start, end }, value]) => result.slice(0, start) + value + result.slice(end),
    text,
  );
}
