import type { PublicSite, StatusView } from '../core/view.ts';
import { datesOf } from './dates.ts';
import type { Dates } from './dates.ts';
import { linksOf } from './links.ts';
import type { Links } from './links.ts';
import { localeFor, wordsFor } from './words/choose.ts';
import type { Words } from './words/words.ts';

/** What every page needs besides what it shows: the same for all of them, at any time. */
export interface Shell {
  readonly site: PublicSite;
  readonly words: Words;
  /** The language of the interface, for `lang`. */
  readonly locale: string;
  readonly dates: Dates;
  readonly links: Links;
}

/** What there is to show, and what it is shown with. */
export interface LoadedSite extends Handover {
  readonly shell: Shell;
}

/** What the command that builds leaves for the pages. */
export interface Handover {
  readonly view: StatusView;
  /** Whether the file of a page is there and was made under this key; absent where every page is to be made. */
  readonly isCurrent?: (path: string, key: string) => boolean;
}

/**
 * Where the command and the pages meet. Vite bundles them apart from the command, so a module's
 * own variable would be another one there; a symbol of the process is the same for both.
 */
const HANDOVER = Symbol.for('candor.view');
const hall = globalThis as { [HANDOVER]?: Handover | undefined };

/** Hands the view over to the pages, or takes it back with undefined, so that they read anew. */
export function handOver(handover: Handover | undefined): void {
  hall[HANDOVER] = handover;
}

let loaded: LoadedSite | undefined;

/** The site to show: the one handed over; in development the content root as it is now. */
export async function loadSite(): Promise<LoadedSite> {
  if (import.meta.env.DEV && !hall[HANDOVER]) {
    const { readView } = await import('./dev-view.ts');
    handOver({ view: await readView() });
  }
  const handover = hall[HANDOVER];
  if (!handover) throw new Error('No view was handed over: build with `npm run build`.');
  if (loaded?.view !== handover.view) loaded = { ...handover, shell: shellOf(handover.view.site) };
  return loaded;
}

/** The words, dates and links of a site. */
export function shellOf(site: PublicSite): Shell {
  const locale = localeFor(site.language);
  return {
    site,
    words: wordsFor(site.language),
    locale,
    dates: datesOf(locale, site.timezone),
    links: linksOf(site.url),
  };
}
