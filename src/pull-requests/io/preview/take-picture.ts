import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sirv from 'sirv';
import { SECOND } from '../../../time/duration.ts';

const BROWSERS = ['google-chrome', 'chromium', 'chromium-browser'];
const BROWSER_TIMEOUT = 60 * SECOND;
/** In CSS pixels: the width of a small laptop's half screen, and what matters of a page during an incident. */
const SIZE = { width: 800, height: 1100 };
const MAX_PICTURE_BYTES = 3_000_000;

/**
 * Takes a picture of a built site's home page with the machine's Chromium. The browser has no network but the server of the
 * site's folder, and none of the job's secrets.
 * @returns why there is no picture, in a sentence
 */
export async function takePicture(site: string, file: string): Promise<string | undefined> {
  const base = await readBasePath(site);
  const serve = sirv(site, { dev: true });
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    request.url = path.startsWith(`${base}/`) ? path.slice(base.length) : '/404.html';
    serve(request, response, () => void response.writeHead(404).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const profile = await mkdtemp(join(tmpdir(), 'candor-browser-'));
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}/`;
    const own = process.env['CHROME_PATH'] ?? '';
    for (const browser of own === '' ? BROWSERS : [own]) {
      const ended = await runBrowser(browser, profile, address, file);
      if (ended === 'missing') continue;
      const size = await stat(file).then(
        (found) => found.size,
        () => 0,
      );
      if (ended === 'failed' || size === 0) return 'The browser could not take a picture of the page.';
      return size > MAX_PICTURE_BYTES ? 'The picture of the page is too large.' : undefined;
    }
    return 'There is no picture, because this runner has no Chromium.';
  } finally {
    server.close();
    server.closeAllConnections();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Without a slash at its end, as the page itself names it. */
async function readBasePath(site: string): Promise<string> {
  const html = await readFile(join(site, 'index.html'), 'utf8');
  const href = /<link rel="canonical" href="([^"]{1,2000})"/.exec(html)?.[1];
  return href !== undefined && URL.canParse(href) ? new URL(href).pathname.replace(/\/+$/, '') : '';
}

async function runBrowser(
  browser: string,
  profile: string,
  address: string,
  file: string,
): Promise<'done' | 'failed' | 'missing'> {
  const args = [
    ...['--headless=new', '--hide-scrollbars', '--disable-gpu', '--disable-extensions', '--no-first-run'],
    ...['--disable-background-networking', '--disable-sync', '--disable-dev-shm-usage'],
    // Chromium refuses its sandbox to root, as who containers run.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    `--user-data-dir=${profile}`,
    `--window-size=${SIZE.width},${SIZE.height}`,
    '--virtual-time-budget=3000',
    `--screenshot=${file}`,
    address,
  ];
  const child = spawn(browser, args, {
    stdio: 'ignore',
    timeout: BROWSER_TIMEOUT,
    killSignal: 'SIGKILL',
    env: { PATH: process.env['PATH'], HOME: profile, LANG: 'en_GB.UTF-8', TZ: 'UTC' },
  });
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0 ? 'done' : 'failed';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'failed';
  }
}
