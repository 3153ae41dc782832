import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import type { PageModule, RenderedPath } from './page-module.ts';

/** All files of `src/pages/`, compiled. */
export const pages = import.meta.glob<PageModule>('../../pages/**/*.{astro,ts}', { eager: true });

type Component = NonNullable<PageModule['default']>;

const [batch] = Object.values(
  import.meta.glob<{ readonly default: Component }>('../../ui/PageBatch.astro', { eager: true }),
);

/** Between pages: invalid in every file that is read. */
const SEPARATOR = '\u0000';

/** Renders pages as Astro does, without a browser's request; together, because each request takes as long as a page. */
export async function renderPages(page: Component, paths: readonly RenderedPath[]): Promise<string[]> {
  // A container keeps something of each request.
  const container = await AstroContainer.create();
  const props = { page, props: paths.map((path) => path.props), separator: SEPARATOR };
  const rendered = await container.renderToString(batch!.default, { props, partial: true });
  const parts = rendered.split(SEPARATOR).slice(0, -1);
  if (parts.length === paths.length) return parts.map(withDoctype);
  if (paths.length === 1) return [withDoctype(parts.join(SEPARATOR))];
  const alone = await Promise.all(paths.map((path) => renderPages(page, [path])));
  return alone.flat();
}

/** As Astro begins a page, but not a part of one. */
function withDoctype(html: string): string {
  return /^\s*<!doctype html/i.test(html) ? html : `<!DOCTYPE html>${html}`;
}
