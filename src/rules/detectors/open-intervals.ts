import { effectEndedAt } from '../../content/incident.ts';
import type { StatusEvent, Incident } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';

/**
 * Returns a function that finds the incidents that affected customers at a time, except one. Drills don't count. Incidents are
 * sorted by start with the latest end so far, so that each lookup visits few of them.
 */
export function createOpenIncidentLookup(
  events: readonly StatusEvent[],
): (time: Instant, except: StatusEvent) => readonly Incident[] {
  const spans = events
    .filter((event): event is Incident => event.kind === 'incident' && !event.drill)
    .map((incident) => ({ incident, from: incident.started, to: effectEndedAt(incident) ?? Infinity }))
    .toSorted((a, b) => a.from - b.from);
  let latest = -Infinity;
  const latestEnds = spans.map(({ to }) => (latest = Math.max(latest, to)));
  return (time, except) => {
    const open: Incident[] = [];
    for (let at = lastNotAfter(spans, time); at >= 0 && latestEnds[at]! > time; at -= 1) {
      const span = spans[at]!;
      if (span.to > time && span.incident.id !== except.id) open.push(span.incident);
    }
    return open.toReversed();
  };
}

function lastNotAfter(spans: readonly { readonly from: Instant }[], time: Instant): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.from <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
