import { setTimeout as wait } from 'node:timers/promises';

/** What waits to be sent, and what the log calls it. */
export interface QueueItem<Content> {
  readonly name: string;
  readonly content: Content;
}

/** How a parcel fared: `again` is tried later, `never` can't be sent whatever is done. */
export type SendResult = 'sent' | { readonly again: string } | { readonly never: string };

export interface QueueOptions<Content> {
  readonly send: (content: Content) => Promise<SendResult>;
  readonly log: (line: string) => void;
  /** The first wait after a failure, in milliseconds; each one after it is twice as long, up to a minute. */
  readonly backoff?: number;
  readonly maxItems?: number;
}

/** How the queue fares. */
export interface QueueHealth {
  readonly waiting: number;
  /** Alerts that could not be sent at all since the relay was started. */
  readonly lost: number;
  /** Why the last attempt failed; absent where it didn't. */
  readonly lastError?: string;
}

/** Sends what it is given, in order, as often as it takes. */
export interface SendQueue<Content> {
  /** False where it is full: nothing was taken. */
  readonly enqueue: (item: QueueItem<Content>) => boolean;
  readonly health: () => QueueHealth;
  /** Waits until all is sent, but no longer than this, in milliseconds. Gives what is left. */
  readonly drain: (timeout: number) => Promise<number>;
}

const MAX_BACKOFF_MS = 60_000;

/** A queue in memory. It keeps the order, so that nothing clears before it fired. */
export function createSendQueue<Content>(settings: QueueOptions<Content>): SendQueue<Content> {
  const { send, log, backoff = 1000, maxItems = 1000 } = settings;
  const waiting: QueueItem<Content>[] = [];
  const shutdown = { controller: new AbortController(), over: false };
  let lost = 0;
  let lastError: string | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    for (let failures = 0; waiting.length > 0 && !shutdown.over;) {
      const { name, content } = waiting[0]!;
      const result = await send(content);
      if (result === 'sent') {
        waiting.shift();
        failures = 0;
        lastError = undefined;
        log(`${name}: sent to GitHub; ${waiting.length} waiting`);
      } else if ('never' in result) {
        waiting.shift();
        lost += 1;
        log(`${name}: LOST: GitHub refuses it: ${result.never}`);
      } else {
        lastError = result.again;
        const pause = Math.min(backoff * 2 ** failures, MAX_BACKOFF_MS);
        failures += 1;
        log(
          `${name}: not sent (${result.again}); attempt ${failures + 1} in ${Math.ceil(pause / 1000)} s, ${waiting.length} waiting`,
        );
        await wait(pause, undefined, { signal: shutdown.controller.signal }).catch(() => undefined);
      }
    }
    running = undefined;
  }

  return {
    enqueue(item) {
      if (waiting.length >= maxItems || shutdown.over) return false;
      waiting.push(item);
      running ??= run();
      return true;
    },
    health: () => ({ waiting: waiting.length, lost, ...(lastError !== undefined && { lastError }) }),
    async drain(timeout) {
      // A pause that has begun is cut short: there is no time for it any more.
      shutdown.controller.abort();
      shutdown.controller = new AbortController();
      await Promise.race([running, wait(timeout, undefined, { ref: false })]);
      shutdown.over = true;
      shutdown.controller.abort();
      for (const { name } of waiting) log(`${name}: LOST: the relay stopped before it was sent`);
      return waiting.length;
    },
  };
}
