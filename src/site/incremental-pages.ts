import { hash } from 'node:crypto';
import type { LoadedSite } from './site-context.ts';
import type { SocialImage } from './og/images.ts';
import { dataDigestFor } from './data-digest.ts';

export interface DynamicPage<Data> {
  readonly params: Readonly<Record<string, string>>;
  /** With the base path, as in links. */
  readonly path: string;
  /** Everything it shows besides the page context. */
  readonly data: Data;
  /** Undefined for the site's own image. */
  readonly image?: SocialImage | undefined;
  /** The version of the site, if the page contains it: it then changes with every other page. */
  readonly version?: string | undefined;
}

/** The result of Astro's `getStaticPaths`. */
export interface StaticPath<Data> {
  readonly params: Readonly<Record<string, string>>;
  readonly props: { readonly data: Data };
}

/**
 * The pages of a route that have changed since the last build. A page receives only `data` and the page context; its key is
 * a hash of both, so the key covers everything that it shows.
 */
export function selectStalePages<Data extends object>(
  site: LoadedSite,
  pages: readonly DynamicPage<Data>[],
): StaticPath<Data>[] {
  const { context, isCurrent } = site;
  const common = hash('sha256', JSON.stringify([context.site, context.locale, context.logo]), 'base64url');
  const digest = dataDigestFor(context);
  return pages
    .filter(({ path, data, image, version }) => {
      const own = digest(data) + digest({ image, version });
      return !isCurrent?.(path, hash('sha256', common + own, 'base64url'));
    })
    .map(({ params, data }) => ({ params, props: { data } }));
}
