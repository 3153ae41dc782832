import type { AstroUserConfig } from 'astro';
import { astroSettings } from './src/site/astro-settings.ts';
import { followContent } from './src/site/follow-content.ts';
import { devRoot, readView } from './src/site/dev-view.ts';

const { site } = await readView();

/** For development and `astro check`; `npm run build` calls Astro itself, with the same settings. */
export default {
  ...astroSettings(site.url, 'dist'),
  vite: { plugins: [followContent(devRoot())] },
} satisfies AstroUserConfig;
