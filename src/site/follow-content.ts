import { join, relative, sep } from 'node:path';
import type { AstroUserConfig } from 'astro';
import { handOver } from './load.ts';

type Plugin = Extract<NonNullable<NonNullable<AstroUserConfig['vite']>['plugins']>[number], { name: string }>;

/** What a change of makes the pages read anew. */
const FOLLOWED = ['incidents', 'components', 'policies', 'status.yaml'];

/** For development: a change in a content root is read at once, and the browser shows it. */
export function followContent(root: string): Plugin {
  return {
    name: 'candor-follow-content',
    apply: 'serve',
    configureServer(server) {
      server.watcher.add(FOLLOWED.map((name) => join(root, name)));
      server.watcher.on('all', (_event, file) => {
        if (!FOLLOWED.includes(relative(root, file).split(sep)[0]!)) return;
        handOver(undefined);
        server.ws.send({ type: 'full-reload' });
      });
    },
  };
}
