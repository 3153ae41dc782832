import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StatusView } from '../status/status-view.ts';
import { readVersion } from '../files/engine.ts';
import { openBuildCache } from './build-cache.ts';
import type { BuildCache, BuildStats } from './build-cache.ts';
import { isWellFormedXml, isXmlFile } from '../publishing/io/check-site.ts';
import { openOutputFolder } from './output-folder.ts';
import type { OutputFolder } from './output-folder.ts';
import { setBuildInput, createPageContext } from './site-context.ts';
import { listCardFiles } from './og/images.ts';
import type { CardFile } from './og/images.ts';
import { renderImages } from './og/paint.ts';
import { findPageBundle, importPages } from './renderer/compile-pages.ts';
import { renderPages } from './renderer/render-pages.ts';
import type { Messages } from './i18n/messages.ts';

/** The new site has a fault, and the current one was left as it is. The message names the file. */
export class SiteFault extends Error {}

/**
 * Builds a site into a folder, which keeps the current site until the new one is complete. Renders only pages that have
 * changed, unless `clean`.
 * @throws SiteFault
 */
export async function buildSite(
  view: StatusView,
  out: string,
  clean: boolean,
  messages?: Messages,
): Promise<BuildStats> {
  // A published site is never a development build, whatever the environment of the shell.
  process.env['NODE_ENV'] = 'production';
  const output = await openOutputFolder(out);
  try {
    return await writeSite(view, out, output, clean, messages);
  } finally {
    await output.discard();
  }
}

async function writeSite(
  view: StatusView,
  out: string,
  output: OutputFolder,
  clean: boolean,
  messages?: Messages,
): Promise<BuildStats> {
  const { side } = output;
  const bundle = await findPageBundle();
  const [pages, buildCache] = await Promise.all([
    importPages(bundle),
    openBuildCache(out, view.site.url, bundle.hash, clean, output),
  ]);
  setBuildInput({
    view: () => Promise.resolve(view),
    isCurrent: buildCache.isCurrent,
    version: await readVersion(),
    ...(messages && { messages }),
  });
  const rendering = renderImages(selectStaleImages(view, buildCache, messages), side, view.logo);
  const written = await renderPages(pages, side);
  const { written: images, error } = await rendering;
  if (error !== undefined) process.stderr.write(`Could not render the social images: ${error}\n`);
  const files = [...written, ...images];
  await checkXml(side, files);
  const stats = await buildCache.record(files);
  await output.publish();
  await buildCache.save();
  return stats;
}

/** Subscribers' readers refuse a whole feed for one wrong character. */
async function checkXml(folder: string, written: readonly string[]): Promise<void> {
  for (const path of written) {
    if (!/\.(?:xml|rss|atom|svg)$/.test(path)) continue;
    const isValid = path.endsWith('.svg') ? isWellFormedXml : isXmlFile;
    if (!isValid(await readFile(join(folder, path), 'utf8')))
      throw new SiteFault(`${path} would not be well-formed XML. The current site was left as it is.`);
  }
}

function selectStaleImages(view: StatusView, { isCurrent }: BuildCache, messages?: Messages): CardFile[] {
  const context = createPageContext(view.site, view.logo, messages);
  return listCardFiles({ view, context }).filter(
    ({ file, key }) => !isCurrent(context.links.file(file), key),
  );
}
