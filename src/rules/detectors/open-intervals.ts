import {
  effectEndedAt,
  findCallingOffUpdate,
  findEndingUpdate,
  findWithdrawingUpdate,
} from '../../content/incident.ts';
import type { Incident, Maintenance, StatusEvent } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';

/**
 * Returns a function that finds the incidents and maintenance that affected customers at a time, except one. Drills don't
 * count, nor does what was withdrawn or called off. They are sorted by start with the latest end so far, so that each lookup
 * visits few of them.
 */
export function createAffectingEventLookup(events: readonly StatusEvent[]): AffectingEventLookup {
  let lookup: AffectingEventLookup | undefined;
  return (time, except) => (lookup ??= sortAffectingEvents(events))(time, except);
}

type AffectingEventLookup = (time: Instant, except: StatusEvent) => readonly (Incident | Maintenance)[];

function sortAffectingEvents(events: readonly StatusEvent[]): AffectingEventLookup {
  const spans = events
    .filter((event): event is Incident | Maintenance => event.kind !== 'notice' && !event.drill)
    .filter((event) => !findWithdrawingUpdate(event) && !findCallingOffUpdate(event))
    .filter((event) => event.kind === 'incident' || affectsComponents(event))
    .map((event) => ({ event, ...periodOf(event) }))
    .toSorted((a, b) => a.from - b.from);
  let latest = -Infinity;
  const latestEnds = spans.map(({ to }) => (latest = Math.max(latest, to)));
  return (time, except) => {
    const open: (Incident | Maintenance)[] = [];
    for (let at = lastNotAfter(spans, time); at >= 0 && latestEnds[at]! > time; at -= 1) {
      const span = spans[at]!;
      if (span.to > time && span.event.id !== except.id) open.push(span.event);
    }
    return open.toReversed();
  };
}

function affectsComponents({ components }: Maintenance): boolean {
  return Object.values(components).some((state) => state !== 'operational');
}

function periodOf(event: Incident | Maintenance): { readonly from: Instant; readonly to: Instant } {
  if (event.kind === 'incident') return { from: event.started, to: effectEndedAt(event) ?? Infinity };
  return { from: event.starts, to: Math.min(event.ends, findEndingUpdate(event)?.at ?? Infinity) };
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
