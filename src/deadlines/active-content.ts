import { parseSetting } from '../content/content.ts';
import type { ContentSources, Setting } from '../content/content.ts';
import { DAY } from '../time/duration.ts';
import type { Finding } from '../content/finding.ts';
import { endingUpdate } from '../content/incident.ts';
import type { Entry } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { Facts } from './evidence.ts';
import { isPlainlyEnded } from './quick-ended-check.ts';
import { postmortemFacts } from './postmortem-facts.ts';

/** What ended longer ago than this is the record's: the clock chases papers for so long, and then no more. */
export const CHASED_FOR = 30 * DAY;

/** What the clock reads of a content root. */
export interface ClockContent {
  /** Absent where the site or its policy can't be read: `findings` says why. */
  readonly setting?: Setting;
  /** What is open, or ended not long ago; the rest is not even parsed. */
  readonly entries: readonly Entry[];
  readonly facts: Facts;
  /** Faults of the site, its policy, and of the files that the clock would have needed and can't read. */
  readonly findings: readonly Finding[];
  /** The paths of incidents that the clock can't read. */
  readonly unread: readonly string[];
}

/** Reads what the clock needs: everything that had not plainly ended before `endedAfter`. */
export function clockContent(sources: ContentSources, endedAfter: Instant): ClockContent {
  const { setting, findings } = parseSetting(sources);
  const facts: Facts = { postmortems: postmortemFacts(sources.postmortems, setting) };
  const entries: Entry[] = [];
  const unread: string[] = [];
  const found = [...findings];
  for (const source of sources.incidents) {
    if (isPlainlyEnded(source.text, endedAfter)) continue;
    const parsed = parseIncident(source, setting?.site.timezone);
    if (parsed.value) entries.push(parsed.value);
    else {
      unread.push(source.path);
      found.push(...parsed.findings);
    }
  }
  return { ...(setting && { setting }), entries, facts, findings: found, unread };
}

/** Whether customers are waiting: an incident that is not over, or a maintenance that has begun and is not. */
export function isOpen(entry: Entry, now: Instant, drills: boolean): boolean {
  if ((entry.drill && !drills) || endingUpdate(entry)) return false;
  return entry.kind === 'incident' || entry.starts <= now;
}
