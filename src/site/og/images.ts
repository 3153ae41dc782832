import { hash } from 'node:crypto';
import { DAY } from '../../time/duration.ts';
import type { EventView } from '../../status/entry.ts';
import type { StatusView } from '../../status/status-view.ts';
import type { LoadedSite } from '../site-context.ts';
import { createEntryCard, createHomeCard, createSiteCard } from './card.ts';
import type { Card } from './card.ts';

/** A picture as the head of a page names it. */
export interface SocialImage {
  /** Absolute. Its query is another one for another picture, because networks keep pictures by their address. */
  readonly href: string;
  readonly alt: string;
}

/** A picture of the site with what it shows. */
export interface CardFile {
  /** Its path in the site, without the base: `og/home.png`. */
  readonly file: string;
  readonly card: Card;
  /** Another one for another card. */
  readonly key: string;
}

/** What is over for longer, and more than so many at once, share the site's own picture. */
const RECENT_PERIOD = 14 * DAY;
const MAX_RECENT_IMAGES = 8;

interface SocialImages {
  readonly files: readonly CardFile[];
  readonly home?: SocialImage;
  readonly site?: SocialImage;
  readonly byEntry: ReadonlyMap<string, SocialImage>;
}

const imagesCache = new WeakMap<StatusView, SocialImages>();

/** Every picture that a site has. */
export function listCardFiles(site: LoadedSite): readonly CardFile[] {
  return getImages(site).files;
}

/** The picture of the front page; none where pictures are off. */
export function getHomeImage(site: LoadedSite): SocialImage | undefined {
  return getImages(site).home;
}

/** The picture of an incident or of planned work, or the site's own; none where pictures are off. */
export function getEntryImage(site: LoadedSite, id: string): SocialImage | undefined {
  const { byEntry, site: ofSite } = getImages(site);
  return byEntry.get(id) ?? ofSite;
}

/** The picture of every other page; none where pictures are off. */
export function getSiteImage(site: LoadedSite): SocialImage | undefined {
  return getImages(site).site;
}

function getImages(site: LoadedSite): SocialImages {
  let pictures = imagesCache.get(site.view);
  if (!pictures) imagesCache.set(site.view, (pictures = createImages(site)));
  return pictures;
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
      (context.site.images === 'all' ? view.events : selectRecentEntries(view)).map((view) => [
        view.event.id,
        add(`og/incidents/${view.event.id}.png`, createEntryCard(view, context)),
      ]),
    ),
  };
}

/** What people send each other: what is open first, then what is to come soonest, then what ended lately. */
function selectRecentEntries({ events, builtAt }: StatusView): EventView[] {
  const past = events.filter(
    ({ when, to }) => when === 'past' && to !== undefined && to >= builtAt - RECENT_PERIOD,
  );
  const upcoming = events.filter(({ when }) => when === 'upcoming').toSorted((a, b) => a.from - b.from);
  return [...events.filter(({ when }) => when === 'open'), ...upcoming, ...past].slice(0, MAX_RECENT_IMAGES);
}
