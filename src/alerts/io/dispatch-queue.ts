import http from 'node:http';
import https from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import type { DispatchPayload } from '../alert.ts';
import { isFull } from './alert-spool.ts';
import type { AlertSpool, SpooledAlert } from './alert-spool.ts';

/** Result of sending one alert, with the reason if it failed. */
export type SendResult =
  | 'sent'
  | {
      readonly retry: string;
      /** In milliseconds, if GitHub asks for a pause. */ readonly after?: number | undefined;
    }
  | { readonly rejected: string };

export interface QueueOptions<Content> {
  readonly spool: AlertSpool<Content>;
  readonly send: (content: Content) => Promise<SendResult>;
  readonly log: (line: string) => void;
  /** The pause after the first failure, in milliseconds. It doubles with each failure, up to a minute. */
  readonly backoff?: number;
}

export interface QueueHealth {
  readonly waiting: number;
  /** Waiting alerts that were tried and failed. */
  readonly failing: number;
  /** Alerts that GitHub rejected since the start, or that were in a damaged file. */
  readonly lost: number;
  /** Alerts that could not be stored since the start. Their senders have to retry. */
  readonly refused: number;
  /** What is wrong at present, or was within the last ten minutes; absent if nothing is. */
  readonly problem?: string;
}

export type AddResult = 'added' | 'full' | 'failed';

/** Sends alerts until each is sent or rejected. */
export interface SendQueue<Content> {
  /** Settles once the alerts are on disk, or can't be. */
  readonly add: (alerts: readonly Omit<SpooledAlert<Content>, 'id'>[]) => Promise<AddResult>;
  readonly health: () => QueueHealth;
  /** Sends the remaining alerts within a timeout in milliseconds. Returns how many are left for the next start. */
  readonly drain: (timeout: number) => Promise<number>;
}

const MAX_BACKOFF_MS = 60_000;
const DRAIN_POLL_MS = 20;
/** How many alerts are sent at a time. */
const LANES = 8;
/** If so many alerts fail and none succeeds, GitHub is away, and no single alert is at fault. */
const OUTAGE_AFTER = 3;
/** Sent alerts are removed from the disk together, because each removal waits for the disk. In milliseconds. */
const REMOVAL_DELAY_MS = 100;
/** How long a refusal is reported, so that a monitor that asks once a minute sees it. */
const REPORT_MS = 10 * 60_000;

/**
 * A queue on disk. Alerts of one key keep their order, so that none clears before it fires; one that fails holds up no other
 * key. While GitHub is away, everything waits together.
 */
export function createSendQueue<Content>(options: QueueOptions<Content>): SendQueue<Content> {
  const { spool, send, log, backoff = 1000 } = options;
  const busyKeys = new Set<string>();
  const failing = new Map<
    number,
    { readonly key: string; readonly attempts: number; readonly retryAt: number }
  >();
  /** Sent or rejected, but still on disk. */
  const finishedIds = new Set<number>();
  /** Alerts that failed since the last success. */
  const failedIds = new Set<number>();
  const shutdown = { isOver: false };
  let removal: NodeJS.Timeout | undefined;
  let lost = spool.damage === undefined ? 0 : 1;
  let refusal: { count: number; at: number; reason: string } | undefined;
  let outage = { probes: 0, until: 0 };
  let lastReason = '';
  let wake = (): void => undefined;
  const running = run();

  async function run(): Promise<void> {
    while (!shutdown.isOver) {
      const now = performance.now();
      const isOutage = failedIds.size >= OUTAGE_AFTER;
      const free = (isOutage ? 1 : LANES) - busyKeys.size;
      const resting = [...failing.values()].filter(({ retryAt }) => retryAt > now);
      if (now >= outage.until && free > 0) {
        const keys = [...busyKeys, ...resting.map(({ key }) => key)];
        for (const alert of spool.next(free, { ids: [...finishedIds], keys })) void sendOne(alert);
      }
      const times = [outage.until, ...resting.map(({ retryAt }) => retryAt)].filter((at) => at > now);
      await new Promise<void>((resolve) => {
        const timer = times.length === 0 ? undefined : setTimeout(resolve, Math.min(...times) - now);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async function sendOne({ id, key, name, content }: SpooledAlert<Content>): Promise<void> {
    busyKeys.add(key);
    const result = await send(content);
    busyKeys.delete(key);
    if (result === 'sent' || 'rejected' in result) {
      failing.delete(id);
      failedIds.clear();
      outage = { probes: 0, until: 0 };
      finishedIds.add(id);
      removal ??= setTimeout(removeFinished, REMOVAL_DELAY_MS);
      if (result === 'sent') log(`${name}: sent to GitHub; ${countWaiting()} waiting`);
      else {
        lost += 1;
        log(`${name}: LOST: GitHub rejected it: ${result.rejected}`);
      }
    } else {
      failedIds.add(id);
      const now = performance.now();
      const attempts = (failing.get(id)?.attempts ?? 0) + 1;
      const pause = doubled(attempts);
      failing.set(id, { key, attempts, retryAt: now + pause });
      const probes = failedIds.size >= OUTAGE_AFTER ? outage.probes + 1 : 0;
      const common = Math.max(result.after ?? 0, probes > 0 ? doubled(probes) : 0);
      outage = { probes, until: Math.max(outage.until, now + common) };
      lastReason = result.retry;
      log(
        `${name}: not sent (${result.retry}); attempt ${attempts + 1} in ${Math.ceil(Math.max(pause, common) / 1000)} s, ${countWaiting()} waiting`,
      );
    }
    wake();
  }

  function doubled(attempts: number): number {
    return Math.min(backoff * 2 ** (attempts - 1), MAX_BACKOFF_MS);
  }

  function countWaiting(): number {
    return spool.count() - finishedIds.size;
  }

  function removeFinished(): void {
    removal = undefined;
    if (finishedIds.size === 0) return;
    try {
      spool.remove([...finishedIds]);
      finishedIds.clear();
    } catch (error) {
      // They are not sent again in this life, and are removed when the disk can be written again.
      refuse(0, `the disk can't be written: ${(error as Error).message}`);
      if (!shutdown.isOver) removal = setTimeout(removeFinished, backoff);
    }
  }

  function refuse(count: number, reason: string): void {
    refusal = { count: (refusal?.count ?? 0) + count, at: performance.now(), reason };
  }

  return {
    async add(alerts) {
      if (shutdown.isOver) return 'failed';
      try {
        await spool.add(alerts);
      } catch (error) {
        refuse(alerts.length, isFull(error) ? 'the queue is full' : (error as Error).message);
        return isFull(error) ? 'full' : 'failed';
      }
      wake();
      return 'added';
    },
    health: () => {
      const recent = refusal && performance.now() - refusal.at < REPORT_MS ? refusal.reason : undefined;
      const problem =
        recent ?? (failing.size > 0 ? lastReason : undefined) ?? (lost > 0 ? 'alerts were lost' : undefined);
      return {
        ...{ waiting: countWaiting(), failing: failing.size, lost, refused: refusal?.count ?? 0 },
        ...(problem !== undefined && { problem }),
      };
    },
    async drain(timeout) {
      const giveUpAt = performance.now() + timeout;
      // Ends the current pauses, because the time is limited.
      outage = { probes: 0, until: 0 };
      failedIds.clear();
      for (const [id, one] of failing) failing.set(id, { ...one, retryAt: 0 });
      wake();
      while (countWaiting() > 0 && performance.now() < giveUpAt) await wait(DRAIN_POLL_MS);
      shutdown.isOver = true;
      wake();
      await running;
      clearTimeout(removal);
      removeFinished();
      const left = countWaiting();
      if (left > 0) log(`on disk, to be sent after the next start: ${left}`);
      return left;
    },
  };
}

/** The event type that triggers `alerts.yml`. */
const DISPATCH_EVENT = 'incident-alert';
const REQUEST_TIMEOUT_MS = 10_000;
/** Answers that reject the alert itself. All other failures may pass. */
const FINAL_STATUSES = [400, 413, 422];

/**
 * Sends one alert to GitHub. It makes the only request of the receiver itself, because GitHub's client needs as much memory as
 * everything else in this process.
 * @param apiUrl the API's address: `https://api.github.com`
 * @param repository `owner/name`
 */
export function createDispatcher(
  apiUrl: string,
  repository: string,
  token: string,
): (payload: DispatchPayload) => Promise<SendResult> {
  const url = new URL(`${apiUrl.replace(/\/+$/, '')}/repos/${repository}/dispatches`);
  const { request, Agent } = url.protocol === 'http:' ? http : https;
  const agent = new Agent({ keepAlive: true });
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'user-agent': 'candor',
    'x-github-api-version': '2022-11-28',
  };
  return (payload) =>
    new Promise((resolve) => {
      const noResponse = (): void => resolve({ retry: 'no response from GitHub' });
      const timeout = REQUEST_TIMEOUT_MS;
      const outgoing = request(url, { method: 'POST', agent, headers, timeout }, (response) => {
        const { statusCode = 0, headers: answered } = response;
        response.on('error', noResponse).resume();
        response.on('end', () => resolve(toSendResult(statusCode, Number(answered['retry-after']))));
      });
      outgoing.on('error', noResponse).on('timeout', () => outgoing.destroy());
      outgoing.end(JSON.stringify({ event_type: DISPATCH_EVENT, client_payload: payload }));
    });
}

function toSendResult(status: number, seconds: number): SendResult {
  if (status >= 200 && status < 300) return 'sent';
  const reason = `GitHub responded ${status}`;
  if (FINAL_STATUSES.includes(status)) return { rejected: reason };
  return { retry: reason, ...(seconds > 0 && { after: Math.min(seconds * 1000, MAX_BACKOFF_MS) }) };
}
