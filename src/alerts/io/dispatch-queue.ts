import { setTimeout as wait } from 'node:timers/promises';
import type { GithubClient } from '../../github/client.ts';
import type { DispatchPayload } from '../alert.ts';

export interface QueueItem<Content> {
  /** For the log. */
  readonly name: string;
  readonly content: Content;
}

/** Result of sending one alert, with the reason if it failed. */
export type SendResult = 'sent' | { readonly retry: string } | { readonly rejected: string };

export interface QueueOptions<Content> {
  readonly send: (content: Content) => Promise<SendResult>;
  readonly log: (line: string) => void;
  /** The pause after the first failure, in milliseconds. It doubles with each failure, up to a minute. */
  readonly backoff?: number;
  readonly maxItems?: number;
}

export interface QueueHealth {
  readonly waiting: number;
  /** Alerts that GitHub rejected since the start. */
  readonly lost: number;
  /** Why the last attempt failed; absent after a success. */
  readonly lastError?: string;
}

/** Sends items in order and retries until each is sent or rejected. */
export interface SendQueue<Content> {
  /** False if the queue is full. */
  readonly enqueue: (item: QueueItem<Content>) => boolean;
  readonly health: () => QueueHealth;
  /** Sends the remaining items within a timeout in milliseconds. Returns how many are left. */
  readonly drain: (timeout: number) => Promise<number>;
}

const MAX_BACKOFF_MS = 60_000;

/** A queue in memory. It keeps the order, so that an alert never clears before it fires. */
export function createSendQueue<Content>(options: QueueOptions<Content>): SendQueue<Content> {
  const { send, log, backoff = 1000, maxItems = 1000 } = options;
  const waiting: QueueItem<Content>[] = [];
  const shutdown = { controller: new AbortController(), isOver: false };
  let lost = 0;
  let lastError: string | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    for (let failures = 0; waiting.length > 0 && !shutdown.isOver;) {
      const { name, content } = waiting[0]!;
      const result = await send(content);
      if (result === 'sent') {
        waiting.shift();
        failures = 0;
        lastError = undefined;
        log(`${name}: sent to GitHub; ${waiting.length} waiting`);
      } else if ('rejected' in result) {
        waiting.shift();
        lost += 1;
        log(`${name}: LOST: GitHub rejected it: ${result.rejected}`);
      } else {
        lastError = result.retry;
        const pause = Math.min(backoff * 2 ** failures, MAX_BACKOFF_MS);
        failures += 1;
        log(
          `${name}: not sent (${result.retry}); attempt ${failures + 1} in ${Math.ceil(pause / 1000)} s, ${waiting.length} waiting`,
        );
        await wait(pause, undefined, { signal: shutdown.controller.signal }).catch(() => undefined);
      }
    }
    running = undefined;
  }

  return {
    enqueue(item) {
      if (waiting.length >= maxItems || shutdown.isOver) return false;
      waiting.push(item);
      running ??= run();
      return true;
    },
    health: () => ({ waiting: waiting.length, lost, ...(lastError !== undefined && { lastError }) }),
    async drain(timeout) {
      // Ends the current pause: there is no time left to wait.
      shutdown.controller.abort();
      shutdown.controller = new AbortController();
      await Promise.race([running, wait(timeout, undefined, { ref: false })]);
      shutdown.isOver = true;
      shutdown.controller.abort();
      for (const { name } of waiting) log(`${name}: LOST: the receiver stopped before it was sent`);
      return waiting.length;
    },
  };
}

/** The event type that triggers `alerts.yml`. */
const DISPATCH_EVENT = 'incident-alert';

/** Sends one alert to GitHub. Only a response that rejects the alert itself is final; other failures are retried. */
export function createDispatcher({
  octokit,
  at,
}: GithubClient): (payload: DispatchPayload) => Promise<SendResult> {
  return async (payload) => {
    try {
      await octokit.rest.repos.createDispatchEvent({
        ...at,
        event_type: DISPATCH_EVENT,
        client_payload: { ...payload },
      });
      return 'sent';
    } catch (error) {
      const { status } = error as { status?: number };
      const reason = typeof status === 'number' ? `GitHub responded ${status}` : 'no response from GitHub';
      return status === 422 || status === 400 || status === 413 ? { rejected: reason } : { retry: reason };
    }
  };
}
