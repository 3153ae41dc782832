import { MINUTE, formatDuration } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { IncidentHistory, PublishedIncident, PublishedUpdate } from '../publication-history/history.ts';
import type { IncidentUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import { findUndeterminedReason } from '../publication-history/why-unknown.ts';
import type { RuleViolation, IncidentFileRule } from './engine/rule.ts';

/** An update's time is when it was published, as git saw it (V6.4). */
export const validPublishTime: IncidentFileRule = {
  id: 'valid-publish-time',
  clauses: ['V6.4'],
  level: 'error',
  summary: 'a time that is not when the update was published',
  appliesTo: 'both',
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
    const off = toMinute(addedIn.at) - toMinute(at);
    const notYet = at > allowed.now + allowed.skew;
    if (notYet || Math.abs(off) <= allowed.tolerance) continue;
    if (findUndeterminedReason(history, incident, { ...published, addedIn }, at, allowed) !== undefined)
      continue;
    if (addedIn.sha !== '') yield timeMismatchViolation(update, at, addedIn.at, what, allowed);
    else if (off > 0) yield staleTimeViolation(update, at, what, allowed);
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
  const real = formatInstant(toMinute(published));
  const way = formatDuration(Math.abs(toMinute(published) - toMinute(at)));
  const side = published > at ? `${way} later` : `${way} before that`;
  const time = what === 'update' ? real : formatInstant(update.at);
  return {
    at: what === 'update' ? update.spans.time : update.spans.heading,
    message: `This ${what} says ${formatInstant(at)}, and was published at ${real}, ${side}.`,
    help: `${formatTolerance(allowed)} Write "${formatHeading(update, time, allowed.now)}", or say why with <!-- allow valid-publish-time: reason -->.`,
  };
}

/** Not published yet, and older than it may be: a pull request that waits for its review makes that of any time. */
function staleTimeViolation(
  update: IncidentUpdate,
  at: Instant,
  what: TimeKind,
  allowed: TimeLimits,
): RuleViolation {
  const now = formatInstant(toMinute(allowed.now));
  const way = formatDuration(toMinute(allowed.now) - toMinute(at));
  const heading =
    what === 'update'
      ? `## ${now} ${update.writtenPhase}`
      : formatHeading(update, formatInstant(update.at), allowed.now);
  return {
    at: what === 'update' ? update.spans.time : update.spans.heading,
    level: 'warn',
    message: `This ${what} says ${formatInstant(at)}, and is not published yet, ${way} later.`,
    help: `${formatTolerance(allowed)} Write the time at which it will go out; now, that is "${heading}".`,
  };
}

function formatHeading(update: IncidentUpdate, time: string, now: Instant): string {
  return `## ${time} ${update.writtenPhase} (corrected ${formatInstant(toMinute(now))})`;
}

function formatTolerance({ tolerance }: TimeLimits): string {
  return `At most ${formatDuration(tolerance)} may lie between.`;
}

/** Headings have no seconds: the minute in which something happened is what they can say. */
function toMinute(instant: Instant): Instant {
  return Math.floor(instant / MINUTE) * MINUTE;
}
