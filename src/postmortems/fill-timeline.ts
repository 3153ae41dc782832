import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { momentsOf } from '../content/incident-milestones.ts';
import { shortDuration } from '../deadlines/report/words.ts';
import type { Reviewed } from './pending.ts';

interface Line {
  readonly at: Instant;
  readonly text: string;
}

const LONGEST_QUOTE = 160;

/** What happened when: the turning points, each update with its words, and git's time where it differs (V8.3). */
export function fillTimeline({ incident, timeline }: Reviewed): string {
  const moments: Line[] = momentsOf(incident).map(({ at, what }) => ({ at, text: what }));
  const updates: Line[] = timeline.told.map(({ update, heard, by }) => {
    const late = by === 'git' && Math.abs(heard - update.at) >= 60_000;
    const when = late
      ? `, on the page ${shortDuration(Math.abs(heard - update.at))} ${heard > update.at ? 'later' : 'earlier'}`
      : '';
    return { at: update.at, text: `Customers read (${update.wrote}${when}): “${quote(update.body)}”` };
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
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
}
