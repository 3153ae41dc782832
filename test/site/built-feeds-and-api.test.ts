import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { run } from '../support/run.ts';
import { SHOP } from '../support/scratch.ts';
import { FORMATS, isWellFormed } from './feeds/read-feed.ts';
import { OPEN_SEV_1, RESOLVED, UPCOMING } from './sample-incidents.ts';
import { STATUSPAGE } from './statuspage-api/statuspage-schema.ts';

const INCIDENTS = {
  'incidents/2026-11-22-pay.md': OPEN_SEV_1.replace(', whatsapp: degraded', ''),
  'incidents/2026-11-23-books.md': UPCOMING,
  'incidents/2026-11-20-late.md': RESOLVED.replace('whatsapp', 'orders').replace(
    'severity: sev-2',
    'severity: sev-2\nimported: { from: statuspage, id: a, url: "https://old.example/incidents/7k5wl5j4f1t4" }',
  ),
};

/** Builds a shop at an address, and gives its files by their path. */
function buildAt(url: string): ReadonlyMap<string, string> {
  // Inside the engine's folder, Astro works in the site's own, and other builds are not in its way.
  const root = mkdtempSync(join(ENGINE_ROOT, 'node_modules', '.machines-'));
  try {
    const status = SHOP['status.yaml']!.replace(/url: .*/, `url: ${url}`);
    for (const [path, text] of Object.entries({ ...SHOP, ...INCIDENTS, 'status.yaml': status })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { err } = run('build', ['--root', root, '--now', '2026-11-22T12:00Z'], { cwd: ENGINE_ROOT });
    const dist = join(root, 'dist');
    const found = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    if (found.length === 0) throw new Error(err);
    const paths = found.map((file) => join(file.parentPath, file.name));
    return new Map(paths.map((path) => [path.slice(dist.length + 1), readFileSync(path, 'utf8')]));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const FOR_MACHINES = [
  ...['rss.xml', 'updates.atom', 'feed.json', 'history.rss', 'history.atom', 'maintenance.ics'],
  ...['badge.svg', 'metrics', 'metrics.txt', 'embed.js', 'embed/index.html'],
  ...['rss.xml', 'updates.atom', 'feed.json', 'badge.svg'].map((file) => `components/checkout/${file}`),
  ...Object.keys(STATUSPAGE).map((file) => `api/v2/${file}`),
];

describe.each(['https://shop.example/status', 'https://status.shop.example'])('built for %s', (url) => {
  const files = buildAt(url);
  const read = (path: string): string => files.get(path) ?? '';

  test.each(FOR_MACHINES)('%s is there, and keeps what is internal', (path) => {
    expect(read(path)).not.toBe('');
    expect(read(path)).not.toMatch(/secret|amina/);
  });

  test('the API is the API', () => {
    for (const [path, schema] of Object.entries(STATUSPAGE)) {
      expect([path, schema.safeParse(JSON.parse(read(`api/v2/${path}`))).error]).toEqual([path, undefined]);
    }
    expect(read('api/v2/incidents.json')).toContain(`"shortlink":"${url}/incidents/2026-11-22-pay/"`);
  });

  test('the feeds are feeds, and lead to pages that are there', () => {
    for (const { file, read: parse } of FORMATS) {
      for (const folder of ['', 'components/checkout/']) {
        const items = parse(read(folder + file));
        expect(items.length).toBe(folder === '' ? 6 : 3);
        for (const { link } of items) {
          const [page, update] = link.slice(url.length + 1).split('#');
          expect(files.get(`${page}index.html`)).toContain(`id="${update}"`);
        }
        expect(read(folder + file)).toContain(`${url}/${folder}${file}`);
      }
    }
    for (const [path, text] of files)
      if (/\.(?:xml|atom|rss|svg)$/.test(path)) expect(isWellFormed(text)).toBe(true);
  });

  test('the old address of an imported incident leads to the new one, where it is an address of this page', () => {
    const moved = files.get('incidents/7k5wl5j4f1t4/index.html');
    if (url.endsWith('/status')) expect(moved).toBeUndefined();
    else expect(moved).toContain(`0; url=${url}/incidents/2026-11-20-late/`);
  });
});
