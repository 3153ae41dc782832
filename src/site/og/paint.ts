import { hash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logo } from '../../content/branding/logo.ts';
import { runInChildProcess } from '../../files/child-process.ts';
import { CACHE_FOLDER, MODULE_EXTENSION, readVersion } from '../../files/engine.ts';
import type { Card } from './card.ts';
import type { CardFile } from './images.ts';
import type { LogoImage } from './layout.ts';

/** The message to the child process. */
export interface RenderImagesJob {
  readonly jobs: readonly { readonly card: Card; readonly path: string }[];
  readonly logo?: LogoImage;
}

export interface DrawnImage {
  /** In the site. */
  readonly path: string;
  readonly data: Uint8Array;
}

export interface SocialImageDrawing {
  /** Those that an earlier build has drawn. */
  readonly ready: readonly DrawnImage[];
  /** Those that a child process draws meanwhile, and why others are missing. */
  readonly drawn: Promise<{ readonly images: readonly DrawnImage[]; readonly error?: string }>;
}

const CARDS_FOLDER = join(CACHE_FOLDER, 'cards');

/** Drawings that are kept for later builds. */
const MAX_KEPT = 500;

/**
 * Draws the images that no earlier build has drawn, in a child process that leaves the processor to the pages. If drawing
 * fails, for example on a platform without the native library, the error is returned: the site can be published without
 * images.
 * @param code the hash of the code that draws
 * @param folder where drawings are kept, by a hash of what they show
 */
export async function startDrawing(
  files: readonly CardFile[],
  code: string,
  logo?: Logo,
  folder = CARDS_FOLDER,
): Promise<SocialImageDrawing> {
  const engine = [code, await readVersion(), logo && hash('sha256', logo.bytes)];
  const cards = files.map(({ file, card }) => {
    const name = `${hash('sha256', JSON.stringify([card, engine]))}.png`;
    return { path: file, card, kept: join(folder, name) };
  });
  const found = await Promise.all(cards.map(({ path, kept }) => readDrawing(path, kept)));
  const missing = cards.filter((_, index) => !found[index]);
  return {
    ready: found.filter((image) => image !== undefined),
    drawn: missing.length === 0 ? Promise.resolve({ images: [] }) : draw(missing, folder, logo),
  };
}

async function draw(
  cards: readonly { readonly path: string; readonly card: Card; readonly kept: string }[],
  folder: string,
  logo: Logo | undefined,
): Promise<{ images: DrawnImage[]; error?: string }> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return { images: [], error: String(error) };
  }
  const jobs = cards.map(({ card, kept }) => ({ card, path: kept }));
  const job: RenderImagesJob = { jobs, ...(logo && { logo: toLogoImage(logo) }) };
  const { error } = await runInChildProcess(
    new URL(`draw-cards.${MODULE_EXTENSION}`, import.meta.url),
    job,
    'background',
  );
  const images = await Promise.all(cards.map(({ path, kept }) => readDrawing(path, kept)));
  await removeOlder(folder);
  return { images: images.filter((image) => image !== undefined), ...(error !== undefined && { error }) };
}

async function readDrawing(path: string, kept: string): Promise<DrawnImage | undefined> {
  const data = await readFile(kept).catch(() => undefined);
  return data && { path, data };
}

async function removeOlder(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= MAX_KEPT) return;
  const paths = names.map((name) => join(folder, name));
  const times = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
  const dated = paths.map((path, index) => ({ path, time: times[index]?.mtimeMs ?? 0 }));
  const old = dated.toSorted((a, b) => b.time - a.time).slice(MAX_KEPT);
  await Promise.all(old.map(({ path }) => rm(path, { force: true })));
}

function toLogoImage({ kind, bytes, width, height }: Logo): LogoImage {
  const type = kind === 'svg' ? 'image/svg+xml' : 'image/png';
  return { src: `data:${type};base64,${Buffer.from(bytes).toString('base64')}`, width, height };
}
