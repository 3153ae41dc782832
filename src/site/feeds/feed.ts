import type { Instant } from '../../time/instant.ts';

/** The source of every feed format. All addresses are absolute; ids don't change when the site moves. */
export interface Feed {
  readonly title: string;
  readonly description: string;
  /** The page that the feed follows. */
  readonly page: string;
  /** The folder that the feed's files are in, with a slash at its end. */
  readonly folder: string;
  /** The permanent id of the folder. */
  readonly id: string;
  readonly language: string;
  readonly author: string;
  readonly changed: Instant;
  /** Newest first. */
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  /** Permanent and the same in every format, so that readers recognise a corrected item. */
  readonly id: string;
  readonly page: string;
  readonly title: string;
  readonly html: string;
  readonly published: Instant;
  /** When its text last changed. */
  readonly changed: Instant;
  readonly tags: readonly string[];
  /** When the next update is due; only in the newest update of an open incident. */
  readonly nextUpdateBy?: Instant;
}

/** A feed has more items only if they are younger than `FEED_MIN_RETENTION`. */
export const FEED_ITEM_LIMIT = 50;

/** In milliseconds. A daily reader misses no update, even one that was published a day late. */
export const FEED_MIN_RETENTION = 48 * 3_600_000;

/** `2026-11-22T09:10:00Z`. */
export function formatIsoTime(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
