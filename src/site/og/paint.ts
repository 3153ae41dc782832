import { join } from 'node:path';
import type { Logo } from '../../content/branding/logo.ts';
import { runInChildProcess } from '../../files/child-process.ts';
import { MODULE_EXTENSION } from '../../files/engine.ts';
import type { Card } from './card.ts';
import type { LogoImage } from './layout.ts';
import type { CardFile } from './images.ts';

/** The message to the child process. */
export interface RenderImagesJob {
  readonly jobs: readonly { readonly card: Card; readonly path: string }[];
  readonly logo?: LogoImage;
}

export interface RenderImagesResult {
  /** Paths in the site. */
  readonly written: readonly string[];
  /** Why the other images are missing. */
  readonly error?: string;
}

/**
 * Renders the images in a child process. If rendering fails, for example on a platform without the native library, the
 * error is returned: the site can be published without images.
 */
export async function renderImages(
  files: readonly CardFile[],
  out: string,
  logo?: Logo,
): Promise<RenderImagesResult> {
  if (files.length === 0) return { written: [] };
  const byPath = new Map<unknown, string>(files.map(({ file }) => [join(out, file), file]));
  const jobs = files.map(({ file, card }) => ({ card, path: join(out, file) }));
  const job: RenderImagesJob = { jobs, ...(logo && { logo: toLogoImage(logo) }) };
  const { messages, error } = await runInChildProcess(
    new URL(`draw-cards.${MODULE_EXTENSION}`, import.meta.url),
    job,
  );
  const written = messages.flatMap((path) => byPath.get(path) ?? []);
  return { written, ...(error !== undefined && { error }) };
}

function toLogoImage({ kind, bytes, width, height }: Logo): LogoImage {
  const type = kind === 'svg' ? 'image/svg+xml' : 'image/png';
  return { src: `data:${type};base64,${Buffer.from(bytes).toString('base64')}`, width, height };
}
