import { parseSiteContext } from '../content/content.ts';
import type { ContentSources, SiteContext } from '../content/content.ts';
import { DAY } from '../time/duration.ts';
import type { Diagnostic } from '../content/finding.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { DeadlineEvidence } from './evidence.ts';
import { isClearlyEnded } from './quick-ended-check.ts';
import { readPostmortemEvidence } from './postmortem-facts.ts';

/** What ended longer ago than this is the record's: the clock chases papers for so long, and then no more. */
export const FOLLOW_UP_PERIOD = 30 * DAY;

/** What the clock reads of a content root. */
export interface ActiveContent {
  /** Absent where the site or its policy can't be read: `findings` says why. */
  readonly siteContext?: SiteContext;
  /** What is open, or ended not long ago; the rest is not even parsed. */
  readonly incidents: readonly IncidentOrMaintenance[];
  readonly evidence: DeadlineEvidence;
  /** Faults of the site, its policy, and of the files that the clock would have needed and can't read. */
  readonly diagnostics: readonly Diagnostic[];
  /** The paths of incidents that the clock can't read. */
  readonly unread: readonly string[];
}

/** Reads what the clock needs: everything that had not plainly ended before `endedAfter`. */
export function parseActiveContent(sources: ContentSources, endedAfter: Instant): ActiveContent {
  const { siteContext, diagnostics: siteDiagnostics } = parseSiteContext(sources);
  const evidence: DeadlineEvidence = {
    postmortems: readPostmortemEvidence(sources.postmortems, siteContext),
  };
  const incidents: IncidentOrMaintenance[] = [];
  const unread: string[] = [];
  const diagnostics = [...siteDiagnostics];
  for (const source of sources.incidents) {
    if (isClearlyEnded(source.text, endedAfter)) continue;
    const parsed = parseIncident(source, siteContext?.site.timezone);
    if (parsed.value) incidents.push(parsed.value);
    else {
      unread.push(source.path);
      diagnostics.push(...parsed.diagnostics);
    }
  }
  return { ...(siteContext && { siteContext }), incidents, evidence, diagnostics, unread };
}

/** Whether customers are waiting: an incident that is not over, or a maintenance that has begun and is not. */
export function isActive(event: IncidentOrMaintenance, now: Instant, drills: boolean): boolean {
  if ((event.drill && !drills) || findEndingUpdate(event)) return false;
  return event.kind === 'incident' || event.starts <= now;
}
