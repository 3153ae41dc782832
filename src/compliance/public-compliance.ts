import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { StatusEvent } from '../content/incident.ts';
import type { DeadlineEvidence } from '../deadlines/evidence.ts';
import { DAY } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { PublicCompliance, OnTimeCount } from '../status/service-commitments.ts';
import { isCountable } from './measure.ts';
import { complianceOfEvents } from './compliance.ts';
import type { ComplianceReport } from './compliance.ts';
import { countOnTimeUpdates, ON_TIME_WINDOW_DAYS } from './on-time-updates.ts';

/** The public part of a compliance report. Measures only the incidents that it counts. */
export function publicComplianceOf(
  siteContext: SiteContext,
  events: readonly StatusEvent[],
  evidence: DeadlineEvidence,
  now: Instant,
): PublicCompliance {
  const since = now - ON_TIME_WINDOW_DAYS * DAY;
  const counted = events.filter((event) => mayCountSince(event, evidence, since));
  const entries = complianceOfEvents(siteContext, counted, evidence, now);
  return toPublicCompliance({ entries, onTimeUpdates: countOnTimeUpdates(entries, now) });
}

/** Whether anything public of it may be in the time from `since` on. Before it is closed, that may always be. */
function mayCountSince(event: StatusEvent, { publishedTimes }: DeadlineEvidence, since: Instant): boolean {
  if (event.kind !== 'incident') return false;
  if (!findEndingUpdate(event) || event.detected >= since || (event.disclosed ?? -Infinity) >= since)
    return true;
  return event.updates.some(
    ({ id, at }) => at >= since || (publishedTimes?.get(`${event.id}/${id}`) ?? -Infinity) >= since,
  );
}

/** The public part of a compliance report. */
export function toPublicCompliance({
  entries,
  onTimeUpdates,
}: Pick<ComplianceReport, 'entries' | 'onTimeUpdates'>): PublicCompliance {
  const shown = entries.filter((event) => event.public && event.kind === 'incident');
  const titles = new Map(shown.map(({ id, title }) => [id, title]));
  const silences = shown.flatMap(({ id, title, longestGap }) =>
    longestGap && longestGap.to >= onTimeUpdates.from ? [{ id, title, length: longestGap.length }] : [],
  );
  const longest = silences.toSorted((a, b) => b.length - a.length)[0];
  const firsts = shown
    .flatMap(({ measures }) => measures)
    .filter((measure) => measure.kind === 'first-update' && isCountable(measure))
    .filter((measure) => (measure.at ?? measure.bound) >= onTimeUpdates.from);
  const first: OnTimeCount = {
    due: firsts.length,
    onTime: firsts.filter(({ status }) => status === 'met').length,
  };
  return {
    days: Math.round((onTimeUpdates.to - onTimeUpdates.from) / DAY),
    updates: { due: onTimeUpdates.due, onTime: onTimeUpdates.onTime },
    first,
    confirmedByGit: onTimeUpdates.fromGit,
    ...(longest && { longestUpdateGap: longest }),
    late: onTimeUpdates.late.map(({ incident, by }) => ({
      id: incident,
      title: titles.get(incident) ?? '',
      by,
    })),
  };
}
