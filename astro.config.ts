import type { AstroUserConfig } from 'astro';
import { astroSettings } from './src/site/astro-settings.ts';
import { followContent } from './src/site/dev-watch.ts';
import { readView } from './src/site/dev-view.ts';

/** The content root that is served: `CANDOR_ROOT`, or the folder that the command was started in. */
const root = process.env['CANDOR_ROOT'] ?? process.cwd();
const { site } = await readView(root);

/** For development and `astro check`; `npm run build` calls Astro itself, with the same settings. */
export default {
  ...astroSettings(site.url, 'dist'),
  vite: { plugins: [followContent(root)] },
} satisfies AstroUserConfig;
