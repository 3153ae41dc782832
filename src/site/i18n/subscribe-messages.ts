/** The ways in which somebody, or some program, can follow the page. */
export const SUBSCRIPTION_METHODS = [
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

export type SubscriptionMethod = (typeof SUBSCRIPTION_METHODS)[number];

/** The page that says how to follow this one. */
export interface SubscribeMessages {
  readonly title: string;
  readonly lead: string;
  /** The headings, in the order of the page. */
  readonly people: string;
  readonly components: string;
  readonly componentsText: string;
  readonly programs: string;
  readonly sites: string;
  /** What each way is called, and what it is good for, in one line. */
  readonly methods: Readonly<
    Record<SubscriptionMethod, { readonly name: string; readonly description: string }>
  >;
}
