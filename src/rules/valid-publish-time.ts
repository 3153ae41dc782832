import { MINUTE, formatDuration } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { IncidentHistory, PublishedIncident, PublishedUpdate } from '../publication-history/history.ts';
import type { IncidentUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import { findUndeterminedReason } from '../publication-history/undetermined-times.ts';
import type { RuleViolation, IncidentFileRule } from './engine/rule.ts';

/** An update's time matches the commit that published it (V6.4). */
export const validPublishTime: IncidentFileRule = {
  id: 'valid-publish-time',
  clauses: ['V6.4'],
  level: 'error',
  summary: 'a time that differs from when the update was published',
  appliesTo: 'all',
  needs: 'history',
  *check(event, { policy, history, now }) {
    const incident = history?.incidents.get(event.id);
    if (!history || !incident || !policy.timestamps || !isPublic(policy, event)) return;
    const { tolerance, 'clock-skew': skew } = policy.timestamps;
    const allowed = { tolerance, skew, now };
    for (const update of event.updates) {
      const published = incident.updates.get(update.id);
      if (published) yield* checkUpdateTimes(history, incident, update, published, allowed);
    }
  },
};

interface TimeLimits {
  readonly tolerance: Duration;
  readonly skew: Duration;
  readonly now: Instant;
}

function* checkUpdateTimes(
  history: IncidentHistory,
  incident: PublishedIncident,
  update: IncidentUpdate,
  published: PublishedUpdate,
  allowed: TimeLimits,
): Iterable<RuleViolation> {
  const correction = published.corrections.at(-1);
  const corrected = correction && correction.at === update.corrected ? correction : undefined;
  const times = [
    { at: update.at, addedIn: published.addedIn, what: 'update' as const },
    ...(corrected ? [{ at: corrected.at, addedIn: corrected.addedIn, what: 'correction' as const }] : []),
  ];
  for (const { at, addedIn, what } of times) {
    const difference = toMinute(addedIn.at) - toMinute(at);
    const isFuture = at > allowed.now + allowed.skew;
    if (isFuture || Math.abs(difference) <= allowed.tolerance) continue;
    if (findUndeterminedReason(history, incident, { ...published, addedIn }, at, allowed) !== undefined)
      continue;
    if (addedIn.sha !== '') yield timeMismatchViolation(update, at, addedIn.at, what, allowed);
    else if (difference > 0) yield staleTimeViolation(update, at, what, allowed);
  }
}

type TimeKind = 'update' | 'correction';

function timeMismatchViolation(
  update: IncidentUpdate,
  at: Instant,
  published: Instant,
  what: TimeKind,
  allowed: TimeLimits,
): RuleViolation {
  const actual = formatInstant(toMinute(published));
  const distance = formatDuration(Math.abs(toMinute(published) - toMinute(at)));
  const side = published > at ? `${distance} later` : `${distance} earlier`;
  const time = what === 'update' ? actual : formatInstant(update.at);
  return {
    at: what === 'update' ? update.spans.time : update.spans.heading,
    message: `This ${what} has the time ${formatInstant(at)}, but was published at ${actual}, ${side}.`,
    help: `${formatTolerance(allowed)} Write "${formatHeading(update, time, allowed.now)}", or give the reason: <!-- allow valid-publish-time: reason -->.`,
  };
}

/** A warning only: the time of any update becomes stale while its pull request waits for approval. */
function staleTimeViolation(
  update: IncidentUpdate,
  at: Instant,
  what: TimeKind,
  allowed: TimeLimits,
): RuleViolation {
  const now = formatInstant(toMinute(allowed.now));
  const distance = formatDuration(toMinute(allowed.now) - toMinute(at));
  const heading =
    what === 'update'
      ? `## ${now} ${update.writtenPhase}`
      : formatHeading(update, formatInstant(update.at), allowed.now);
  return {
    at: what === 'update' ? update.spans.time : update.spans.heading,
    level: 'warn',
    message: `This ${what} has the time ${formatInstant(at)}, but is not published yet, ${distance} later.`,
    help: `${formatTolerance(allowed)} Write the time of publication; if it is published now: "${heading}".`,
  };
}

function formatHeading(update: IncidentUpdate, time: string, now: Instant): string {
  return `## ${time} ${update.writtenPhase} (corrected ${formatInstant(toMinute(now))})`;
}

function formatTolerance({ tolerance }: TimeLimits): string {
  return `The policy allows a difference of ${formatDuration(tolerance)}.`;
}

/** Headings have no seconds, so times are compared by minute. */
function toMinute(instant: Instant): Instant {
  return Math.floor(instant / MINUTE) * MINUTE;
}
