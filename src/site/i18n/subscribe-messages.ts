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

/** The page with all ways to follow this one. */
export interface SubscribeMessages {
  readonly title: string;
  readonly lead: string;
  /** Headings, in the order of the page. */
  readonly people: string;
  readonly components: string;
  readonly componentsText: string;
  readonly programs: string;
  readonly sites: string;
  readonly methods: Readonly<
    Record<SubscriptionMethod, { readonly name: string; readonly description: string }>
  >;
}
