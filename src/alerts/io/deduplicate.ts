import type { Alert } from '../alert.ts';

/** How long the same word of a monitor is one word, in milliseconds: senders repeat what they believe was not heard. */
const DEDUPLICATION_WINDOW_MS = 60_000;
const MAX_ENTRIES = 10_000;

/** What the relay has heard of late. */
export interface AlertDeduplicator {
  /**
   * Whether an alert says what was heard a moment ago. One that has changed its state, its severity or what it names
   * does not, nor one that fires again after it had cleared.
   */
  readonly isDuplicate: (alert: Alert, now: number) => boolean;
  readonly add: (alert: Alert, now: number) => void;
}

/** Begins to remember. */
export function createAlertDeduplicator(window = DEDUPLICATION_WINDOW_MS): AlertDeduplicator {
  const last = new Map<string, { readonly said: string; readonly at: number }>();
  const who = ({ source, key }: Alert): string => `${source} ${key}`;
  const saidBy = ({ status, severities, components }: Alert): string =>
    JSON.stringify([status, severities, components]);
  return {
    isDuplicate(alert, now) {
      const before = last.get(who(alert));
      return before !== undefined && before.said === saidBy(alert) && now - before.at < window;
    },
    add(alert, now) {
      last.delete(who(alert));
      last.set(who(alert), { said: saidBy(alert), at: now });
      for (const [name, { at }] of last) {
        if (last.size <= MAX_ENTRIES && now - at < window) break;
        last.delete(name);
      }
    },
  };
}
