import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { onTestFinished } from 'vitest';

/** What static hosts answer by a file's ending; one without an ending they know is a download. */
const TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.css': 'text/css',
};

/** Serves files by their path as a static host does: by ending, for GET and HEAD, to any origin. Gone after the test. */
export async function serve(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url!.replace(/^\/+/, '/'), 'http://host').pathname;
    const body = files[path] ?? files[`${path}index.html`];
    const type = path.endsWith('/') ? TYPES['.html'] : TYPES[extname(path)];
    const headers = {
      'content-type': type ?? 'application/octet-stream',
      'access-control-allow-origin': '*',
      // As GitHub Pages: a browser may keep every answer for ten minutes.
      'cache-control': 'max-age=600',
    };
    response.writeHead(body === undefined ? 404 : 200, headers);
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
