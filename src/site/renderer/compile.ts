import { join } from 'node:path';
import { getViteConfig } from 'astro/config';
import type { AstroInlineConfig } from 'astro';
import { build } from 'vite';
import type { Rolldown, UserConfig } from 'vite';
import { ENGINE_ROOT } from '../../files/engine.ts';
import { minifiedScripts } from './minified-scripts.ts';

/** What development, `astro check` and compiling have in common. */
export const PAGE_SETTINGS = {
  root: ENGINE_ROOT,
  srcDir: join(ENGINE_ROOT, 'src'),
  publicDir: join(ENGINE_ROOT, 'public'),
  output: 'static',
  trailingSlash: 'ignore',
  compressHTML: true,
  build: { format: 'directory', concurrency: 16 },
  devToolbar: { enabled: false },
} as const satisfies AstroInlineConfig;

/**
 * Compiles `src/pages/` with Astro's own Vite plugins to one module, `pages.js`, that renders them without Vite or Astro's
 * build. Gives the paths of the modules that it contains.
 * @param isShared whether a module, by its path, is left out and imported from its place
 */
export async function compilePages(
  outDir: string,
  isShared: (path: string) => boolean = () => false,
): Promise<string[]> {
  const settings: UserConfig = {
    root: ENGINE_ROOT,
    logLevel: 'warn',
    plugins: [minifiedScripts()],
    build: {
      ssr: join(ENGINE_ROOT, 'src', 'site', 'renderer', 'pages.ts'),
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node22',
      rolldownOptions: {
        // Compiled by Vite, the container would look for the manifest of a site that Astro builds.
        external: (id) => /^node:|^astro\//.test(id) || isShared(id),
        makeAbsoluteExternalsRelative: false,
        output: { entryFileNames: 'pages.js' },
      },
    },
    ssr: { noExternal: true },
  };
  const createConfig = getViteConfig(
    settings as Parameters<typeof getViteConfig>[0],
    { ...PAGE_SETTINGS, configFile: false, logLevel: 'warn' } as Parameters<typeof getViteConfig>[1],
  );
  const config = await createConfig({ mode: 'production', command: 'build' });
  const built = (await build({ ...config, configFile: false })) as Rolldown.RolldownOutput;
  return built.output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
}
