import { hash } from 'node:crypto';
import { DAY } from '../../time/duration.ts';
import type { EntryView } from '../../status/entry.ts';
import type { StatusView } from '../../status/status-view.ts';
import type { LoadedSite } from '../site-context.ts';
import { entryCard, homeCard, siteCard } from './card.ts';
import type { Card } from './card.ts';

/** A picture as the head of a page names it. */
export interface Image {
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
const RECENT = 14 * DAY;
const MOST = 8;

interface Pictures {
  readonly files: readonly CardFile[];
  readonly home?: Image;
  readonly site?: Image;
  readonly byEntry: ReadonlyMap<string, Image>;
}

const made = new WeakMap<StatusView, Pictures>();

/** Every picture that a site has. */
export function cardFiles(site: LoadedSite): readonly CardFile[] {
  return picturesOf(site).files;
}

/** The picture of the front page; none where pictures are off. */
export function homeImage(site: LoadedSite): Image | undefined {
  return picturesOf(site).home;
}

/** The picture of an incident or of planned work, or the site's own; none where pictures are off. */
export function entryImage(site: LoadedSite, id: string): Image | undefined {
  const { byEntry, site: ofSite } = picturesOf(site);
  return byEntry.get(id) ?? ofSite;
}

/** The picture of every other page; none where pictures are off. */
export function siteImage(site: LoadedSite): Image | undefined {
  return picturesOf(site).site;
}

function picturesOf(site: LoadedSite): Pictures {
  let pictures = made.get(site.view);
  if (!pictures) made.set(site.view, (pictures = makePictures(site)));
  return pictures;
}

function makePictures(site: LoadedSite): Pictures {
  const { view, shell } = site;
  if (shell.site.images === 'off') return { files: [], byEntry: new Map() };
  const files: CardFile[] = [];
  const add = (file: string, card: Card): Image => {
    const key = hash('sha256', JSON.stringify(card), 'base64url').slice(0, 10);
    files.push({ file, card, key });
    const { title, says } = card;
    const href = `${shell.links.absolute(shell.links.file(file))}?v=${key}`;
    return { href, alt: says === undefined ? title : `${title} (${says})` };
  };
  return {
    files,
    home: add('og/home.png', homeCard(site)),
    site: add('og/site.png', siteCard(shell)),
    byEntry: new Map(
      (shell.site.images === 'all' ? view.entries : recent(view)).map((shown) => [
        shown.entry.id,
        add(`og/incidents/${shown.entry.id}.png`, entryCard(shown, shell)),
      ]),
    ),
  };
}

/** What people send each other: what is open first, then what is to come soonest, then what ended lately. */
function recent({ entries, builtAt }: StatusView): EntryView[] {
  const past = entries.filter(
    ({ when, to }) => when === 'past' && to !== undefined && to >= builtAt - RECENT,
  );
  const upcoming = entries.filter(({ when }) => when === 'upcoming').toSorted((a, b) => a.from - b.from);
  return [...entries.filter(({ when }) => when === 'open'), ...upcoming, ...past].slice(0, MOST);
}
