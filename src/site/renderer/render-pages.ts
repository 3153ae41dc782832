import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CompiledPages, PageModule, RenderedPath } from './page-module.ts';
import { pageFile } from './page-file.ts';

/** How many files are being written while the next pages are rendered. */
const MAX_PENDING_WRITES = 16;

/** Renders all pages that have changed into a folder, and gives the paths of their files. */
export async function renderPages({ pages, renderPage }: CompiledPages, folder: string): Promise<string[]> {
  const written: string[] = [];
  const folders = new Map<string, Promise<unknown>>();
  const pending = new Set<Promise<void>>();
  const write = async (file: string, data: string | Uint8Array): Promise<void> => {
    const path = join(folder, file);
    const parent = dirname(path);
    if (!folders.has(parent)) folders.set(parent, mkdir(parent, { recursive: true }));
    await folders.get(parent);
    await writeFile(path, data);
  };
  for (const [source, page] of Object.entries(pages)) {
    for (const path of await listPaths(page)) {
      const file = pageFile(source, path.params);
      const data = page.default ? await renderPage(page.default, path) : await readResponse(page, path);
      written.push(file);
      const task: Promise<void> = write(file, data).finally(() => pending.delete(task));
      pending.add(task);
      if (pending.size >= MAX_PENDING_WRITES) await Promise.race(pending);
    }
  }
  await Promise.all(pending);
  return written;
}

async function listPaths({ getStaticPaths }: PageModule): Promise<RenderedPath[]> {
  const paths = (await getStaticPaths?.()) ?? [{}];
  return paths.map(({ params = {}, props = {} }) => ({ params, props }));
}

async function readResponse({ GET }: PageModule, path: RenderedPath): Promise<Uint8Array> {
  return new Uint8Array(await (await GET!(path)).arrayBuffer());
}
