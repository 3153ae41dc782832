import { describe, expect, test } from 'vitest';
import { scratch, SHOP } from '../support/scratch.ts';
import { incident, judge, page, update, world } from './repository-with-history.ts';
import type { World } from './repository-with-history.ts';

const FILE = 'incidents/a.md';
const LATE = ['error valid-publish-time a.md'];
const OVER = update('06:10') + update('06:40', 'resolved', 'It is over.');

function many(on: World, count: number, updates: string): World {
  for (let index = 0; index < count; index += 1) on.write(`incidents/old-${index}.md`, incident(updates));
  return on;
}

describe('V6.4 what git can’t show is reported, and never a finding', () => {
  test('V6.4 no repository, no commit, no such ref', async () => {
    expect((await judge(scratch(SHOP))).unknown).toBe('no-repository');
    const on = world();
    expect((await judge(on.root)).unknown).toBe('no-commit');
    on.commit('09:00');
    for (const base of ['nowhere', '-x', '--help', 'HEAD:status.yaml', '']) {
      expect((await judge(on.root, '12:00', { base })).unknown).toBe('no-such-ref');
    }
    expect((await judge(on.root, '12:00', { ref: 'nowhere' })).unknown).toBe('no-such-ref');
  });

  test('V6.4 no git on this machine', async () => {
    const on = page();
    const path = process.env['PATH'];
    process.env['PATH'] = on.root;
    try {
      expect((await judge(on.root)).unknown).toBe('no-git');
    } finally {
      process.env['PATH'] = path;
    }
  });

  test('V6.4 the first commit of a repository brings history: one note', async () => {
    const on = world();
    on.write(FILE, incident(update('06:10')))
      .write('incidents/b.md', incident(OVER))
      .commit('09:00');
    const { findings, notes, published } = await judge(on.root);
    expect(findings).toEqual([]);
    expect(published).toEqual({});
    expect(notes).toEqual([
      'The publication time of 3 updates could not be determined: 3 are in the oldest known commit.',
    ]);
    on.write('incidents/c.md', incident(update('09:10'))).commit('09:30');
    expect((await judge(on.root)).findings).toEqual(['error valid-publish-time c.md']);
  });

  test('V6.4 incidents that are older than the repository', async () => {
    const on = world();
    on.commit('09:00');
    on.write(FILE, incident(update('06:10'))).commit('09:10');
    const { findings, notes } = await judge(on.root);
    expect(findings).toEqual([]);
    expect(notes[0]).toContain('1 are older than the repository');
  });

  test('V6.4 the first incidents of a page, where they were already over; one that was not is checked', async () => {
    const on = world();
    on.commit('2026-11-01T00:00Z');
    on.write(FILE, incident(OVER))
      .write('incidents/b.md', incident(update('06:10')))
      .commit('09:10');
    expect((await judge(on.root)).findings).toEqual(['error valid-publish-time b.md']);
  });

  test('V6.4 incidents that are over and arrive later: four are back-dated, five are brought in', async () => {
    const few = many(page(), 4, OVER);
    few.commit('09:10');
    expect(new Set((await judge(few.root)).findings).size).toBe(4);
    const more = many(page(), 5, OVER).write(FILE, incident(update('06:10')));
    more.commit('09:10');
    const { findings, notes } = await judge(more.root);
    expect(findings).toEqual([]);
    expect(notes[0]).toContain('11 were imported in bulk');
    more.write(FILE, incident(update('06:10') + update('06:40', 'identified'))).commit('09:20');
    expect((await judge(more.root)).findings).toEqual(LATE);
  });

  test('V6.4 imported incidents, and an "imported" that is only added later', async () => {
    const on = page();
    const front = { imported: '{ from: Statuspage, id: x1 }' };
    on.write(FILE, incident(update('06:10'), front)).commit('09:10');
    expect(await judge(on.root)).toMatchObject({ findings: [], published: {} });
    on.write('incidents/b.md', incident(update('06:10'))).commit('09:20');
    on.write('incidents/b.md', incident(update('06:10'), front)).commit('09:30');
    expect((await judge(on.root)).findings).toEqual(['warn valid-publish-time b.md']);
  });

  test('V6.4 a shallow clone: its edge is unknown, the rest is checked, and the note says what to do', async () => {
    const on = page();
    on.write(FILE, incident(update('09:10'))).commit('09:10');
    on.write('incidents/b.md', incident(update('09:10'))).commit('09:30');
    on.write(FILE, incident(update('09:10') + update('09:40', 'identified'))).commit('09:41');
    const clone = scratch();
    on.git('clone', '-q', '--depth', '1', `file://${on.root}`, clone);
    const edge = await judge(clone);
    expect(edge).toMatchObject({ findings: [], published: {} });
    expect(edge.notes.join()).toContain('4 are in the oldest known commit');
    expect(edge.notes.join()).toContain('fetch-depth: 0');
    on.git('-C', clone, 'fetch', '-q', '--depth', '3');
    expect(await judge(clone)).toMatchObject({
      findings: ['error valid-publish-time b.md'],
      published: { 'b/0910Z': '09:30', 'a/0940Z': '09:41' },
    });
    on.git('-C', clone, 'fetch', '-q', '--unshallow');
    const whole = await judge(clone);
    expect(whole.published).toEqual((await judge(on.root)).published);
    expect(whole.notes).toEqual([]);
  });

  test('V6.4 a shallow clone without the merge base of a branch', async () => {
    const on = page();
    on.git('checkout', '-q', '-b', 'feature');
    on.write(FILE, incident(update('09:10'))).commit('09:10');
    on.git('checkout', '-q', 'main');
    on.write('x', 'x').commit('09:20');
    const clone = scratch();
    on.git('clone', '-q', '--depth', '1', '--no-single-branch', '-b', 'feature', `file://${on.root}`, clone);
    expect((await judge(clone, '12:00', { base: 'origin/main' })).unknown).toBe('no-merge-base');
  });

  test('V6.4 a clock that went back: neither neighbour is believed, and the next one is', async () => {
    const on = page();
    on.write(FILE, incident(update('09:10'))).commit('09:10');
    on.write('incidents/b.md', incident(update('09:30'))).commit('08:30');
    on.write('incidents/c.md', incident(update('09:50'))).commit('09:50');
    on.write('incidents/d.md', incident(update('10:10'))).commit('10:40');
    const { findings, notes, published } = await judge(on.root);
    expect(findings).toEqual(['error valid-publish-time d.md']);
    expect(Object.keys(published)).toEqual(['c/0950Z', 'd/1010Z']);
    expect(notes[0]).toContain('2 have a commit date that is wrong');
  });

  test('V6.4 clocks that differ by less than the skew are believed', async () => {
    const on = page();
    on.write(FILE, incident(update('09:10'))).commit('09:12');
    on.write('incidents/b.md', incident(update('09:10'))).commit('09:08');
    expect(Object.keys((await judge(on.root)).published)).toHaveLength(2);
  });

  test('V6.4 a commit that is dated in the future', async () => {
    const on = page();
    on.write(FILE, incident(update('09:10'))).commit('2031-01-01T00:00Z');
    expect(await judge(on.root)).toMatchObject({ findings: [], published: {} });
  });

  test('V6.4 a pull that makes the local copy the line: what others published is not dated by the merge', async () => {
    const on = page();
    const remote = scratch();
    on.git('clone', '-q', '--bare', on.root, remote);
    on.git('remote', 'add', 'origin', remote);
    const other = scratch();
    on.git('clone', '-q', remote, other);
    const colleague = world('', other);
    colleague.write(FILE, incident(update('09:10'))).commit('09:10');
    colleague.git('push', '-q', 'origin', 'main');
    on.write('note.txt', 'x').commit('09:05');
    on.at('10:00').git('pull', '-q', '--no-rebase', '--no-edit', 'origin', 'main');
    on.git('push', '-q', 'origin', 'main');
    expect(on.git('log', '-1', '--format=%s')).toMatch(/^Merge branch 'main' of /);
    const { findings, notes } = await judge(on.root);
    expect(findings).toEqual([]);
    expect(notes[0]).toContain('1 were added by a merge of the default branch into a copy of it');
  });
});
