import { splitSiteUrl } from './src/content/site-address.ts';
import { loadDevStatusView, watchContent } from './src/site/dev-watch.ts';
import { PAGE_SETTINGS } from './src/site/renderer/compile.ts';
import { minifiedScripts } from './src/site/renderer/minified-scripts.ts';

/** The content root: `CANDOR_ROOT` or the working directory. */
const root = process.env['CANDOR_ROOT'] ?? process.cwd();
const { site } = await loadDevStatusView(root);
const { origin, base } = splitSiteUrl(site.url);

/**
 * For development, `astro check` and `astro build`. `npm run build` compiles the pages with the same settings, but only when
 * their code has changed.
 * @type {import('astro').AstroUserConfig}
 */
export default {
  ...PAGE_SETTINGS,
  outDir: 'dist',
  site: origin,
  base: base === '' ? '/' : base,
  vite: { plugins: [watchContent(root), minifiedScripts()] },
};
