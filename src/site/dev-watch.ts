import { join, relative, sep } from 'node:path';
import type { AstroUserConfig } from 'astro';
import type { StatusView } from '../status/status-view.ts';
import { loadDevStatusView } from './dev-view.ts';
import { setBuildInput } from './site-context.ts';

type Plugin = Extract<NonNullable<NonNullable<AstroUserConfig['vite']>['plugins']>[number], { name: string }>;

/** What a change of makes the pages read anew. */
const WATCHED_PATHS = ['incidents', 'components', 'policies', 'status.yaml'];

/** For development: hands the content root over to the pages; a change in it is read at once, and the browser shows it. */
export function watchContent(root: string): Plugin {
  return {
    name: 'candor-follow-content',
    apply: 'serve',
    configureServer(server) {
      let reading: Promise<StatusView> | undefined;
      setBuildInput({ isDevServer: true, view: () => (reading ??= loadDevStatusView(root)) });
      server.watcher.add(WATCHED_PATHS.map((name) => join(root, name)));
      server.watcher.on('all', (_event, file) => {
        if (!WATCHED_PATHS.includes(relative(root, file).split(sep)[0]!)) return;
        reading = undefined;
        // Astro remembers which pages there are until it hears this.
        for (const environment of Object.values(server.environments)) {
          if (environment.name !== 'client') environment.hot.send('astro:content-changed', {});
        }
        server.ws.send({ type: 'full-reload' });
      });
    },
  };
}
