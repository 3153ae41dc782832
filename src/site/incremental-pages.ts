import { hash } from 'node:crypto';
import type { LoadedSite } from './site-context.ts';
import type { Image } from './og/images.ts';

/** A page of a dynamic route. */
export interface PageOf<Shown> {
  readonly params: Readonly<Record<string, string>>;
  /** Its path, with the base, as links name it. */
  readonly path: string;
  /** All that it shows, besides the shell. */
  readonly shown: Shown;
  /** The picture that goes with links to it, if it is one of its own. */
  readonly image?: Image | undefined;
}

/** What Astro's `getStaticPaths` asks for. */
export interface StaticPath<Shown> {
  readonly params: Readonly<Record<string, string>>;
  readonly props: { readonly shown: Shown };
}

/**
 * The pages of a route that have to be rendered: those that would come out as they already are, are left alone. A page
 * gets nothing but `shown` and the shell, and its key is made from both, so that the key covers all that it shows.
 */
export function pagesToRender<Shown>(site: LoadedSite, pages: readonly PageOf<Shown>[]): StaticPath<Shown>[] {
  const { shell, isCurrent } = site;
  const common = JSON.stringify([shell.site, shell.locale, shell.mark]);
  return pages
    .filter(
      ({ path, shown, image }) =>
        !isCurrent?.(path, hash('sha256', common + JSON.stringify([shown, image]), 'base64url')),
    )
    .map(({ params, shown }) => ({ params, props: { shown } }));
}
