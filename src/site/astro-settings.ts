import { join } from 'node:path';
import type { AstroUserConfig } from 'astro';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { splitSiteUrl } from './links.ts';

/** What Astro is told, for building and for development alike. */
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
    // Pages that would come out the same stay where they are; the ledger removes what is no page any more.
    vite: { build: { emptyOutDir: false } },
  };
}
