import { hash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deadLinks } from './dead-links.ts';
import { incident, SHOP } from '../support/shop-files.ts';
import { build, filesOf, read, temporary, writeFiles } from '../support/shop-site.ts';
import type { Build } from '../support/shop-site.ts';

const { folder, remove } = temporary();
const root = join(folder, 'shop');
let built: Build;

/** A page of its own; what is made to stand in others has its own tests. */
function isPage(path: string): boolean {
  return path.endsWith('.html') && !path.startsWith('embed/');
}

beforeAll(() => {
  writeFiles(root, SHOP);
  built = build(root);
});
afterAll(remove);

test('a build ends in a short summary', () => {
  expect(built.stderr).toBe('');
  expect(built.code).toBe(0);
  expect(built.stdout).toMatch(
    /^3 incidents, .*\nCandor \d+\.\d+\.\d+: \d+ pages .*kB.* s\n.*dist\/index\.html\n$/,
  );
});

test('the front page answers: is it me, is it being handled, when is the next update', () => {
  const home = read(built.dist, 'index.html');
  expect(home).toContain('Checkout is partly down, and Orders is having problems.');
  expect(home).toContain('Some orders fail at checkout');
  expect(home).toContain('We know what is wrong.');
  expect(home).toMatch(
    /Next update by\s+<time datetime="2026-11-22T12:40:00Z" class="exact">13:40 GMT\+1<\/time>/,
  );
  expect(home).toContain('1 earlier update');
  expect(home).toContain('Some users may experience failed payments.');
});

test('there is a page for each incident, component and month, and one for what is not there', () => {
  const pages = [...filesOf(built.dist).keys()].filter((path) => isPage(path));
  expect(pages).toEqual([
    '404.html',
    'commitments/index.html',
    'components/checkout/2026/index.html',
    'components/checkout/index.html',
    'components/orders/2026/index.html',
    'components/orders/index.html',
    'components/whatsapp/index.html',
    'history/2026-11/index.html',
    'history/index.html',
    'incidents/2026-11-18-orders/index.html',
    'incidents/2026-11-22-checkout/index.html',
    'incidents/2026-11-29-move/index.html',
    'index.html',
    'subscribe/index.html',
  ]);
});

test('planned work colours nothing before its time (V1.2)', () => {
  const orders = read(built.dist, 'components/orders/index.html');
  expect(orders).not.toContain('Planned maintenance</span>');
  expect(read(built.dist, 'index.html')).toContain('We move the orders');
});

test('the same input gives the same bytes', () => {
  const again = join(folder, 'again');
  expect(build(root, '--out', again).code).toBe(built.code);
  expect(filesOf(again)).toEqual(filesOf(built.dist));
});

test('a build of what changed gives the same bytes as a clean one', () => {
  const other = join(folder, 'other');
  writeFiles(other, SHOP);
  build(other);
  writeFiles(other, {
    'incidents/2026-11-22-checkout.md': SHOP['incidents/2026-11-22-checkout.md']!.replace(
      'what is wrong',
      'why it is',
    ),
    'incidents/2026-10-01-new.md': SHOP['incidents/2026-11-18-orders.md']!.replaceAll(
      '2026-11-18',
      '2026-10-01',
    ),
    'components/orders.md': '---\nname: All orders\n---\n',
  });
  rmSync(join(other, 'components/whatsapp.md'));
  const changed = build(other);
  const files = filesOf(changed.dist);
  const clean = build(other, '--clean', '--out', join(folder, 'clean'));
  expect(files).toEqual(filesOf(join(folder, 'clean')));
  expect([...files.keys()]).not.toContain('components/whatsapp/index.html');
  expect(files.get('incidents/2026-11-18-orders/index.html')).toContain('All orders');
  expect(clean.code).toBe(changed.code);
});

test('a page that was changed by hand is built again', () => {
  const other = join(folder, 'touched');
  writeFiles(other, SHOP);
  const first = filesOf(build(other).dist);
  writeFileSync(join(other, 'dist/incidents/2026-11-18-orders/index.html'), 'something else');
  expect(filesOf(build(other).dist)).toEqual(first);
});

test('unchanged pages are not written again', () => {
  const written = /\((\d+) files written\)/;
  const first = Number(written.exec(build(root, '--clean').stdout)![1]);
  const second = Number(written.exec(build(root).stdout)![1]);
  expect(second).toBeLessThan(first - 6);
});

test('with --compress, each file of text has two versions with the same words; a later build keeps or removes them', () => {
  const other = join(folder, 'compressed');
  writeFiles(other, SHOP);
  build(other, '--compress');
  const { dist } = build(other, '--compress');
  const texts = [...filesOf(dist).keys()].filter((path) => /\.(?:html|xml|json|css|svg)$/.test(path));
  expect(texts.length).toBeGreaterThan(30);
  for (const path of texts) {
    const plain = readFileSync(join(dist, path));
    expect(brotliDecompressSync(readFileSync(join(dist, `${path}.br`))).equals(plain), path).toBe(true);
    expect(gunzipSync(readFileSync(join(dist, `${path}.gz`))).equals(plain), path).toBe(true);
  }
  expect(filesOf(build(other).dist)).toEqual(filesOf(built.dist));
});

test('a root domain has no base path', () => {
  const other = join(folder, 'domain');
  writeFiles(other, {
    ...SHOP,
    'status.yaml': SHOP['status.yaml']!.replace('vayva.shop/status', 'status.vayva.shop'),
  });
  const { dist } = build(other);
  for (const [path, html] of filesOf(dist)) {
    if (!isPage(path)) continue;
    expect(html, path).not.toContain('/status/');
    expect(html, path).toContain('href="/history/"');
  }
  expect(deadLinks(dist, 'https://status.vayva.shop')).toEqual([]);
  expect(read(dist, 'rss.xml')).toContain(
    'https://status.vayva.shop/incidents/2026-11-22-checkout/#20261122T1140Z',
  );
});

test('every address in pages, feeds, calendar and API leads to a file, under the base path', () => {
  expect(deadLinks(built.dist, 'https://vayva.shop/status')).toEqual([]);
  rmSync(join(built.dist, 'incidents/2026-11-18-orders'), { recursive: true });
  const dead = deadLinks(built.dist, 'https://vayva.shop/status').map((line) => line.split(':')[0]);
  expect(dead).toEqual(
    expect.arrayContaining(['index.html', 'rss.xml', 'api/v2/incidents.json', 'feed.json']),
  );
  built = build(root);
});

test('no other host is contacted: only scripts of the page, no other origin, and a policy that enforces it', () => {
  for (const [path, html] of filesOf(built.dist)) {
    if (!isPage(path)) continue;
    expect(html, path).toContain("default-src 'none'");
    expect(html, path).not.toMatch(
      /unsafe-|<script (?!type="application\/ld\+json")|<img|<iframe|style=|\son\w+=/,
    );
    const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map((match) => match[1]!);
    expect(scripts.length, path).toBe(path === 'subscribe/index.html' ? 2 : 1);
    const hashes = scripts.map(
      (script) => `'sha256-${hash('sha256', Buffer.from(script, 'latin1'), 'base64')}'`,
    );
    expect(html, path).toContain(`script-src ${hashes.join(' ')}; connect-src 'self';`);
    const requests = [...html.matchAll(/<link rel="(?:stylesheet|preload|icon)" href="([^"]*)"/g)].map(
      (match) => match[1]!,
    );
    for (const request of requests)
      expect(request, path).toMatch(/^\/status\/(?:style-|favicon\.ico$)|^data:/);
  }
  expect(read(built.dist, 'index.html')).not.toContain('rel="stylesheet"');
});

test('an empty root has a page', () => {
  const other = join(folder, 'empty');
  writeFiles(other, { 'status.yaml': SHOP['status.yaml']! });
  const { code, dist, stderr } = build(other);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const home = read(dist, 'index.html');
  expect(home).toContain('All systems are working.');
  expect(home).toContain('Nothing to report.');
  expect(read(dist, 'history/index.html')).toContain('Nothing has happened yet.');
});

test('400 components, and a title of right-to-left marks and emoji', () => {
  const other = join(folder, 'many');
  const title = `${'\u200Fשלום 🛒 '.repeat(17)}end`.slice(0, 160);
  const components = Object.fromEntries(
    Array.from({ length: 400 }, (_, at) => [
      `components/part-${at}.md`,
      `---\nname: Part ${at}\ngroup: Group ${at % 9}\n---\n`,
    ]),
  );
  writeFiles(other, {
    'status.yaml': SHOP['status.yaml']!,
    ...components,
    'incidents/2026-11-22-rtl.md': incident({
      title,
      components: Array.from({ length: 40 }, (_, at) => `part-${at}: major-outage`).join(', '),
      detected: '2026-11-22T11:00Z',
      updates: [['2026-11-22T11:05Z investigating', 'عذرا']],
    }),
  });
  const { dist } = build(other);
  const home = read(dist, 'index.html');
  expect(home).toContain('40 systems are down.');
  expect(home).toContain(title);
  expect(home).toMatch(/<p dir="auto">عذرا<\/p>/);
  expect(home.match(/class="row component"/g)!.length).toBeGreaterThanOrEqual(400);
});

test('a root without a status.yaml that can be read exits 2 and leaves the built site alone', () => {
  const other = join(folder, 'broken');
  writeFiles(other, SHOP);
  const { dist } = build(other);
  const before = filesOf(dist);
  writeFiles(other, { 'status.yaml': 'name: [' });
  const { code, stderr } = build(other);
  expect(code).toBe(2);
  expect(stderr).toContain('status.yaml:1:');
  expect(filesOf(dist)).toEqual(before);
});

test('it does not write over what it was built from', () => {
  const { code, stderr } = build(root, '--out', root);
  expect(code).toBe(2);
  expect(stderr).toContain('--out');
  expect(build(root, '--out', folder).code).toBe(2);
});
