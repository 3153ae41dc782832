import { createAstroConfig } from './src/site/astro-settings.ts';
import { watchContent } from './src/site/dev-watch.ts';
import { loadDevStatusView } from './src/site/dev-view.ts';

/** The content root that is served: `CANDOR_ROOT`, or the folder that the command was started in. */
const root = process.env['CANDOR_ROOT'] ?? process.cwd();
const { site } = await loadDevStatusView(root);

/**
 * For development and `astro check`; `npm run build` calls Astro itself, with the same settings.
 * @type {import('astro').AstroUserConfig}
 */
export default {
  ...createAstroConfig(site.url, 'dist'),
  vite: { plugins: [watchContent(root)] },
};
