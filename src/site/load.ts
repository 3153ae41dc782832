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
export interface LoadedSite {
  readonly view: StatusView;
  readonly shell: Shell;
}

/**
 * Where the command that builds leaves the view for the pages. Vite bundles them apart from the command, so a module's
 * own variable would be another one there; a symbol of the process is the same for both.
 */
const HANDOVER = Symbol.for('candor.view');
const hall = globalThis as { [HANDOVER]?: { readonly view: StatusView } | undefined };

/** Hands the view over to the pages, or takes it back with undefined, so that they read anew. */
export function handOver(view: StatusView | undefined): void {
  hall[HANDOVER] = view && { view };
}

let loaded: LoadedSite | undefined;

/** The site to show: the one handed over; in development the content root as it is now. */
export async function loadSite(): Promise<LoadedSite> {
  if (import.meta.env.DEV && !hall[HANDOVER]) {
    const { readView } = await import('./dev-view.ts');
    handOver(await readView());
  }
  const view = hall[HANDOVER]?.view;
  if (!view) throw new Error('No view was handed over: build with `npm run build`.');
  if (loaded?.view !== view) loaded = { view, shell: shellOf(view.site) };
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
