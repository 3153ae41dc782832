import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { SHOP } from '../support/shop-files.ts';
import { build, filesOf, git, read, temporary, writeFiles } from '../support/shop-site.ts';
import type { Files } from '../support/shop-files.ts';

const { folder, remove } = temporary();
afterAll(remove);

const OPEN = 'incidents/2026-11-22-checkout.md';
const PAGE = 'incidents/2026-11-22-checkout/index.html';
const BROKEN = SHOP[OPEN]!.replace('severity: sev-2', 'severity: [').replace(
  'what is wrong',
  'the newest words',
);

/** A content root in a repository of its own; in a folder of it, where one is named. */
function repository(name: string, inside = '', files: Files = SHOP): string {
  const top = join(folder, name);
  const root = join(top, inside);
  mkdirSync(root, { recursive: true });
  writeFiles(root, files);
  git(top, 'init', '-q');
  git(top, 'add', '.');
  git(top, 'commit', '-qm', 'first');
  return root;
}

test('a broken file is shown in its last valid version with a note, and the job is red (V6.4)', () => {
  const root = repository('broken', 'deep/er');
  const before = filesOf(build(root).dist);
  writeFiles(root, {
    [OPEN]: BROKEN,
    'components/orders.md': '---\nname: Orders\ngroup: Store\norder: two\n---\n',
  });
  git(root, 'commit', '-qam', 'breaks it');
  const { code, stderr, dist } = build(root);
  expect(code).toBe(1);
  expect(stderr).toContain(`${OPEN}:4:`);
  const after = filesOf(dist);
  expect([...after.keys()]).toEqual([...before.keys()]);
  expect(read(dist, PAGE)).toContain('We know what is wrong.');
  expect(read(dist, PAGE)).not.toContain('the newest words');
  const note = 'The newest version can’t be shown at the moment. You see the one from';
  for (const path of [PAGE, 'index.html'])
    expect(read(dist, path)).toMatch(
      new RegExp(`${note}\\s*<time datetime="2026-11-22T11:15:00Z" class="exact">`),
    );
  expect(read(dist, 'index.html').replace(/\s+/g, ' ')).toContain(
    `<a href="/status/components/orders/" dir="auto">Orders</a>: ${note}`,
  );
  expect(after.get('incidents/2026-11-18-orders/index.html')).toBe(
    before.get('incidents/2026-11-18-orders/index.html'),
  );
});

test('where no valid version is known, every part of the site shows that the state isn’t known', () => {
  const root = join(folder, 'without-git');
  writeFiles(root, { ...SHOP, [OPEN]: BROKEN });
  const { code, dist } = build(root);
  expect(code).toBe(1);
  const files = filesOf(dist);
  expect([...files.keys()]).not.toContain(PAGE);
  expect([...files.values()].join('')).not.toContain('2026-11-22-checkout');
  const unknown = 'We can’t tell at the moment whether all systems are working.';
  const home = read(dist, 'index.html');
  expect(home).toContain(`<title>${unknown} Vayva status</title>`);
  expect(home).toContain(`<h1 class="long">${unknown}</h1>`);
  expect(home).toContain('One notice can’t be shown at the moment.');
  expect(home).not.toContain('All systems are working');
  for (const path of [
    'embed/index.html',
    'rss.xml',
    'updates.atom',
    'feed.json',
    'history.atom',
    'history.rss',
  ])
    expect(read(dist, path), path).toContain(unknown);
  for (const path of ['badge.svg', 'components/checkout/badge.svg', 'components/checkout/index.html'])
    expect(read(dist, path), path).toContain('Not known');
  expect(JSON.parse(read(dist, 'api/v2/status.json'))).toMatchObject({
    status: { indicator: 'minor', description: 'Status Unknown' },
  });
  const { components } = JSON.parse(read(dist, 'api/v2/components.json')) as {
    components: { status: string }[];
  };
  expect(new Set(components.map(({ status }) => status))).toEqual(new Set(['degraded_performance']));
  expect(read(dist, 'metrics')).toContain('candor_state{state="unknown"} 1');
});

test('a build that would lose an open incident writes nothing (V6.4)', () => {
  const root = repository('lost', '', { ...SHOP });
  const before = filesOf(build(root).dist);
  rmSync(join(root, OPEN));
  git(root, 'commit', '-qam', 'Tidy up');
  const { code, stderr, dist } = build(root);
  expect(code).toBe(2);
  expect(stderr).toContain(
    'Nothing was built: the page would lose the open incident "2026-11-22-checkout", because incidents/2026-11-22-checkout.md was removed.',
  );
  expect(filesOf(dist)).toEqual(before);
  git(root, 'commit', '-q', '--allow-empty', '-m', 'Withdraws: 2026-11-22-checkout');
  expect(build(root).code).toBe(0);
  expect(read(dist, 'index.html')).toContain('All systems are working.');
});
