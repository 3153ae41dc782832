import { hash } from 'node:crypto';
import type { Mark } from '../content/branding/logo.ts';
import type { PublicSite, StatusView } from '../status/status-view.ts';
import { datesOf } from './dates.ts';
import type { Dates } from './dates.ts';
import { linksOf } from './links.ts';
import type { Links } from './links.ts';
import { localeFor, wordsFor } from './i18n/choose.ts';
import type { Words } from './i18n/messages.ts';

/** What every page needs besides what it shows: the same for all of them, at any time. */
export interface Shell {
  readonly site: PublicSite;
  readonly words: Words;
  /** The language of the interface, for `lang`. */
  readonly locale: string;
  readonly dates: Dates;
  readonly links: Links;
  /** The company's mark, if it has one; `name` is its file's, without the ending. */
  readonly mark?: {
    readonly name: string;
    readonly href: string;
    readonly width: number;
    readonly height: number;
  };
}

/** What there is to show, and what it is shown with. */
export interface LoadedSite {
  readonly view: StatusView;
  readonly shell: Shell;
  /** Whether the file of a page is there and was made under this key; absent where every page is to be made. */
  readonly isCurrent?: (path: string, key: string) => boolean;
  /** Whether it is served for development, with tools in the page that no reader is to get. */
  readonly live?: boolean;
}

/** What a command leaves for the pages. */
export interface Handover extends Pick<LoadedSite, 'isCurrent' | 'live'> {
  readonly view: () => Promise<StatusView>;
  /** Other words than those of the site's language. */
  readonly words?: Words;
}

/**
 * Where a command and the pages meet. Vite bundles the pages apart from the command, so a module's own variable would be
 * another one there; a symbol of the process is the same for both. So the pages show the very data that was judged.
 */
const HANDOVER = Symbol.for('candor.view');
const hall = globalThis as { [HANDOVER]?: Handover };

export function handOver(handover: Handover): void {
  hall[HANDOVER] = handover;
}

let loaded: LoadedSite | undefined;

/**
 * The site to show.
 * @throws if no command has handed one over
 */
export async function loadSite(): Promise<LoadedSite> {
  const handover = hall[HANDOVER];
  if (!handover) throw new Error('No view was handed over: use `npm run build` or `npm run dev`.');
  const view = await handover.view();
  if (loaded?.view !== view)
    loaded = { ...handover, view, shell: shellOf(view.site, view.mark, handover.words) };
  return loaded;
}

/** The words, dates and links of a site. */
export function shellOf(site: PublicSite, mark?: Mark, otherWords?: Words): Shell {
  const words = otherWords ?? wordsFor(site.language);
  const locale = otherWords?.locale ?? localeFor(site.language);
  const links = linksOf(site.url);
  const name = mark ? `mark-${hash('sha256', mark.bytes).slice(0, 10)}` : '';
  return {
    site,
    words,
    locale,
    dates: datesOf(locale, site.timezone),
    links,
    ...(mark && { mark: { ...sizeOf(mark), name, href: links.file(`${name}.${mark.kind}`) } }),
  };
}

/** How high marks are drawn, in pixels. */
const MARK_HEIGHT = 32;

function sizeOf({ width, height }: Mark): { width: number; height: number } {
  return { width: Math.max(1, Math.round((width / height) * MARK_HEIGHT)), height: MARK_HEIGHT };
}
