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
  readonly enqueue: (parcel: QueueItem<Content>) => boolean;
  readonly health: () => QueueHealth;
  /** Waits until all is sent, but no longer than this, in milliseconds. Gives what is left. */
  readonly drain: (patience: number) => Promise<number>;
}

const MAX_BACKOFF_MS = 60_000;

/** A queue in memory. It keeps the order, so that nothing clears before it fired. */
export function createSendQueue<Content>(settings: QueueOptions<Content>): SendQueue<Content> {
  const { send, log, backoff = 1000, maxItems = 1000 } = settings;
  const waiting: QueueItem<Content>[] = [];
  const hurry = { controller: new AbortController(), over: false };
  let lost = 0;
  let failing: string | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    for (let failures = 0; waiting.length > 0 && !hurry.over;) {
      const { name, content } = waiting[0]!;
      const fate = await send(content);
      if (fate === 'sent') {
        waiting.shift();
        failures = 0;
        failing = undefined;
        log(`${name}: sent to GitHub; ${waiting.length} waiting`);
      } else if ('never' in fate) {
        waiting.shift();
        lost += 1;
        log(`${name}: LOST: GitHub refuses it: ${fate.never}`);
      } else {
        failing = fate.again;
        const pause = Math.min(backoff * 2 ** failures, MAX_BACKOFF_MS);
        failures += 1;
        log(
          `${name}: not sent (${fate.again}); attempt ${failures + 1} in ${Math.ceil(pause / 1000)} s, ${waiting.length} waiting`,
        );
        await wait(pause, undefined, { signal: hurry.controller.signal }).catch(() => undefined);
      }
    }
    running = undefined;
  }

  return {
    enqueue(parcel) {
      if (waiting.length >= maxItems || hurry.over) return false;
      waiting.push(parcel);
      running ??= run();
      return true;
    },
    health: () => ({ waiting: waiting.length, lost, ...(failing !== undefined && { lastError: failing }) }),
    async drain(patience) {
      // A pause that has begun is cut short: there is no time for it any more.
      hurry.controller.abort();
      hurry.controller = new AbortController();
      await Promise.race([running, wait(patience, undefined, { ref: false })]);
      hurry.over = true;
      hurry.controller.abort();
      for (const { name } of waiting) log(`${name}: LOST: the relay stopped before it was sent`);
      return waiting.length;
    },
  };
}
