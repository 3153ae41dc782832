import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery, DeliveryLog } from '../../delivery-log/delivery.ts';
import type { LogStore } from '../../delivery-log/io/log-store.ts';
import type { SiteContext } from '../../content/content.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { deadlinesOf } from '../../deadlines/all-deadlines.ts';
import { deliveryEvidenceOf } from '../../deadlines/delivery-evidence.ts';
import { FOLLOW_UP_PERIOD } from '../../deadlines/active-content.ts';
import type { Deadline } from '../../deadlines/deadline.ts';
import type { DeadlineEvidence } from '../../deadlines/evidence.ts';
import type { Instant } from '../../time/instant.ts';
import type { Message } from '../channel.ts';
import { listDestinations } from '../destinations.ts';
import { collectEvents, nextEventAt } from '../collect-events.ts';
import { buildMessage } from '../messages.ts';
import type { MessageContext } from '../messages.ts';
import { planDeliveries } from '../plan.ts';
import type { DeliveryPlan, PlannedDelivery } from '../plan.ts';
import { channelNamed, channelOf } from './channels/all.ts';
import { createLazyPageWords, createPageWords } from './page-words.ts';
import { sendDelivery } from './send.ts';
import type { SendOptions } from './send.ts';

export interface NotificationInput {
  readonly siteContext: SiteContext;
  /** Open or recently changed, as they are on the default branch. */
  readonly incidents: readonly StatusEvent[];
  readonly evidence: DeadlineEvidence;
  /** Whether the page shows this state. */
  readonly isPageCurrent: boolean;
  readonly repositoryUrl?: string;
}

export interface NotificationReport {
  /** How each delivery of this run ended. */
  readonly ended: readonly Delivery[];
  readonly held: readonly PlannedDelivery[];
  /** What was recorded without sending, such as the past of a new place. */
  readonly recorded: readonly Delivery[];
  readonly damage?: string;
  readonly next?: Instant;
}

/** Rounds of reading, claiming and sending. Another runner that is faster costs one; failures cause messages of their own. */
const MAX_ROUNDS = 12;

/**
 * Sends what is due: claims it in the log, sends it, and records how that ended. A runner that is stopped leaves claims,
 * which the next one finds. Any number of runners may run at once.
 */
export async function runNotifications(
  store: LogStore,
  input: NotificationInput,
  options: SendOptions & { readonly now?: () => Instant },
): Promise<NotificationReport> {
  const { now = Date.now } = options;
  const runner = randomUUID().slice(0, 8);
  const ended: Delivery[] = [];
  const recorded: Delivery[] = [];
  let damage: string | undefined;
  let plan: DeliveryPlan | undefined;
  let next: Instant | undefined;
  for (let round = 0; round < MAX_ROUNDS && !options.signal.aborted; round += 1) {
    const stored = await store.read();
    damage ??= stored.damage;
    const prepared = prepareRun(input, stored.log, now());
    ({ plan } = prepared);
    next = [plan.next, prepared.next].reduce((a, b) =>
      a === undefined || (b !== undefined && b < a) ? b : a,
    );
    const claims = plan.send.map((planned) => ({ ...planned.delivery, runner }));
    const isNew = Object.keys(plan.places).length > 0;
    if (claims.length + plan.record.length === 0 && !isNew && stored.damage === undefined) break;
    const change = {
      deliveries: [...plan.record, ...claims],
      ...(isNew && { places: plan.places }),
    };
    const claimed = await store.write(stored, change, describeChange(plan));
    if (!claimed) {
      await wait(50 + Math.random() * 200 * (round + 1));
      continue;
    }
    recorded.push(...plan.record);
    const recorder = createRecorder(store, runner);
    await sendAll(plan.send, claims, prepared.messageContext, claimed.log, options, (delivery) => {
      ended.push(delivery);
      recorder.add(delivery);
    });
    await recorder.done();
  }
  return {
    ended,
    recorded,
    held: plan?.held ?? [],
    ...(damage !== undefined && { damage }),
    ...(next !== undefined && { next }),
  };
}

export interface PreparedRun {
  readonly plan: DeliveryPlan;
  readonly messageContext: MessageContext;
  readonly deadlines: readonly Deadline[];
  /** When a deadline asks for the next message. */
  readonly next?: Instant;
}

/** What a run would send now. */
export function prepareRun(input: NotificationInput, log: DeliveryLog, now: Instant): PreparedRun {
  const { siteContext, incidents, isPageCurrent, repositoryUrl } = input;
  const evidence = { ...input.evidence, ...deliveryEvidenceOf(log) };
  const scope = { drills: true, endedAfter: now - FOLLOW_UP_PERIOD };
  const deadlines = deadlinesOf(siteContext, incidents, evidence, now, scope);
  const destinations = listDestinations(siteContext.policy, siteContext.site);
  const plan = planDeliveries({
    events: collectEvents(siteContext.policy, incidents, deadlines, log, now),
    destinations,
    log,
    now,
    isPageCurrent,
    whenUnknown: (channel) => channelNamed(channel)?.whenUnknown ?? 'ask',
    subjects: new Map(incidents.map((event) => [event.id, event])),
  });
  const messageContext: MessageContext = {
    ...{ siteContext, deadlines, evidence, now },
    // Most runs send nothing, and do not need the texts of the page.
    words: createLazyPageWords(() => createPageWords(siteContext, incidents, now)),
    ...(repositoryUrl !== undefined && { repositoryUrl }),
  };
  const next = nextEventAt(deadlines, now);
  return { plan, messageContext, deadlines, ...(next !== undefined && { next }) };
}

/** One after another at each place, all places at once. */
async function sendAll(
  planned: readonly PlannedDelivery[],
  claims: readonly Delivery[],
  context: MessageContext,
  log: DeliveryLog,
  options: SendOptions,
  onEnd: (delivery: Delivery) => void,
): Promise<void> {
  const threads = findThreads(log);
  const byPlace = Map.groupBy(planned.entries(), ([, { destination }]) => destination.fingerprint);
  await Promise.all(
    [...byPlace.values()].map(async (own) => {
      for (const [index, one] of own) {
        const { destination, isLook } = one;
        const delivery = claims[index]!;
        const { place } = destination;
        const channel = channelOf(place);
        const thread = threads.get(`${destination.fingerprint}\n${delivery.incident ?? ''}`);
        let message: Message;
        try {
          message = buildMessage(one, context);
        } catch (error) {
          onEnd({ ...delivery, state: 'refused', since: Date.now(), reason: (error as Error).message });
          continue;
        }
        const result = await sendDelivery(
          { delivery, message, place, channel, isLook, ...(thread !== undefined && { thread }) },
          options,
        );
        if (result.thread !== undefined)
          threads.set(`${destination.fingerprint}\n${delivery.incident ?? ''}`, thread ?? result.thread);
        onEnd(result);
        if (channel.pause !== undefined && own.length > 1) await wait(channel.pause);
      }
    }),
  );
}

/** The thread that the first message of an incident got at a place. */
function findThreads({ deliveries }: DeliveryLog): Map<string, string> {
  const threads = new Map<string, string>();
  for (const { place, incident, thread } of deliveries.values()) {
    const name = `${place}\n${incident ?? ''}`;
    if (thread !== undefined && !threads.has(name)) threads.set(name, thread);
  }
  return threads;
}

/** Writes results one push after another, each with all that has ended meanwhile. */
function createRecorder(
  store: LogStore,
  runner: string,
): { readonly add: (delivery: Delivery) => void; readonly done: () => Promise<void> } {
  let queue: Delivery[] = [];
  let running: Promise<void> | undefined;
  const flush = async (): Promise<void> => {
    for (let attempt = 0; queue.length > 0; attempt += 1) {
      const batch = queue;
      queue = [];
      try {
        const stored = await store.read();
        // What another runner found out about a claim of this one is worth less than what this one knows.
        if (await store.write(stored, { deliveries: batch }, `${describeEnds(batch)}\n\nRunner ${runner}`)) {
          attempt = 0;
          continue;
        }
      } catch (error) {
        if (attempt >= MAX_ROUNDS) throw error;
      }
      queue = [...batch, ...queue];
      await wait(50 + Math.random() * 200 * Math.min(attempt + 1, 10));
    }
  };
  const start = (): void => {
    running ??= flush().finally(() => (running = undefined));
    running.catch(() => undefined);
  };
  return {
    add: (delivery) => {
      queue.push(delivery);
      start();
    },
    done: async () => {
      do {
        start();
        await running;
      } while (queue.length > 0);
    },
  };
}

function describeChange({ send, record, places }: DeliveryPlan): string {
  const added = Object.keys(places).length;
  return [
    ...(send.length > 0 ? [`claim ${send.length}`] : []),
    ...(record.length > 0 ? [`skip ${record.length}`] : []),
    ...(added > 0 ? [`notify ${added} new places from now on`] : []),
  ].join(', ');
}

function describeEnds(deliveries: readonly Delivery[]): string {
  return deliveries.map(({ state, key, audience }) => `${state} ${key} to ${audience}`).join('\n');
}
