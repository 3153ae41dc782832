import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { IncidentHistory } from '../../../src/publication-history/history.ts';
import { readBranchHistory } from '../../../src/publication-history/io/read-history.ts';
import { scratch } from '../../support/scratch.ts';
import { incident, page, update } from '../repository-with-history.ts';
import type { World } from '../repository-with-history.ts';

const FILE = 'incidents/a.md';

async function history(root: string, cacheDir?: string): Promise<IncidentHistory> {
  const read = await readBranchHistory(root, cacheDir === undefined ? {} : { cacheDir });
  if ('unknown' in read) throw new Error(read.unknown.message);
  return read.history;
}

/** Commits that leave something of every kind in the history. */
const STEPS: readonly ((on: World) => void)[] = [
  (on) => on.write(FILE, incident(update('09:10'))).commit('09:10'),
  (on) => on.write('readme.txt', 'x').commit('09:11'),
  (on) => on.write(FILE, incident(update('09:10') + update('09:40', 'identified'))).commit('09:40'),
  (on) => on.write(FILE, incident(update('09:10') + update('09:40', 'identified', 'Other.'))).commit('09:41'),
  (on) => on.write(FILE, incident(update('09:10')).replace('title', 'titel')).commit('09:42'),
  (on) =>
    on
      .write(
        FILE,
        incident(
          update('09:10') + '## 2026-11-22T09:40Z identified (corrected 2026-11-22T09:43Z)\n\nMore.\n',
        ),
      )
      .commit('09:43'),
  (on) =>
    on.write('incidents/b.md', incident(update('08:10'), { imported: '{ from: x, id: y }' })).commit('09:20'),
  (on) => {
    on.git('mv', 'incidents/b.md', 'incidents/c.md');
    on.commit('09:50');
  },
  (on) => on.remove(FILE).commit('09:51'),
  (on) => on.write(FILE, incident(update('09:10'), { title: 'Back' })).commit('09:52'),
  (on) => on.commit('09:53', "Merge branch 'main' of somewhere"),
];

describe('the history that is kept', () => {
  test('V6.4 after each commit: the same as without a cache', async () => {
    const on = page();
    const cache = join(scratch(), 'not/there/yet');
    for (const step of STEPS) {
      step(on);
      expect(await history(on.root, cache)).toEqual(await history(on.root));
      expect(await history(on.root, cache)).toEqual(await history(on.root));
    }
    expect(readdirSync(cache)).toHaveLength(1);
  });

  test('V6.4 after several commits at once', async () => {
    const on = page();
    const cache = scratch();
    await history(on.root, cache);
    for (const [index, step] of STEPS.entries()) {
      step(on);
      if (index % 4 === 3) expect(await history(on.root, cache)).toEqual(await history(on.root));
    }
  });

  test('V6.4 after many commits the cache is rewritten and continued', async () => {
    const on = page();
    const cache = scratch();
    await history(on.root, cache);
    const file = join(cache, readdirSync(cache)[0]!);
    const first = readFileSync(file, 'utf8');
    for (const step of STEPS) step(on);
    await history(on.root, cache);
    expect(readFileSync(file, 'utf8')).toBe(first);
    for (let minute = 10; minute < 30; minute += 1) on.commit(`10:${minute}`);
    await history(on.root, cache);
    expect(readFileSync(file, 'utf8')).not.toBe(first);
    on.write(FILE, incident(update('09:10') + update('10:40', 'identified'))).commit('10:40');
    expect(await history(on.root, cache)).toEqual(await history(on.root));
  });

  test('V6.4 after a forced push, back, aside and to an older commit', async () => {
    const on = page();
    const cache = scratch();
    for (const step of STEPS) step(on);
    await history(on.root, cache);
    on.git('reset', '-q', '--hard', 'HEAD~4');
    expect(await history(on.root, cache)).toEqual(await history(on.root));
    on.write(FILE, incident(update('11:00'))).commit('11:00');
    expect(await history(on.root, cache)).toEqual(await history(on.root));
    on.git('checkout', '-q', '--orphan', 'new');
    on.commit('11:10');
    on.git('branch', '-q', '-f', 'main', 'new');
    expect(await history(on.root, cache)).toEqual(await history(on.root));
  });

  test('V6.4 a line whose old end was merged as second parent', async () => {
    const on = page();
    const cache = scratch();
    on.write(FILE, incident(update('09:10'))).commit('09:10');
    await history(on.root, cache);
    on.git('checkout', '-q', '-b', 'local', 'HEAD~1');
    on.write('note.txt', 'x').commit('09:12');
    on.at('09:20').git('merge', '-q', '--no-edit', 'main');
    on.git('branch', '-q', '-f', 'main', 'local');
    expect(await history(on.root, cache)).toEqual(await history(on.root));
  });

  test('V6.4 a file that is damaged, cut short, empty, foreign or of another version is not used', async () => {
    const on = page();
    const cache = scratch();
    for (const step of STEPS) step(on);
    const real = await history(on.root, cache);
    const file = join(cache, readdirSync(cache)[0]!);
    const text = readFileSync(file, 'utf8');
    const spoilt = [
      text.slice(0, -20),
      '',
      'x',
      '{}',
      text.replace('09', '08'),
      text.replace('history 1', 'history 0'),
      text.split('\n')[0]!,
      `${text.split('\n')[0]!}\n[]`,
    ];
    for (const content of spoilt) {
      writeFileSync(file, content);
      expect(await history(on.root, cache)).toEqual(real);
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });

  test('V6.4 two content roots and two lines share a folder; so do two readers at once', async () => {
    const cache = scratch();
    const one = page('one');
    one
      .write(FILE, incident(update('09:10')))
      .write('../two/incidents/b.md', incident(update('09:10')))
      .commit('09:10');
    const two = join(one.root, '../two');
    for (let round = 0; round < 2; round += 1) {
      const read = await Promise.all([one.root, two, one.root, two].map((root) => history(root, cache)));
      expect(read.map(({ incidents }) => incidents.has('a'))).toEqual([true, false, true, false]);
    }
    expect(readdirSync(cache)).toHaveLength(2);
  });

  test('V6.4 a folder that can’t be written to costs time and nothing else', async () => {
    const on = page();
    const file = join(scratch({ file: 'x' }), 'file');
    expect(await history(on.root, join(file, 'below'))).toEqual(await history(on.root));
    const locked = scratch();
    chmodSync(locked, 0o500);
    expect(await history(on.root, locked)).toEqual(await history(on.root));
  });

  test('V6.4 a shallow clone is not kept: it may know more the next time', async () => {
    const on = page();
    const [clone, cache] = [scratch(), scratch()];
    on.git('clone', '-q', '--depth', '1', `file://${on.root}`, clone);
    await history(clone, cache);
    expect(readdirSync(cache)).toEqual([]);
  });
});
