import { hash } from 'node:crypto';
import { DAY } from '../../time/duration.ts';
import type { EventView } from '../../status/entry.ts';
import type { StatusView } from '../../status/status-view.ts';
import type { LoadedSite } from '../site-context.ts';
import { createEntryCard, createHomeCard, createSiteCard } from './card.ts';
import type { Card } from './card.ts';

export interface SocialImage {
  /** Absolute. The query contains a hash of the image, because social networks cache images by address. */
  readonly href: string;
  readonly alt: string;
}

export interface CardFile {
  /** The path in the site without the base path: `og/home.png`. */
  readonly file: string;
  readonly card: Card;
  /** A hash of the card. */
  readonly key: string;
}

/** Older events, and more events than the maximum, share the site's image. */
const RECENT_PERIOD = 14 * DAY;
const MAX_RECENT_IMAGES = 8;

interface SocialImages {
  readonly files: readonly CardFile[];
  readonly home?: SocialImage;
  readonly site?: SocialImage;
  readonly byEntry: ReadonlyMap<string, SocialImage>;
}

const imagesCache = new WeakMap<StatusView, SocialImages>();

export function listCardFiles(site: LoadedSite): readonly CardFile[] {
  return getImages(site).files;
}

/** Undefined if images are off. */
export function getHomeImage(site: LoadedSite): SocialImage | undefined {
  return getImages(site).home;
}

/** The event's image, or the site's; undefined if images are off. */
export function getEntryImage(site: LoadedSite, id: string): SocialImage | undefined {
  const { byEntry, site: ofSite } = getImages(site);
  return byEntry.get(id) ?? ofSite;
}

/** The image of every other page; undefined if images are off. */
export function getSiteImage(site: LoadedSite): SocialImage | undefined {
  return getImages(site).site;
}

function getImages(site: LoadedSite): SocialImages {
  let images = imagesCache.get(site.view);
  if (!images) imagesCache.set(site.view, (images = createImages(site)));
  return images;
}

function createImages(site: LoadedSite): SocialImages {
  const { view, context } = site;
  if (context.site.images === 'off') return { files: [], byEntry: new Map() };
  const files: CardFile[] = [];
  const add = (file: string, card: Card): SocialImage => {
    const key = hash('sha256', JSON.stringify(card), 'base64url').slice(0, 10);
    files.push({ file, card, key });
    const { title, subtitle } = card;
    const href = `${context.links.absolute(context.links.file(file))}?v=${key}`;
    return { href, alt: subtitle === undefined ? title : `${title} (${subtitle})` };
  };
  return {
    files,
    home: add('og/home.png', createHomeCard(site)),
    site: add('og/site.png', createSiteCard(context)),
    byEntry: new Map(
      (context.site.images === 'all' ? view.events : selectRecentEvents(view)).map((eventView) => [
        eventView.event.id,
        add(`og/incidents/${eventView.event.id}.png`, createEntryCard(eventView, context)),
      ]),
    ),
  };
}

/** The events that people share: open ones, then upcoming ones by date, then recent ones. */
function selectRecentEvents({ events, builtAt }: StatusView): EventView[] {
  const past = events.filter(
    ({ when, to }) => when === 'past' && to !== undefined && to >= builtAt - RECENT_PERIOD,
  );
  const upcoming = events.filter(({ when }) => when === 'upcoming').toSorted((a, b) => a.from - b.from);
  return [...events.filter(({ when }) => when === 'open'), ...upcoming, ...past].slice(0, MAX_RECENT_IMAGES);
}
