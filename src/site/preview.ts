import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import sirv from 'sirv';
import { splitSiteUrl } from '../content/site-address.ts';
import { watchFiles } from '../files/watch-files.ts';
import { buildSite } from './build-site.ts';
import { loadDevStatusView, WATCHED_PATHS } from './dev-watch.ts';
import { FINDINGS_STYLE, FINDINGS_STYLE_PATH, withFindingsStrip } from './findings-strip.ts';
import type { Findings } from './findings-strip.ts';

/**
 * Serves the page as it would be published, and builds it again after each change; until the findings are fixed, the last
 * page stays. Ends on SIGINT or SIGTERM.
 * @param print also gets the findings
 * @param readFindings the findings of all files, which the pages show too
 * @throws if the site or its policy is invalid at the start
 */
export async function servePreview(
  root: string,
  port: number,
  print: (line: string) => void,
  readFindings: () => Promise<Findings>,
): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), 'candor-preview-'));
  try {
    const build = async (): Promise<string> => {
      const view = await loadDevStatusView(root);
      await buildSite(view, join(out, 'site'));
      return splitSiteUrl(view.site.url).base;
    };
    let base = await build();
    let findings = await readFindings();
    print(findings.text);
    const rebuild = async (): Promise<void> => {
      try {
        base = await build();
      } catch (error) {
        const text = `${error instanceof Error ? error.message : String(error)}\nThe page stays as it was.`;
        findings = { text, count: 1 };
        print(text);
        return;
      }
      findings = await readFindings();
      print(findings.text);
      print('Built again. Reload the page to see the change.');
    };
    const server = createServer((request, response) => {
      const path = request.url ?? '/';
      if (!`${path}/`.startsWith(`${base}/`)) {
        response.writeHead(302, { location: `${base}/` }).end();
        return;
      }
      request.url = path.slice(base.length) || '/';
      const serve = (): void =>
        void sirv(join(out, 'site'), { dev: true })(request, response, () => {
          response.writeHead(404).end('Not found');
        });
      if (request.url === FINDINGS_STYLE_PATH) {
        response.writeHead(200, { 'content-type': 'text/css' }).end(FINDINGS_STYLE);
        return;
      }
      readPage(join(out, 'site'), request.url).then((html) => {
        if (html === undefined) serve();
        else
          response
            .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
            .end(withFindingsStrip(html, findings, base));
      }, serve);
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

/** The HTML of an address. Undefined if it is not a page. */
async function readPage(folder: string, url: string): Promise<string | undefined> {
  const path = posix.normalize(decodeURIComponent(url.split(/[?#]/, 1)[0]!));
  if (!['', '.html'].includes(posix.extname(path))) return undefined;
  const file = path.endsWith('.html') ? path : posix.join(path, 'index.html');
  return readFile(join(folder, file), 'utf8').catch(() => undefined);
}
