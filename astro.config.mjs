import { createAstroConfig } from './src/site/build-site.ts';
import { loadDevStatusView, watchContent } from './src/site/dev-watch.ts';

/** The content root: `CANDOR_ROOT` or the working directory. */
const root = process.env['CANDOR_ROOT'] ?? process.cwd();
const { site } = await loadDevStatusView(root);

/**
 * For development and `astro check`; `npm run build` calls Astro with the same configuration.
 * @type {import('astro').AstroUserConfig}
 */
export default {
  ...createAstroConfig(site.url, 'dist'),
  vite: { plugins: [watchContent(root)] },
};
