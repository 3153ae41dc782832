import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What static hosts answer by a file's ending; one without an ending they know is a download. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** A built site as a static host serves it, on this machine alone. */
export interface StaticServer {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly origin: string;
  readonly close: () => void;
}

/** Serves a folder below a base path, compressed as static hosts do; what is not there gets `404.html`. */
export async function serveFolder(folder: string, base = ''): Promise<StaticServer> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!.replace(/^\/+/, '/'), 'http://host');
    const file = resolveServedFile(folder, base, pathname);
    const body = file === undefined ? undefined : await readFile(file).catch(() => undefined);
    const sent = body ?? (await readFile(join(folder, '404.html')).catch(() => Buffer.from('')));
    response.writeHead(body ? 200 : 404, {
      'content-type': CONTENT_TYPES[body ? extname(file!) : '.html'] ?? 'application/octet-stream',
      'content-encoding': 'gzip',
      'access-control-allow-origin': '*',
    });
    response.end(request.method === 'HEAD' ? undefined : gzipSync(sent));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The file of an address; a folder's is its `index.html`. Undefined outside of the site. */
export function resolveServedFile(folder: string, base: string, pathname: string): string | undefined {
  if (!pathname.startsWith(`${base}/`)) return undefined;
  const path = decodeURIComponent(pathname.slice(base.length));
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  return file.startsWith(folder + sep) ? file : undefined;
}
