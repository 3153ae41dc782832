import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import sirv from 'sirv';
import { splitSiteUrl } from '../content/site-address.ts';
import { buildSite } from './build-site.ts';
import { loadDevStatusView, WATCHED_PATHS } from './dev-watch.ts';

/** How long to wait for more changes: an editor writes a file in several steps. In milliseconds. */
const QUIET_MS = 100;

/**
 * Serves the page as it would be published, and builds it again after each change; until the findings are fixed, the last
 * page stays. Ends on SIGINT or SIGTERM.
 * @param print also gets the findings
 * @throws if the site or its policy is invalid at the start
 */
export async function servePreview(root: string, port: number, print: (line: string) => void): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), 'candor-preview-'));
  try {
    const build = async (): Promise<string> => {
      const view = await loadDevStatusView(root);
      await buildSite(view, join(out, 'site'), false);
      return splitSiteUrl(view.site.url).base;
    };
    let base = await build();
    const rebuild = async (): Promise<void> => {
      base = await build();
      print('Built again. Reload the page to see the change.');
    };
    const server = createServer((request, response) => {
      const path = request.url ?? '/';
      if (!`${path}/`.startsWith(`${base}/`)) {
        response.writeHead(302, { location: `${base}/` }).end();
        return;
      }
      request.url = path.slice(base.length) || '/';
      sirv(join(out, 'site'), { dev: true })(request, response, () => {
        response.writeHead(404).end('Not found');
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const stopWatching = watchFiles(root, () => rebuild().catch((error: unknown) => print(String(error))));
    print(`http://127.0.0.1:${(server.address() as AddressInfo).port}${base}/`);
    await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
    stopWatching();
    server.close();
    server.closeAllConnections();
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Calls back once after changes of the content. */
function watchFiles(root: string, changed: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const notice = (path: string | null): void => {
    if (path !== null && !WATCHED_PATHS.includes(path.split(sep)[0]!)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void (work = work.then(changed)), QUIET_MS);
  };
  const watchers = [watch(root, (_event, path) => notice(path))];
  for (const name of WATCHED_PATHS) {
    try {
      watchers.push(watch(join(root, name), { recursive: true }, () => notice(null)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
