import type { CompiledPages, PageModule, RenderedPath } from './page-module.ts';
import { pageFile } from './page-file.ts';
import { openFileSink } from './file-sink.ts';
import type { FileSinkOptions } from './file-sink.ts';
import type { WrittenFile } from './write-files.ts';

/** How many pages are rendered together. */
const PAGES_PER_BATCH = 100;

/** Renders all pages that have changed into a folder. */
export async function renderPages(
  compiled: CompiledPages,
  folder: string,
  options?: FileSinkOptions,
): Promise<WrittenFile[]> {
  const sink = openFileSink(folder, options);
  try {
    for (const [source, page] of Object.entries(compiled.pages)) {
      const paths = await listPaths(page);
      for (let at = 0; at < paths.length; at += PAGES_PER_BATCH) {
        const batch = paths.slice(at, at + PAGES_PER_BATCH);
        const data = page.default
          ? await compiled.renderPages(page.default, batch)
          : await Promise.all(batch.map((path) => readResponse(page, path)));
        for (const [index, { params }] of batch.entries())
          await sink.add({ path: pageFile(source, params), data: data[index]! });
      }
    }
    return await sink.finish();
  } finally {
    await sink.close();
  }
}

async function listPaths({ getStaticPaths }: PageModule): Promise<RenderedPath[]> {
  const paths = (await getStaticPaths?.()) ?? [{}];
  return paths.map(({ params = {}, props = {} }) => ({ params, props }));
}

async function readResponse({ GET }: PageModule, path: RenderedPath): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await GET!(path)).arrayBuffer());
}
