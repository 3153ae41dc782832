import { createHash } from 'node:crypto';
import type { Shell } from './load.ts';

/** A page of a dynamic route: its address, what it shows, and a key that changes whenever its bytes would. */
export interface KeyedPage<Shown> {
  readonly params: Readonly<Record<string, string>>;
  readonly props: { readonly shown: Shown };
  readonly cacheKey: string;
}

/**
 * Makes the pages of a route. A page gets nothing but `shown` and the shell, and the key is made from both, so it covers
 * all that the page shows; the templates' own code is watched by Astro. Words of `Intl` come with Node, so it counts too.
 */
export function keyedPages<Shown>(
  shell: Shell,
  pages: Iterable<readonly [params: Readonly<Record<string, string>>, shown: Shown]>,
): KeyedPage<Shown>[] {
  const { icu, cldr, tz } = process.versions;
  const common = JSON.stringify([shell.site, shell.locale, icu, cldr, tz]);
  return Array.from(pages, ([params, shown]) => {
    const cacheKey = createHash('sha256').update(common).update(JSON.stringify(shown)).digest('base64url');
    return { params, props: { shown }, cacheKey };
  });
}
