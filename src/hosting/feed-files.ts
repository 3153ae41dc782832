/** A feed's file in the site. */
interface FeedFile {
  /** The media type. */
  readonly type: string;
  /** Whether each component has it too. */
  readonly perComponent: boolean;
}

export const FEED_FILES = {
  'rss.xml': { type: 'application/rss+xml', perComponent: true },
  'updates.atom': { type: 'application/atom+xml', perComponent: true },
  'feed.json': { type: 'application/feed+json', perComponent: true },
  'history.atom': { type: 'application/atom+xml', perComponent: false },
  'history.rss': { type: 'application/rss+xml', perComponent: false },
} satisfies Readonly<Record<string, FeedFile>>;
