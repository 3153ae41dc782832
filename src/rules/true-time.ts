import { MINUTE, sayDuration } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { History, PublishedIncident, PublishedUpdate } from '../publication-history/history.ts';
import type { Update } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import { whyUnknown } from '../publication-history/why-unknown.ts';
import type { Complaint, EntryRule } from './engine/rule.ts';

/** An update's time is when it was published, as git saw it (V6.4). */
export const trueTime: EntryRule = {
  id: 'true-time',
  clauses: ['V6.4'],
  level: 'error',
  summary: 'a time that is not when the update was published',
  judges: 'both',
  needs: 'history',
  *check(entry, { policy, history, now }) {
    const incident = history?.incidents.get(entry.id);
    if (!history || !incident || !policy.timestamps || !isPublic(policy, entry)) return;
    const allowed = { ...policy.timestamps, now };
    for (const update of entry.updates) {
      const published = incident.updates.get(update.id);
      if (published) yield* judgeUpdate(history, incident, update, published, allowed);
    }
  },
};

interface Allowed {
  readonly tolerance: Duration;
  readonly skew: Duration;
  readonly now: Instant;
}

function* judgeUpdate(
  history: History,
  incident: PublishedIncident,
  update: Update,
  published: PublishedUpdate,
  allowed: Allowed,
): Iterable<Complaint> {
  const correction = published.corrections.at(-1);
  const corrected = correction && correction.at === update.corrected ? correction : undefined;
  const times = [
    { at: update.at, arrived: published.arrived, what: 'update' as const },
    ...(corrected ? [{ at: corrected.at, arrived: corrected.arrived, what: 'correction' as const }] : []),
  ];
  for (const { at, arrived, what } of times) {
    const off = toMinute(arrived.at) - toMinute(at);
    const notYet = at > allowed.now + allowed.skew;
    if (notYet || Math.abs(off) <= allowed.tolerance) continue;
    if (whyUnknown(history, incident, { ...published, arrived }, at, allowed) !== undefined) continue;
    if (arrived.commit !== '') yield saidOtherwise(update, at, arrived.at, what, allowed);
    else if (off > 0) yield stale(update, at, what, allowed);
  }
}

type What = 'update' | 'correction';

function saidOtherwise(
  update: Update,
  at: Instant,
  published: Instant,
  what: What,
  allowed: Allowed,
): Complaint {
  const real = formatInstant(toMinute(published));
  const way = sayDuration(Math.abs(toMinute(published) - toMinute(at)));
  const side = published > at ? `${way} later` : `${way} before that`;
  const time = what === 'update' ? real : formatInstant(update.at);
  return {
    at: what === 'update' ? update.spans.time : update.spans.heading,
    message: `This ${what} says ${formatInstant(at)}, and was published at ${real}, ${side}.`,
    help: `${sayTolerance(allowed)} Write "${headingOf(update, time, allowed.now)}", or say why with <!-- allow true-time: reason -->.`,
  };
}

/** Not published yet, and older than it may be: a pull request that waits for its review makes that of any time. */
function stale(update: Update, at: Instant, what: What, allowed: Allowed): Complaint {
  const now = formatInstant(toMinute(allowed.now));
  const way = sayDuration(toMinute(allowed.now) - toMinute(at));
  const heading =
    what === 'update'
      ? `## ${now} ${update.wrote}`
      : headingOf(update, formatInstant(update.at), allowed.now);
  return {
    at: what === 'update' ? update.spans.time : update.spans.heading,
    level: 'warn',
    message: `This ${what} says ${formatInstant(at)}, and is not published yet, ${way} later.`,
    help: `${sayTolerance(allowed)} Write the time at which it will go out; now, that is "${heading}".`,
  };
}

function headingOf(update: Update, time: string, now: Instant): string {
  return `## ${time} ${update.wrote} (corrected ${formatInstant(toMinute(now))})`;
}

function sayTolerance({ tolerance }: Allowed): string {
  return `At most ${sayDuration(tolerance)} may lie between.`;
}

/** Headings have no seconds: the minute in which something happened is what they can say. */
function toMinute(instant: Instant): Instant {
  return Math.floor(instant / MINUTE) * MINUTE;
}
