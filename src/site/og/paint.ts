import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Mark } from '../../core/mark.ts';
import type { Card } from './card.ts';
import type { CardFile } from './images.ts';
import type { DrawnMark } from './layout.ts';

/** What the thread that draws is given. */
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
 * Draws pictures into a folder, in a thread of its own: the pages are made meanwhile. Where they can't be drawn, on a
 * machine that nobody made the drawing library for, that is told; a site without pictures is better than none.
 */
export function paint(files: readonly CardFile[], out: string, mark?: Mark): Promise<Painted> {
  if (files.length === 0) return Promise.resolve({ written: [] });
  const byPath = new Map(files.map(({ file }) => [join(out, file), file]));
  const jobs = files.map(({ file, card }) => ({ card, path: join(out, file) }));
  const work: Work = { jobs, ...(mark && { mark: drawnMark(mark) }) };
  return new Promise((resolve) => {
    const written: string[] = [];
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: work });
    worker.on('message', (path: string) => written.push(byPath.get(path)!));
    worker.on('error', (fault: unknown) => {
      resolve({ written, fault: fault instanceof Error ? fault.message : String(fault) });
    });
    worker.on('exit', () => resolve({ written }));
  });
}

function drawnMark({ kind, bytes, width, height }: Mark): DrawnMark {
  const type = kind === 'svg' ? 'image/svg+xml' : 'image/png';
  return { src: `data:${type};base64,${Buffer.from(bytes).toString('base64')}`, width, height };
}
