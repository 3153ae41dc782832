import { join, relative, sep } from 'node:path';
import type { AstroUserConfig } from 'astro';
import type { StatusView } from '../status/status-view.ts';
import { listSources } from '../content/content.ts';
import { validateContent } from '../rules/engine/validate-content.ts';
import { renderDiagnostics } from '../reporters/terminal.ts';
import { loadStatus } from './load-status.ts';
import { setBuildInput } from './site-context.ts';

type Plugin = Extract<NonNullable<NonNullable<AstroUserConfig['vite']>['plugins']>[number], { name: string }>;

export const WATCHED_PATHS = [
  'incidents',
  'components',
  'policies',
  'words',
  'media',
  'brand',
  'postmortems',
  'status.yaml',
];

/** A Vite plugin for development: passes the content root to the pages, and reloads both after a change. */
export function watchContent(root: string): Plugin {
  return {
    name: 'candor-follow-content',
    apply: 'serve',
    configureServer(server) {
      let view: Promise<StatusView> | undefined;
      setBuildInput({
        isDevServer: true,
        version: 'development',
        view: () => (view ??= loadDevStatusView(root)),
      });
      const report = (): void =>
        void readErrors(root).then((errors) => {
          if (errors === undefined) return;
          server.config.logger.error(errors);
          server.ws.send({ type: 'error', err: { message: errors, stack: '' } });
        });
      // The page shows them as soon as it listens.
      server.ws.on('connection', report);
      server.watcher.add(WATCHED_PATHS.map((name) => join(root, name)));
      server.watcher.on('all', (_event, file) => {
        if (!WATCHED_PATHS.includes(relative(root, file).split(sep)[0]!)) return;
        view = undefined;
        // Astro caches the list of pages until it receives this event.
        for (const environment of Object.values(server.environments)) {
          if (environment.name !== 'client') environment.hot.send('astro:content-changed', {});
        }
        server.ws.send({ type: 'full-reload' });
      });
    },
  };
}

/** The errors of all files, as text. */
async function readErrors(root: string): Promise<string | undefined> {
  const now = Date.now();
  const { content, sources } = await loadStatus(root, now);
  const found = validateContent(content, now, undefined).filter(({ level }) => level === 'error');
  if (found.length === 0) return undefined;
  const all = listSources(sources);
  return renderDiagnostics(found, (path) => all.find((source) => source.path === path));
}

/** @throws if the site or its policy is invalid; the message contains the diagnostics */
export async function loadDevStatusView(root: string): Promise<StatusView> {
  const { view, content, sources } = await loadStatus(root, Date.now());
  if (view) return view;
  const all = [...(sources.site ? [sources.site] : []), ...sources.policies];
  const sourceOf = (path: string) => all.find((source) => source.path === path);
  const findings = renderDiagnostics(content.diagnostics, sourceOf);
  throw new Error(`Could not load the site:\n\n${findings}`);
}
