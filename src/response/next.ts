import { MINUTE } from '../time/duration.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import { deadlinesOf } from '../deadlines/all-deadlines.ts';
import { NO_FACTS } from '../deadlines/evidence.ts';
import { clockTime, sayAsked, sayWhen, shortDuration } from '../deadlines/report/words.ts';
import type { World } from './context.ts';

/** What the SOP waits for in one incident, soonest first. */
export function waitingFor({ setting }: World, incident: Incident, now: Instant): readonly Deadline[] {
  return deadlinesOf(setting, [incident], NO_FACTS, now, { drills: true })
    .filter((deadline) => deadline.incident === incident.id)
    .toSorted((a, b) => a.due - b.due);
}

/** What happens next and when, a line each: in the company's own time, and from now on. */
export function nextLines(world: World, incident: Incident, now: Instant): string[] {
  return waitingFor(world, incident, now).map((deadline) => nextLine(world, deadline, now));
}

function nextLine({ setting }: World, deadline: Deadline, now: Instant): string {
  const zone = setting.site.timezone;
  const due = clockTime(deadline.due, now, zone);
  const late = deadline.late > deadline.due ? `, late at ${clockTime(deadline.late, now, zone)}` : '';
  const clause = deadline.clause === undefined ? '' : ` (${deadline.clause})`;
  const who = deadline.ask.length === 0 ? '' : `: ${sayAsked(deadline.ask)}`;
  return `${deadline.awaits} due ${due}${late} ${zone}, ${sayWhen(deadline, now)}${clause}${who}`;
}

/** `04:10 Africa/Lagos, in 18 min`. */
export function whenWords({ setting }: World, at: Instant, now: Instant): string {
  const zone = setting.site.timezone;
  const ahead = Math.ceil((at - now) / MINUTE) * MINUTE;
  return `${clockTime(at, now, zone)} ${zone}, in ${shortDuration(ahead)}`;
}
