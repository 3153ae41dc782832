import { withCurrentComponentIds } from '../content/component-ids.ts';
import { parseSiteContext } from '../content/content.ts';
import type { ContentSources, SiteContext } from '../content/content.ts';
import { DAY } from '../time/duration.ts';
import type { Diagnostic } from '../content/finding.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { StatusEvent } from '../content/incident.ts';
import { parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { IncidentParseResult } from '../content/parse-incident.ts';
import { createTooSlowError, runWithoutLimit } from '../content/time-limit.ts';
import type { DeadlineEvidence } from './evidence.ts';
import { readPostmortemEvidence } from './evidence.ts';
import { maintenanceEndDueWindow } from './maintenance.ts';

/** Follow-ups are tracked for this long after resolution. */
export const FOLLOW_UP_PERIOD = 30 * DAY;

/** The part of a content root that deadlines depend on. */
export interface ActiveContent {
  /** Absent if the site or its policy can't be parsed; `diagnostics` has the reason. */
  readonly siteContext?: SiteContext;
  /** Open or recently ended; older ones are not parsed. */
  readonly incidents: readonly StatusEvent[];
  readonly evidence: DeadlineEvidence;
  /** Errors in the site, its policy and the incident files that are not known to have ended long ago. */
  readonly diagnostics: readonly Diagnostic[];
  /** Paths of incident files that can't be parsed. */
  readonly unread: readonly string[];
}

/** Parses everything that had not clearly ended before `endedAfter`. */
export function parseActiveContent(
  sources: ContentSources,
  endedAfter: Instant,
  runPerFile = runWithoutLimit,
): ActiveContent {
  const { siteContext, diagnostics: siteDiagnostics } = parseSiteContext(sources, runPerFile);
  const evidence: DeadlineEvidence = {
    postmortems: readPostmortemEvidence(sources.postmortems, siteContext, undefined, runPerFile),
  };
  const incidents: StatusEvent[] = [];
  const unread: string[] = [];
  const diagnostics = [...siteDiagnostics];
  const active = sources.incidents.filter(({ text }) => !isClearlyEnded(text, endedAfter));
  const results = runPerFile(
    active,
    (source): IncidentParseResult => parseIncident(source, siteContext?.site.timezone),
    (source) => ({ diagnostics: [createTooSlowError(source, 'reading')] }),
  );
  for (const [at, source] of active.entries()) {
    const parsed = results[at]!;
    if (parsed.value) incidents.push(withCurrentComponentIds(parsed.value, siteContext?.components ?? []));
    else {
      unread.push(source.path);
      for (const diagnostic of parsed.diagnostics) diagnostics.push(diagnostic);
    }
  }
  return { ...(siteContext && { siteContext }), incidents, evidence, diagnostics, unread };
}

/**
 * Whether an incident is open, or a maintenance has started and the time for its closing update has not passed: after that,
 * no watcher waits for it any more. A notice waits for nothing.
 */
export function isActive(
  { policy }: Pick<SiteContext, 'policy'>,
  event: StatusEvent,
  now: Instant,
  drills: boolean,
): boolean {
  if (event.kind === 'notice' || (event.drill && !drills) || findEndingUpdate(event)) return false;
  if (event.kind === 'incident') return true;
  return event.starts <= now && now < maintenanceEndDueWindow({ policy }, event).late;
}

const ENDING = /^## *(\S.*?)[ \t]+(?:resolved|completed)(?:[ \t]+\([^)]*\))?[ \t]*$/i;

/**
 * Whether the text of an incident file shows, without being parsed, that the incident ended before a time: its last
 * level-2 heading is `resolved` or `completed` with an earlier time. In any doubt, for example with fenced code, which
 * could contain a heading, it returns false and the file is parsed.
 */
export function isClearlyEnded(text: string, before: Instant): boolean {
  let at = text.lastIndexOf('\n##');
  while (at !== -1 && text[at + 3] === '#') at = at === 0 ? -1 : text.lastIndexOf('\n##', at - 1);
  if (at === -1 || text.includes('```') || text.includes('~~~')) return false;
  const end = text.indexOf('\n', at + 1);
  const heading = ENDING.exec(text.slice(at + 1, end === -1 ? undefined : end));
  const read = heading && parseInstant(heading[1]!);
  return read !== null && 'instant' in read && read.instant < before;
}
