import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { StatusView } from '../status/status-view.ts';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { createAstroConfig } from './astro-settings.ts';
import { openBuildCache } from './build-cache.ts';
import type { BuildCache, BuildStats } from './build-cache.ts';
import { setBuildInput, createPageContext } from './site-context.ts';
import { listCardFiles } from './og/images.ts';
import type { CardFile } from './og/images.ts';
import { renderImages } from './og/paint.ts';
import type { Messages } from './i18n/messages.ts';

/** Builds the site of a view into a folder; pages that would come out as they are, are left alone, unless `clean`. */
export async function buildSite(
  view: StatusView,
  out: string,
  clean: boolean,
  messages?: Messages,
): Promise<BuildStats> {
  // A site that is published is never one for development, whatever the shell that builds it says.
  process.env['NODE_ENV'] = 'production';
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  const [{ build }, buildCache] = await Promise.all([
    import('astro'),
    openBuildCache(out, view.site.url, clean),
  ]);
  const written: string[] = [];
  const settings = createAstroConfig(view.site.url, out);
  setBuildInput({
    view: () => Promise.resolve(view),
    isCurrent: buildCache.isCurrent,
    ...(messages && { messages }),
  });
  const integrations = [recordWrittenFiles(out, written)];
  const painting = renderImages(selectStaleImages(view, buildCache, messages), out, view.logo);
  await withOwnWorkingDirectory(() =>
    build({ ...settings, configFile: false, logLevel: 'warn', integrations }),
  );
  const { written: pictures, error } = await painting;
  if (error !== undefined) process.stderr.write(`Pictures for links could not be drawn: ${error}\n`);
  return buildCache.close([...written, ...pictures]);
}

/** The pictures that are not there as they are to be. */
function selectStaleImages(view: StatusView, { isCurrent }: BuildCache, messages?: Messages): CardFile[] {
  const context = createPageContext(view.site, view.logo, messages);
  return listCardFiles({ view, context }).filter(
    ({ file, key }) => !isCurrent(context.links.file(file), key),
  );
}

/**
 * Astro keeps the compiled pages of a site below the folder that the process stands in, under one name: two builds at
 * once would take each other's. The folder is inside the engine, so that the pages find its dependencies.
 */
async function withOwnWorkingDirectory(work: () => Promise<void>): Promise<void> {
  const before = process.cwd();
  const shared = join(ENGINE_ROOT, '.astro');
  await mkdir(shared, { recursive: true });
  const own = await mkdtemp(join(shared, 'build-'));
  process.chdir(own);
  try {
    await work();
  } finally {
    process.chdir(before);
    await rm(own, { recursive: true, force: true });
  }
}

/** Notes which files Astro wrote, by their path in `out`. */
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
