import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { AstroInlineConfig } from 'astro';
import { ENGINE_ROOT } from '../io/content-files.ts';
import { addressOf } from './links.ts';

/** What Astro is told, for building and for development alike. */
export function astroSettings(url: string, outDir: string): AstroInlineConfig {
  const { origin, base } = addressOf(url);
  return {
    root: ENGINE_ROOT,
    srcDir: join(ENGINE_ROOT, 'src'),
    publicDir: join(ENGINE_ROOT, 'public'),
    outDir,
    cacheDir: cacheFor(outDir, url),
    site: origin,
    base: base === '' ? '/' : base,
    output: 'static',
    trailingSlash: 'ignore',
    compressHTML: true,
    build: { format: 'directory', concurrency: 16 },
    experimental: { incrementalBuild: true },
    devToolbar: { enabled: false },
  };
}

/** A folder of its own for each site that is built here, so that none throws away what another keeps. */
function cacheFor(outDir: string, url: string): string {
  const name = createHash('sha256').update(`${outDir}\n${url}`).digest('hex').slice(0, 16);
  return join(ENGINE_ROOT, 'node_modules', '.astro', name);
}
