import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import sirv from 'sirv';

/** A static file server on this machine. */
export interface StaticServer {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly origin: string;
  readonly close: () => void;
}

/** Serves a built site below a base path as GitHub Pages does: compressed, to any origin, cacheable for ten minutes, with `404.html`. */
export async function serveFolder(folder: string, base = ''): Promise<StaticServer> {
  await compressFiles(folder);
  const notFoundPage = await readFile(join(folder, '404.html')).catch(() => '');
  const serveFile = sirv(folder, {
    gzip: true,
    setHeaders: (response) => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('cache-control', 'max-age=600');
    },
  });
  const server = createServer((request, response) => {
    const notFound = (): void => {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(notFoundPage);
    };
    if (!request.url?.startsWith(`${base}/`)) return notFound();
    request.url = request.url.slice(base.length);
    serveFile(request, response, notFound);
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

/** Adds a `.gz` file to each text file: sirv serves these, but does not compress. */
async function compressFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !/\.(?:html|css|js|json|svg|xml|txt)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    await writeFile(`${path}.gz`, await promisify(gzip)(await readFile(path)));
  }
}

/** The file of an address; `index.html` for a folder. Undefined outside the site. */
export function resolveServedFile(folder: string, base: string, pathname: string): string | undefined {
  if (!pathname.startsWith(`${base}/`)) return undefined;
  const path = decodeURIComponent(pathname.slice(base.length));
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  return file.startsWith(folder + sep) ? file : undefined;
}
