import type { Setting } from '../content/content.ts';
import { MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { Announcement } from '../deadlines/announcements.ts';
import { sayAwaited } from '../deadlines/report/announcement.ts';
import { clockTime, shortDuration } from '../deadlines/report/words.ts';
import { visible } from '../text/terminal-style.ts';

/** What a net finds that looks now and then whether the watch is awake. */
export interface NetFacts {
  readonly setting: Setting;
  readonly now: Instant;
  /** How many incidents are open, or can't be read. */
  readonly open: number;
  /** Boundaries that were reached, and that nobody has said. */
  readonly unsaid: readonly Announcement[];
  /** How many other things are left undone on GitHub. */
  readonly undone: number;
  /** Whether a watch runs, or is about to. */
  readonly running: boolean;
  /** When the net looked before; absent where nobody knows. */
  readonly lookedAt?: Instant;
  /** How often it is meant to look. */
  readonly every: Duration;
}

/** What the net does, and its words for the log. */
export interface NetVerdict {
  readonly start: boolean;
  readonly lines: readonly string[];
}

/** A watch that is awake says a boundary within seconds; one that let this much go by is not. */
const ASLEEP = 3 * MINUTE;

/** Whether a watch has to be started, and how late the net itself noticed. */
export function netVerdict(facts: NetFacts): NetVerdict {
  const { open, unsaid, undone, running, now } = facts;
  const missed = unsaid.filter(({ boundary }) => now - boundary.at >= (running ? ASLEEP : 0));
  const wanted = running ? missed.length > 0 : open > 0 || missed.length > 0 || undone > 0;
  const state = running
    ? missed.length > 0
      ? 'A watch runs, but it is not awake: another one takes its place.'
      : 'A watch runs.'
    : wanted
      ? `${open} open, and no watch runs: it is started.`
      : 'Nothing is open and nothing waits to be said.';
  const lines = missed.map((announcement) => missedLine(facts, announcement));
  return { start: wanted, lines: [state, ...lines, ...ownLateness(facts)] };
}

/** `one: Next public update (V12.2), late since 10:30; its time was 10:30, noticed at 10:41 by the net, 11 min after.` */
function missedLine({ setting, now }: NetFacts, { deadline, boundary }: Announcement): string {
  const zone = setting.site.timezone;
  const time = clockTime(boundary.at, now, zone);
  const noticed = clockTime(now, now, zone);
  const whose = visible(deadline.incident ?? 'the SOP');
  return `${whose}: ${sayAwaited(deadline, now, zone)}; its time was ${time}, noticed at ${noticed} by the net, ${shortDuration(now - boundary.at)} after.`;
}

/** GitHub starts what is scheduled when it likes. */
function ownLateness({ setting, now, lookedAt, every }: NetFacts): string[] {
  if (lookedAt === undefined) return [];
  const zone = setting.site.timezone;
  const late = now - lookedAt - every;
  const before = `The net looked before at ${clockTime(lookedAt, now, zone)}, and is meant to every ${shortDuration(every)}`;
  return [late < MINUTE ? `${before}.` : `${before}: it is ${shortDuration(late)} late itself.`];
}
