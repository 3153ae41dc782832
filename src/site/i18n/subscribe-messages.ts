export const SUBSCRIPTION_METHODS = [
  'email',
  'email-list',
  'slack',
  'teams',
  'calendar',
  'rss',
  'api',
  'json',
  'atom',
  'incidents',
  'metrics',
  'badge',
  'element',
  'frame',
] as const;

export type SubscriptionMethod = (typeof SUBSCRIPTION_METHODS)[number];

export interface SubscriptionMethodMessages {
  /** What the reader wants: e-mail, Slack, a calendar. */
  readonly name: string;
  readonly description: string;
  /** The text of the button, where there is one. */
  readonly action?: string;
}

/** The page with all ways to get updates. */
export interface SubscribeMessages {
  readonly title: string;
  readonly lead: string;
  /** The button on an incident's page. */
  readonly button: string;
  readonly copy: string;
  readonly copied: string;
  /** Headings, in the order of the page. */
  readonly people: string;
  readonly components: string;
  readonly componentsText: string;
  readonly programs: string;
  readonly sites: string;
  readonly methods: Readonly<Record<SubscriptionMethod, SubscriptionMethodMessages>>;
}
