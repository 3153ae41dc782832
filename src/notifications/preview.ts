import type { SiteContext } from '../content/content.ts';
import type { StatusEvent } from '../content/incident.ts';
import { applyChange, EMPTY_LOG } from '../delivery-log/delivery.ts';
import type { Delivery, DeliveryLog } from '../delivery-log/delivery.ts';
import { deadlinesOf } from '../deadlines/all-deadlines.ts';
import { NO_EVIDENCE } from '../deadlines/evidence.ts';
import type { Instant } from '../time/instant.ts';
import type { Message } from './channel.ts';
import { listDestinations } from './destinations.ts';
import type { Destination } from './destinations.ts';
import { eventsOf } from './events.ts';
import { buildMessage } from './messages.ts';
import type { PageWords } from './messages.ts';
import { createDelivery, planDeliveries, recipientsOf } from './plan.ts';
import type { PlannedDelivery } from './plan.ts';

/** A message that an audience would get. */
export interface MessagePreview {
  /** The name of the audience. */
  readonly audience: string;
  /** The channel of the place, such as `slack`. */
  readonly channel: string;
  /** Or why there is none, as a sentence. */
  readonly message: Message | string;
}

export interface PreviewInput {
  readonly siteContext: SiteContext;
  /** The published versions of the changed files. */
  readonly published: readonly StatusEvent[];
  readonly proposed: readonly StatusEvent[];
  readonly wordsOf: (event: StatusEvent, now: Instant) => PageWords;
  /** The repository on GitHub: `https://github.com/acme/status`. */
  readonly repositoryUrl?: string;
}

/**
 * What each audience would get if the proposed versions were published at the time of their newest update, or of the mark that
 * the executive summary is ready (U4.3). It plans as a run
 * does, with a log that says that everything published was sent.
 */
export function previewMessages(input: PreviewInput): MessagePreview[] {
  const { siteContext, published, proposed, wordsOf, repositoryUrl } = input;
  const destinations = listDestinations(siteContext.policy, siteContext.site);
  if (destinations.length === 0) return [];
  return proposed.flatMap((event) => {
    const now = newestTimeOf(event);
    const events = eventsOf(siteContext.policy, [event], now);
    const { send } = planDeliveries({
      ...{ events, destinations, now, isPageCurrent: true, isReleased: true },
      log: logOf(siteContext, published, destinations, now),
      whenUnknown: () => 'ask',
      subjects: new Map([[event.id, event]]),
    });
    const describe = (planned: PlannedDelivery): MessagePreview => {
      const { name, place } = planned.destination;
      return { audience: name, channel: place.channel, message: buildOrExplain(planned) };
    };
    const context = {
      siteContext,
      words: wordsOf(event, now),
      deadlines: deadlinesOf(siteContext, [event], NO_EVIDENCE, now, { drills: true }),
      evidence: NO_EVIDENCE,
      now,
      ...(repositoryUrl !== undefined && { repositoryUrl }),
    };
    const buildOrExplain = (planned: PlannedDelivery): Message | string => {
      try {
        return buildMessage(planned, context);
      } catch (error) {
        return (error as Error).message;
      }
    };
    // Customers first, then as status.yaml lists the places.
    const rank = ({ destination }: PlannedDelivery): number =>
      destinations.indexOf(destination) + (destination.type === 'customers' ? 0 : destinations.length);
    return send.toSorted((a, b) => rank(a) - rank(b)).map(describe);
  });
}

function newestTimeOf(event: StatusEvent): Instant {
  const times = event.updates.map(({ at }) => at);
  if (event.kind !== 'incident') return Math.max(...times);
  return Math.max(event.detected, event.internal['summary-ready'] ?? -Infinity, ...times);
}

/** Everything that was published was sent, to places that were always notified. */
function logOf(
  { policy }: SiteContext,
  published: readonly StatusEvent[],
  destinations: readonly Destination[],
  now: Instant,
): DeliveryLog {
  const deliveries = eventsOf(policy, published, now).flatMap((event) =>
    recipientsOf(event, destinations).map((destination): Delivery => {
      const delivery = createDelivery(event, destination, event.at);
      return { ...delivery, state: 'sent', tries: 1 };
    }),
  );
  const places = Object.fromEntries(destinations.map(({ fingerprint }) => [fingerprint, -Infinity]));
  return applyChange(EMPTY_LOG, { deliveries, places });
}
