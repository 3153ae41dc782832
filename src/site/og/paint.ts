import { join } from 'node:path';
import type { Mark } from '../../content/branding/logo.ts';
import { runApart } from '../../files/child-process.ts';
import type { Card } from './card.ts';
import type { DrawnMark } from './layout.ts';
import type { CardFile } from './images.ts';

/** What the process that draws is given. */
export interface Work {
  readonly jobs: readonly { readonly card: Card; readonly path: string }[];
  readonly mark?: DrawnMark;
}

/** What came of it. */
export interface Painted {
  /** The files that were written, by their path in the site. */
  readonly written: readonly string[];
  /** Why the others were not. */
  readonly fault?: string;
}

/**
 * Draws pictures into a folder while the pages are made. Where they can't be drawn, on a machine that nobody made the
 * drawing library for, that is told; a site without pictures is better than none.
 */
export async function paint(files: readonly CardFile[], out: string, mark?: Mark): Promise<Painted> {
  if (files.length === 0) return { written: [] };
  const byPath = new Map<unknown, string>(files.map(({ file }) => [join(out, file), file]));
  const jobs = files.map(({ file, card }) => ({ card, path: join(out, file) }));
  const work: Work = { jobs, ...(mark && { mark: drawnMark(mark) }) };
  const { said, fault } = await runApart(new URL('draw-cards.ts', import.meta.url), work);
  const written = said.flatMap((path) => byPath.get(path) ?? []);
  return { written, ...(fault !== undefined && { fault }) };
}

function drawnMark({ kind, bytes, width, height }: Mark): DrawnMark {
  const type = kind === 'svg' ? 'image/svg+xml' : 'image/png';
  return { src: `data:${type};base64,${Buffer.from(bytes).toString('base64')}`, width, height };
}
