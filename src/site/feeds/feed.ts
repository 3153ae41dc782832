import type { Instant } from '../../time/instant.ts';

/** What every format of a feed is written from. All addresses are absolute. */
export interface Feed {
  readonly title: string;
  readonly description: string;
  /** The page that the feed follows. */
  readonly page: string;
  /** The folder that the feed's files are in, with a slash at its end. */
  readonly folder: string;
  readonly language: string;
  readonly author: string;
  /** When any of it last changed. */
  readonly changed: Instant;
  /** Newest first. */
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  /** By this a reader knows it again: in every format, for ever, whatever is corrected. */
  readonly id: string;
  readonly page: string;
  readonly title: string;
  readonly html: string;
  readonly published: Instant;
  /** When its words last changed. */
  readonly changed: Instant;
  readonly tags: readonly string[];
  /** When the next update was promised, where this is the newest of an open incident. */
  readonly nextUpdateBy?: Instant;
}

/** A feed holds this many items, and more only where they are younger than `ALWAYS`. */
export const FEED_ITEM_LIMIT = 50;

/** Whoever reads at least daily misses nothing, even on the worst of days and of what was published a day late. */
export const FEED_MIN_RETENTION = 48 * 3_600_000;

/** `2026-11-22T09:10:00Z`. */
export function formatIsoTime(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
