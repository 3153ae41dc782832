/** The ways in which somebody, or some program, can follow the page. */
export const WAYS = [
  'rss',
  'atom',
  'json',
  'calendar',
  'incidents',
  'api',
  'metrics',
  'badge',
  'element',
  'frame',
] as const;

export type Way = (typeof WAYS)[number];

/** The page that says how to follow this one. */
export interface SubscribeWords {
  readonly title: string;
  readonly lead: string;
  /** The headings, in the order of the page. */
  readonly people: string;
  readonly components: string;
  readonly componentsText: string;
  readonly programs: string;
  readonly sites: string;
  /** What each way is called, and what it is good for, in one line. */
  readonly ways: Readonly<Record<Way, { readonly name: string; readonly good: string }>>;
}
