import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import type { PageModule, RenderedPath } from './page-module.ts';

/** All files of `src/pages/`, compiled. */
export const pages = import.meta.glob<PageModule>('../../pages/**/*.{astro,ts}', { eager: true });

/** A container keeps something of each page that it has rendered. */
const PAGES_PER_CONTAINER = 200;

let container: AstroContainer | undefined;
let rendered = 0;

/** Renders a page as Astro does, without a browser's request. */
export async function renderPage(
  component: NonNullable<PageModule['default']>,
  { params, props }: RenderedPath,
): Promise<string> {
  if (rendered % PAGES_PER_CONTAINER === 0) container = undefined;
  container ??= await AstroContainer.create();
  rendered += 1;
  return container.renderToString(component, { params, props, partial: false });
}
