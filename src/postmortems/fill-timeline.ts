import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { milestonesOf } from '../content/incident-milestones.ts';
import { formatShortDuration } from '../deadlines/report/words.ts';
import type { PostmortemInput } from './pending.ts';

interface TimelineLine {
  readonly at: Instant;
  readonly text: string;
}

const MAX_QUOTE_LENGTH = 160;

/** What happened when: the turning points, each update with its words, and git's time where it differs (V8.3). */
export function fillTimeline({ incident, timeline }: PostmortemInput): string {
  const moments: TimelineLine[] = milestonesOf(incident).map(({ at, description }) => ({
    at,
    text: description,
  }));
  const updates: TimelineLine[] = timeline.customerUpdates.map(({ update, readableAt, timeSource }) => {
    const late = timeSource === 'git' && Math.abs(readableAt - update.at) >= 60_000;
    const when = late
      ? `, on the page ${formatShortDuration(Math.abs(readableAt - update.at))} ${readableAt > update.at ? 'later' : 'earlier'}`
      : '';
    return { at: update.at, text: `Customers read (${update.writtenPhase}${when}): “${quote(update.body)}”` };
  });
  // An update's own line tells its moment too.
  const told = new Set(updates.map(({ at }) => at));
  const turning = moments.filter(({ at }) => !told.has(at));
  return [...turning, ...updates]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, text }) => `- ${formatInstant(at)} ${text}`)
    .join('\n');
}

/** The first words of an update on one line, without what Markdown or a reader would take for something else. */
function quote(body: string): string {
  const line = body
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MAX_QUOTE_LENGTH ? `${line.slice(0, MAX_QUOTE_LENGTH)}…` : line;
}
