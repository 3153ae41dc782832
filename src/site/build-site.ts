import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StatusView } from '../status/status-view.ts';
import { readVersion } from '../files/engine.ts';
import { openBuildCache } from './build-cache.ts';
import type { BuildCache, BuildOptions, BuildStats } from './build-cache.ts';
import { isWellFormedXml, isXmlFile } from '../publishing/io/check-site.ts';
import { openOutputFolder } from './output-folder.ts';
import type { OutputFolder } from './output-folder.ts';
import { setBuildInput, createPageContext } from './site-context.ts';
import { listCardFiles } from './og/images.ts';
import type { CardFile } from './og/images.ts';
import { startDrawing } from './og/paint.ts';
import { findPageBundle, importPages } from './renderer/compile-pages.ts';
import { renderPages } from './renderer/render-pages.ts';
import { createFileWriter } from './renderer/write-files.ts';
import type { WrittenFile } from './renderer/write-files.ts';
import type { Messages } from './i18n/messages.ts';

/** The new site has a fault, and the current one was left as it is. The message names the file. */
export class SiteFault extends Error {}

/**
 * Builds a site into a folder, which keeps the current site until the new one is complete. Renders only pages that have
 * changed, unless `clean` is set.
 * @throws SiteFault
 */
export async function buildSite(
  view: StatusView,
  out: string,
  options: BuildOptions = {},
): Promise<BuildStats> {
  // A published site is never a development build, whatever the environment of the shell.
  process.env['NODE_ENV'] = 'production';
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const output = await openOutputFolder(out);
    try {
      const stats = await writeSite(view, out, output, attempt === 1 ? options : { ...options, clean: true });
      if (stats) return stats;
    } finally {
      await output.discard();
    }
  }
  throw new SiteFault(`Other builds wrote to ${out} all the time. The site is theirs.`);
}

const MAX_ATTEMPTS = 3;

/** Undefined if another build has replaced the site meanwhile, whose files this one meant to keep. */
async function writeSite(
  view: StatusView,
  out: string,
  output: OutputFolder,
  options: BuildOptions,
): Promise<BuildStats | undefined> {
  const { side } = output;
  const { compress = false, messages } = options;
  const bundle = await findPageBundle();
  const [pages, buildCache] = await Promise.all([
    importPages(bundle),
    openBuildCache(out, view.site.url, bundle.hash, options, output),
  ]);
  setBuildInput({
    view: () => Promise.resolve(view),
    isCurrent: buildCache.isCurrent,
    version: await readVersion(),
    ...(messages && { messages }),
  });
  const drawing = await startDrawing(selectStaleImages(view, buildCache, messages), bundle.hash, view.logo);
  const files = [...(await renderPages(pages, side, { compress })), ...createFileWriter(side)(drawing.ready)];
  await checkXml(side, files);
  const stats = buildCache.record(files);
  if (!(await output.publish())) return undefined;
  await buildCache.save();
  const { images, error } = await drawing.drawn;
  if (error !== undefined) process.stderr.write(`Could not render the social images: ${error}\n`);
  if (images.length === 0) return stats;
  // The pages don't wait for these: they are added to the published site.
  const added = createFileWriter(side)(images);
  if (!(await output.add())) return stats;
  const all = buildCache.record([...files, ...added]);
  await buildCache.save();
  return all;
}

/** Subscribers' readers refuse a whole feed for one wrong character. */
async function checkXml(folder: string, written: readonly WrittenFile[]): Promise<void> {
  for (const { path } of written) {
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
