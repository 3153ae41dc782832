import { join, relative, sep } from 'node:path';
import type { AstroUserConfig } from 'astro';
import type { StatusView } from '../status/status-view.ts';
import { readView } from './dev-view.ts';
import { handOver } from './site-context.ts';

type Plugin = Extract<NonNullable<NonNullable<AstroUserConfig['vite']>['plugins']>[number], { name: string }>;

/** What a change of makes the pages read anew. */
const FOLLOWED = ['incidents', 'components', 'policies', 'status.yaml'];

/** For development: hands the content root over to the pages; a change in it is read at once, and the browser shows it. */
export function followContent(root: string): Plugin {
  return {
    name: 'candor-follow-content',
    apply: 'serve',
    configureServer(server) {
      let reading: Promise<StatusView> | undefined;
      handOver({ live: true, view: () => (reading ??= readView(root)) });
      server.watcher.add(FOLLOWED.map((name) => join(root, name)));
      server.watcher.on('all', (_event, file) => {
        if (!FOLLOWED.includes(relative(root, file).split(sep)[0]!)) return;
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
