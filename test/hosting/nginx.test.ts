import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderNginxConfig } from '../../src/hosting/nginx.ts';
import { removeFolder, temporaryFolder } from '../support/scratch.ts';
import { WANTED } from './wanted-headers.ts';

const NGINX = spawnSync('sh', ['-c', 'PATH=$PATH:/usr/sbin command -v nginx'], {
  encoding: 'utf8',
}).stdout.trim();

describe.skipIf(NGINX === '').each(['', '/status'])('real nginx, a site at %s/', (base) => {
  let folder: string;
  let address: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    folder = temporaryFolder();
    const files = Object.keys(WANTED).map((path) =>
      path === '' || path.endsWith('/') ? `${path}index.html` : path,
    );
    for (const path of [...files, '_headers']) {
      const file = join(folder, 'root', base, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, path === '404.html' ? 'This page does not exist' : `${path} `.repeat(200));
    }
    const port = await findFreePort();
    address = `http://127.0.0.1:${port}`;
    const config = renderNginxConfig(`https://acme.example${base}`)
      .replace('listen 80;', `listen 127.0.0.1:${port};`)
      .replace('listen [::]:80;', '')
      .replace('/var/www/acme.example;', `${join(folder, 'root')};`);
    expect(config).toContain(`root ${join(folder, 'root')};`);
    writeFileSync(join(folder, 'site.conf'), config);
    // The types that the package of Debian has.
    const types =
      'types { text/html html; text/css css; application/javascript js; application/json json; image/svg+xml svg; image/png png; text/xml xml; text/plain txt; }';
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    const user = process.getuid?.() === 0 ? 'user root;' : '';
    writeFileSync(
      join(folder, 'nginx.conf'),
      `${user} daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}\nhttp { access_log off; ${types} default_type application/octet-stream; ${temporary.join(' ')}\ninclude ${folder}/site.conf; }\n`,
    );
    const args = ['-p', folder, '-c', join(folder, 'nginx.conf')];
    execFileSync(NGINX, ['-t', '-q', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    const child = spawn(NGINX, args, { stdio: 'ignore' });
    const gone = new Promise<void>((resolve) => child.on('close', () => resolve()));
    stop = () => {
      child.kill('SIGTERM');
      return gone;
    };
    for (let tries = 0; tries < 100; tries += 1) {
      if (
        await fetch(address).then(
          () => true,
          () => false,
        )
      )
        return;
      await setTimeout(100);
    }
    throw new Error(readFileSync(join(folder, 'error.log'), 'utf8'));
  });
  afterAll(async () => {
    await stop?.();
    removeFolder(folder);
  });

  const read = (path: string, headers = {}): Promise<Response> =>
    fetch(address + path, { redirect: 'manual', headers });

  test.each(Object.entries(WANTED))('%s', async (path, wanted) => {
    const { status, headers } = await read(`${base}/${path}`);
    expect(status).toBe(200);
    const names = [...new Set(Object.values(WANTED).flatMap(Object.keys))].filter(
      (name) => name !== 'Content-Type',
    );
    const sent = names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name)]] : []));
    const { 'Content-Type': type = headers.get('content-type'), ...others } = wanted;
    expect(Object.fromEntries(sent)).toEqual(others);
    expect(headers.get('content-type')).toBe(type);
  });

  test('a page that does not exist is the site’s own 404, with its headers', async () => {
    const response = await read(`${base}/incidents/nothing/`);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('This page does not exist');
    expect(response.headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
    expect((await read(`${base}/_headers`)).status).toBe(404);
  });

  test('a folder without its slash is redirected, also behind another port or https', async () => {
    const response = await read(`${base}/embed`);
    expect([response.status, response.headers.get('location')]).toEqual([301, `${base}/embed/`]);
  });

  test('text is compressed', async () => {
    for (const path of ['', 'metrics', 'rss.xml', 'api/v2/status.json', 'maintenance.ics']) {
      const { headers } = await read(`${base}/${path}`, { 'accept-encoding': 'gzip' });
      expect([path, headers.get('content-encoding')]).toEqual([path, 'gzip']);
    }
  });
});

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
