import { join } from 'node:path';
import type { Logo } from '../../content/branding/logo.ts';
import { runInChildProcess } from '../../files/child-process.ts';
import type { Card } from './card.ts';
import type { LogoImage } from './layout.ts';
import type { CardFile } from './images.ts';

/** What the process that draws is given. */
export interface RenderImagesJob {
  readonly jobs: readonly { readonly card: Card; readonly path: string }[];
  readonly logo?: LogoImage;
}

/** What came of it. */
export interface RenderImagesResult {
  /** The files that were written, by their path in the site. */
  readonly written: readonly string[];
  /** Why the others were not. */
  readonly error?: string;
}

/**
 * Draws pictures into a folder while the pages are made. Where they can't be drawn, on a machine that nobody made the
 * drawing library for, that is told; a site without pictures is better than none.
 */
export async function renderImages(
  files: readonly CardFile[],
  out: string,
  logo?: Logo,
): Promise<RenderImagesResult> {
  if (files.length === 0) return { written: [] };
  const byPath = new Map<unknown, string>(files.map(({ file }) => [join(out, file), file]));
  const jobs = files.map(({ file, card }) => ({ card, path: join(out, file) }));
  const work: RenderImagesJob = { jobs, ...(logo && { logo: toLogoImage(logo) }) };
  const { messages, error } = await runInChildProcess(new URL('draw-cards.ts', import.meta.url), work);
  const written = messages.flatMap((path) => byPath.get(path) ?? []);
  return { written, ...(error !== undefined && { error }) };
}

function toLogoImage({ kind, bytes, width, height }: Logo): LogoImage {
  const type = kind === 'svg' ? 'image/svg+xml' : 'image/png';
  return { src: `data:${type};base64,${Buffer.from(bytes).toString('base64')}`, width, height };
}
