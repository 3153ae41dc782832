import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { build, filesOf, git, read, SHOP, temporary, writeFiles } from '../support/shop-site.ts';

const { folder, remove } = temporary();
afterAll(remove);

const OPEN = 'incidents/2026-11-22-checkout.md';
const PAGE = 'incidents/2026-11-22-checkout/index.html';
const BROKEN = SHOP[OPEN]!.replace('severity: sev-2', 'severity: [').replace(
  'what is wrong',
  'the newest words',
);

/** A content root in a repository of its own; in a folder of it, where one is named. */
function repository(name: string, inside = ''): string {
  const top = join(folder, name);
  const root = join(top, inside);
  mkdirSync(root, { recursive: true });
  writeFiles(root, SHOP);
  git(top, 'init', '-q');
  git(top, 'add', '.');
  git(top, 'commit', '-qm', 'first');
  return root;
}

test('a broken file is shown in its last valid version, the page has a note, and the job fails', () => {
  const root = repository('broken');
  const before = filesOf(build(root).dist);
  writeFiles(root, { [OPEN]: BROKEN });
  git(root, 'commit', '-qam', 'breaks it');
  const { code, stderr, dist } = build(root);
  expect(code).toBe(1);
  expect(stderr).toContain(`${OPEN}:4:`);
  const after = filesOf(dist);
  expect([...after.keys()]).toEqual([...before.keys()]);
  const page = read(dist, PAGE);
  expect(page).toContain('We know what is wrong.');
  expect(page).not.toContain('the newest words');
  for (const path of [PAGE, 'index.html']) {
    const note = 'The newest version can’t be shown at the moment. You see the one from';
    expect(read(dist, path)).toMatch(new RegExp(`${note}\\s*<time datetime="2026-11-22T11:15:00Z">`));
  }
  expect(after.get('incidents/2026-11-18-orders/index.html')).toBe(
    before.get('incidents/2026-11-18-orders/index.html'),
  );
});

test('a file that parses but can’t become a correct page is replaced too', () => {
  const root = repository('unknown', 'deep/er');
  writeFiles(root, {
    [OPEN]: SHOP[OPEN]!.replace('sev-2', 'sev-9').replace('what is wrong', 'the newest words'),
  });
  const { code, dist } = build(root);
  expect(code).toBe(1);
  expect(read(dist, PAGE)).toContain('We know what is wrong.');
});

test('older versions are tried until one is good', () => {
  const root = repository('older');
  for (const word of ['[', '{', 'sev-9']) {
    writeFiles(root, { [OPEN]: SHOP[OPEN]!.replace('sev-2', word) });
    git(root, 'commit', '-qam', word);
  }
  writeFiles(root, { [OPEN]: '' });
  expect(read(build(root).dist, PAGE)).toContain('We know what is wrong.');
});

test.each([
  ['there is no git', (root: string) => writeFiles(root, { ...SHOP, [OPEN]: BROKEN })],
  [
    'it was never committed',
    (root: string) => {
      const { [OPEN]: open, ...others } = SHOP;
      writeFiles(root, others);
      git(root, 'init', '-q');
      git(root, 'add', '.');
      git(root, 'commit', '-qm', 'without it');
      writeFiles(root, { [OPEN]: open!.replace('sev-2', '[') });
    },
  ],
  [
    'the history is cut off',
    (root: string) => {
      const full = repository('full');
      writeFiles(full, { [OPEN]: BROKEN });
      git(full, 'commit', '-qam', 'breaks it');
      git(folder, 'clone', '-q', '--depth', '1', `file://${full}`, root);
    },
  ],
])('where %s, it is left out with a note on the page', (name, prepare) => {
  const root = join(folder, name.replaceAll(' ', '-'));
  mkdirSync(root, { recursive: true });
  prepare(root);
  const { code, dist } = build(root);
  expect(code).toBe(1);
  expect([...filesOf(dist).keys()]).not.toContain(PAGE);
  expect(read(dist, 'index.html')).toContain('One notice can’t be shown at the moment: 2026-11-22-checkout.');
  expect(read(dist, 'index.html')).toContain('All systems are working.');
});

test('what was no public entry stays unmentioned', () => {
  const root = repository('drill');
  const path = 'incidents/2026-11-22-secret-drill.md';
  writeFiles(root, { [path]: SHOP[OPEN]!.replace('severity', 'drill: true\nseverity') });
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'a drill');
  writeFiles(root, { [path]: BROKEN });
  const { code, dist } = build(root);
  expect(code).toBe(1);
  expect([...filesOf(dist).values()].join('')).not.toContain('secret-drill');
});
