import { COMPONENT_FEEDS, FEEDS } from './feeds/index.ts';
import type { FeedDefinition } from './feeds/index.ts';
import type { SubscriptionMethod } from './i18n/subscribe-messages.ts';
import type { LoadedSite } from './site-context.ts';

/** One way to get updates. */
export interface SubscriptionOffer {
  readonly method: SubscriptionMethod;
  /** Where the button leads, or the address that is copied. */
  readonly href?: string;
  /** What readers copy: an address, a command or HTML. */
  readonly copy?: string;
}

export interface SubscriptionOffers {
  readonly people: readonly SubscriptionOffer[];
  readonly programs: readonly SubscriptionOffer[];
  readonly sites: readonly SubscriptionOffer[];
}

/** All ways to get updates, by who reads them. */
export function listSubscriptionOffers({ context }: Pick<LoadedSite, 'context'>): SubscriptionOffers {
  const { links, messages, site } = context;
  const file = (name: string): string => links.absolute(links.file(name));
  const address = (method: SubscriptionMethod, name: string): SubscriptionOffer => ({
    method,
    href: file(name),
    copy: file(name),
  });
  const feedsFor = (audience: FeedDefinition['audience']): SubscriptionOffer[] =>
    FEEDS.flatMap((feed) =>
      feed.label !== undefined && feed.audience === audience ? [address(feed.label, feed.file)] : [],
    );
  const [mainFeed] = COMPONENT_FEEDS;
  const rss = file(mainFeed!.file);
  const title = messages.page.title(site.name).replaceAll('"', '&quot;');
  return {
    people: [
      ...createEmailOffer(site.subscribe.email),
      { method: 'slack', copy: `/feed subscribe ${rss}` },
      { method: 'teams', copy: rss },
      {
        method: 'calendar',
        href: file('maintenance.ics').replace(/^https?:/, 'webcal:'),
        copy: file('maintenance.ics'),
      },
      ...feedsFor('people'),
    ],
    programs: [
      address('api', 'api/v2/summary.json'),
      ...feedsFor('programs'),
      address('metrics', 'metrics.txt'),
    ],
    sites: [
      address('badge', 'badge.svg'),
      {
        method: 'element',
        copy: `<candor-status></candor-status>\n<script src="${file('embed.js')}"></script>`,
      },
      {
        method: 'frame',
        copy: `<iframe src="${file('embed/')}" title="${title}"></iframe>`,
      },
    ],
  };
}

/** The address of a list is also there to copy: a browser without a mail program can't open `mailto:`. */
function createEmailOffer(email: string | undefined): SubscriptionOffer[] {
  if (email === undefined) return [];
  const list = /^mailto:([^?]*)/i.exec(email)?.[1];
  return list === undefined
    ? [{ method: 'email', href: email }]
    : [{ method: 'email-list', href: email, copy: decodeURIComponent(list) }];
}
