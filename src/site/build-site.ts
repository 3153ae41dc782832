import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration, AstroUserConfig } from 'astro';
import type { StatusView } from '../status/status-view.ts';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { openBuildCache } from './build-cache.ts';
import type { BuildCache, BuildStats } from './build-cache.ts';
import { isWellFormedXml, isXmlFile } from '../publishing/io/check-site.ts';
import { openOutputFolder, removeAbandoned } from './output-folder.ts';
import type { OutputFolder } from './output-folder.ts';
import { splitSiteUrl } from '../content/site-address.ts';
import { setBuildInput, createPageContext } from './site-context.ts';
import { listCardFiles } from './og/images.ts';
import type { CardFile } from './og/images.ts';
import { renderImages } from './og/paint.ts';
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
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
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
  const [{ build }, buildCache] = await Promise.all([
    import('astro'),
    openBuildCache(out, view.site.url, clean, output),
  ]);
  const written: string[] = [];
  const config = createAstroConfig(view.site.url, side);
  setBuildInput({
    view: () => Promise.resolve(view),
    isCurrent: buildCache.isCurrent,
    ...(messages && { messages }),
  });
  const integrations = [recordWrittenFiles(side, written)];
  const rendering = renderImages(selectStaleImages(view, buildCache, messages), side, view.logo);
  await withTemporaryWorkingDirectory(() =>
    build({ ...config, configFile: false, logLevel: 'warn', integrations }),
  );
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

/**
 * Astro writes the compiled pages below the working directory under a fixed name, so two builds at once would overwrite
 * each other's. The directory is inside the package, so that the pages find its dependencies.
 */
async function withTemporaryWorkingDirectory(work: () => Promise<void>): Promise<void> {
  const before = process.cwd();
  const shared = join(ENGINE_ROOT, '.astro');
  await mkdir(shared, { recursive: true });
  await removeAbandoned(shared, 'build-');
  const directory = await mkdtemp(join(shared, `build-${process.pid}-`));
  process.chdir(directory);
  try {
    await work();
  } finally {
    process.chdir(before);
    await rm(directory, { recursive: true, force: true });
  }
}

/** Collects the files that Astro writes, by their path in `out`. */
function recordWrittenFiles(out: string, written: string[]): AstroIntegration {
  return {
    name: 'candor-files',
    hooks: {
      'astro:build:done': ({ assets }) => {
        for (const url of [...assets.values()].flat()) {
          written.push(relative(out, fileURLToPath(url)).split(sep).join('/'));
        }
      },
    },
  };
}

/** The configuration for building and for development. */
export function createAstroConfig(url: string, outDir: string): AstroUserConfig {
  const { origin, base } = splitSiteUrl(url);
  return {
    root: ENGINE_ROOT,
    srcDir: join(ENGINE_ROOT, 'src'),
    publicDir: join(ENGINE_ROOT, 'public'),
    outDir,
    site: origin,
    base: base === '' ? '/' : base,
    output: 'static',
    trailingSlash: 'ignore',
    compressHTML: true,
    build: { format: 'directory', concurrency: 16 },
    devToolbar: { enabled: false },
    // Unchanged pages are in the folder before the others are rendered.
    vite: { build: { emptyOutDir: false } },
  };
}
