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
export async function renderPages(
  page: Component,
  paths: readonly RenderedPath[],
): Promise<Uint8Array<ArrayBuffer>[]> {
  // A container keeps something of each request.
  const container = await AstroContainer.create();
  const props = { page, props: paths.map((path) => path.props), separator: SEPARATOR };
  const rendered = await container.renderToResponse(batch!.default, { props, partial: true });
  const bytes = new Uint8Array(await rendered.arrayBuffer());
  const parts = splitAtSeparators(bytes);
  if (parts.length === paths.length) return parts.map(withDoctype);
  if (paths.length === 1) return [withDoctype(bytes.subarray(0, bytes.lastIndexOf(0)))];
  const alone = await Promise.all(paths.map((path) => renderPages(page, [path])));
  return alone.flat();
}

/** Without what follows the last one. */
function splitAtSeparators(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
    parts.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return parts;
}

const DOCTYPE = new TextEncoder().encode('<!DOCTYPE html>');
const LONGEST_START = 100;

/** As Astro begins a page, but not a part of one. Copies it. */
function withDoctype(html: Uint8Array): Uint8Array<ArrayBuffer> {
  const start = new TextDecoder().decode(html.subarray(0, LONGEST_START));
  const before = /^\s*<!doctype html/i.test(start) ? 0 : DOCTYPE.length;
  const page = new Uint8Array(before + html.length);
  page.set(DOCTYPE.subarray(0, before));
  page.set(html, before);
  return page;
}
