import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sirv from 'sirv';
import { splitSiteUrl } from '../content/site-address.ts';
import { watchFiles } from '../files/watch-files.ts';
import { buildSite } from './build-site.ts';
import { loadDevStatusView, WATCHED_PATHS } from './dev-watch.ts';

/**
 * Serves the page as it would be published, and builds it again after each change; until the findings are fixed, the last
 * page stays. Ends on SIGINT or SIGTERM.
 * @param print also gets the findings
 * @param findings the findings of all files, as text
 * @throws if the site or its policy is invalid at the start
 */
export async function servePreview(
  root: string,
  port: number,
  print: (line: string) => void,
  findings: () => Promise<string>,
): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), 'candor-preview-'));
  try {
    const build = async (): Promise<string> => {
      const view = await loadDevStatusView(root);
      await buildSite(view, join(out, 'site'));
      return splitSiteUrl(view.site.url).base;
    };
    let base = await build();
    print(await findings());
    const rebuild = async (): Promise<void> => {
      base = await build();
      print(await findings());
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
    const stopWatching = watchFiles(root, WATCHED_PATHS, () =>
      rebuild().catch((error: unknown) => print(String(error))),
    );
    print(`http://127.0.0.1:${(server.address() as AddressInfo).port}${base}/`);
    await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
    stopWatching();
    server.close();
    server.closeAllConnections();
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
