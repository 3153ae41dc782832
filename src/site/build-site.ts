import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { StatusView } from '../status/status-view.ts';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { astroSettings } from './astro-settings.ts';
import { openLedger } from './build-cache.ts';
import type { Ledger, Size } from './build-cache.ts';
import { handOver, shellOf } from './site-context.ts';
import { cardFiles } from './og/images.ts';
import type { CardFile } from './og/images.ts';
import { paint } from './og/paint.ts';
import type { Words } from './i18n/messages.ts';

/** Builds the site of a view into a folder; pages that would come out as they are, are left alone, unless `clean`. */
export async function buildSite(view: StatusView, out: string, clean: boolean, words?: Words): Promise<Size> {
  // A site that is published is never one for development, whatever the shell that builds it says.
  process.env['NODE_ENV'] = 'production';
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  const [{ build }, ledger] = await Promise.all([import('astro'), openLedger(out, view.site.url, clean)]);
  const written: string[] = [];
  const settings = astroSettings(view.site.url, out);
  handOver({ view: () => Promise.resolve(view), isCurrent: ledger.isCurrent, ...(words && { words }) });
  const integrations = [noteFiles(out, written)];
  const painting = paint(picturesToDraw(view, ledger, words), out, view.mark);
  await inOwnFolder(() => build({ ...settings, configFile: false, logLevel: 'warn', integrations }));
  const { written: pictures, fault } = await painting;
  if (fault !== undefined) process.stderr.write(`Pictures for links could not be drawn: ${fault}\n`);
  return ledger.close([...written, ...pictures]);
}

/** The pictures that are not there as they are to be. */
function picturesToDraw(view: StatusView, { isCurrent }: Ledger, words?: Words): CardFile[] {
  const shell = shellOf(view.site, view.mark, words);
  return cardFiles({ view, shell }).filter(({ file, key }) => !isCurrent(shell.links.file(file), key));
}

/**
 * Astro keeps the compiled pages of a site below the folder that the process stands in, under one name: two builds at
 * once would take each other's. The folder is inside the engine, so that the pages find its dependencies.
 */
async function inOwnFolder(work: () => Promise<void>): Promise<void> {
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
function noteFiles(out: string, written: string[]): AstroIntegration {
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
