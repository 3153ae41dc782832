import { hash } from 'node:crypto';
import type { LoadedSite } from './site-context.ts';
import type { SocialImage } from './og/images.ts';

/** A page of a dynamic route. */
export interface DynamicPage<Shown> {
  readonly params: Readonly<Record<string, string>>;
  /** Its path, with the base, as links name it. */
  readonly path: string;
  /** All that it shows, besides the shell. */
  readonly data: Shown;
  /** The picture that goes with links to it, if it is one of its own. */
  readonly image?: SocialImage | undefined;
}

/** What Astro's `getStaticPaths` asks for. */
export interface StaticPath<Shown> {
  readonly params: Readonly<Record<string, string>>;
  readonly props: { readonly data: Shown };
}

/**
 * The pages of a route that have to be rendered: those that would come out as they already are, are left alone. A page
 * gets nothing but `shown` and the shell, and its key is made from both, so that the key covers all that it shows.
 */
export function selectStalePages<Shown>(
  site: LoadedSite,
  pages: readonly DynamicPage<Shown>[],
): StaticPath<Shown>[] {
  const { context, isCurrent } = site;
  const common = JSON.stringify([context.site, context.locale, context.logo]);
  return pages
    .filter(
      ({ path, data, image }) =>
        !isCurrent?.(path, hash('sha256', common + JSON.stringify([data, image]), 'base64url')),
    )
    .map(({ params, data }) => ({ params, props: { data } }));
}
