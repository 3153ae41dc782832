import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBase } from '../../../src/publication-history/io/merge-base.ts';
import { readBranchHistory } from '../../../src/publication-history/io/read-history.ts';
import { isBackMerge, parseLog, readLog, readFullLog } from '../../../src/git/log.ts';
import { scratch } from '../../support/scratch.ts';
import { incident, judge, page, update, world } from '../repository-with-history.ts';

const FILE = 'incidents/a.md';
const CLEAN = { findings: [], published: { 'a/0910Z': '09:10' }, notes: [] };

async function idsOf(root: string): Promise<string[]> {
  const read = await readBranchHistory(root);
  return 'history' in read ? [...read.history.incidents.keys()].toSorted() : [read.unknown.message];
}

describe('reading the default branch', () => {
  test('V6.4 a content root in a folder of the repository, whatever that is called', async () => {
    for (const content of ['examples/vauntico', '*', ':(glob)**', '-x', 'a "b"\n', 'été']) {
      const on = page(content);
      on.write(FILE, incident(update('09:10'))).commit('09:10');
      writeFileSync(join(on.root, '..', 'incidents-elsewhere.md'), 'x');
      expect(await judge(on.root)).toMatchObject(CLEAN);
      expect(await judge(on.root, '12:00', { base: 'HEAD~1' })).toMatchObject({ notes: [] });
    }
  });

  test('V6.4 two content roots in one repository don’t see each other', async () => {
    const on = page('one');
    on.write('../two/incidents/b.md', incident(update('06:10'))).write(FILE, incident(update('09:10')));
    on.commit('09:10');
    expect(await judge(on.root)).toMatchObject(CLEAN);
  });

  test('V6.4 hostile file names and what is not a file', async () => {
    const on = page();
    const names = [
      '-rf.md',
      '--help.md',
      'a\nb.md',
      '"quoted".md',
      ':colon.md',
      '>mark.md',
      'é.md',
      ' .md',
      'tab\t.md',
      'x\0'.slice(0, 1) + '.md',
    ];
    for (const name of names) on.write(`incidents/${name}`, incident(update('09:10')));
    for (const name of ['.hidden.md', 'README.md', 'note.txt']) on.write(`incidents/${name}`, 'x');
    writeFileSync(
      Buffer.concat([Buffer.from(`${on.root}/incidents/`), Buffer.from([0xff, 0xfe]), Buffer.from('.md')]),
      'x',
    );
    mkdirSync(join(on.root, 'incidents/folder.md'));
    symlinkSync('../status.yaml', join(on.root, 'incidents/link.md'));
    on.write('incidents/folder.md/inside.md', incident(update('09:10'))).write(
      FILE,
      incident(update('09:10')),
    );
    on.commit('09:10');
    const ids = await idsOf(on.root);
    expect(ids).toEqual(
      expect.arrayContaining([
        '-rf',
        '--help',
        'a\nb',
        '"quoted"',
        ':colon',
        '>mark',
        'é',
        'a',
        'inside',
        'long-ago',
        'x',
      ]),
    );
    expect(ids).not.toContain('link');
    expect(ids).not.toContain('README');
  });

  test('V6.4 bytes that are not text, and files that are huge', async () => {
    const on = page();
    on.write(FILE, incident(update('09:10'))).commit('09:10');
    writeFileSync(join(on.root, FILE), Buffer.from([0xff, 0x00, 0x0a, 0x0a]));
    on.commit('09:20');
    on.write(FILE, `${incident(update('09:10'))}${'x'.repeat(3_000_000)}`).commit('09:30');
    on.write(FILE, incident(update('09:10'))).commit('09:40');
    expect(await judge(on.root)).toMatchObject(CLEAN);
  });

  test('V6.4 a worktree, and a submodule', async () => {
    const on = page();
    on.write(FILE, incident(update('09:10'))).commit('09:10');
    const tree = join(scratch(), 'tree');
    on.git('worktree', 'add', '-q', '-b', 'other', tree);
    expect(await judge(tree)).toMatchObject(CLEAN);
    const outer = world();
    outer.commit('2026-11-01T00:00Z');
    outer.git('submodule', '--quiet', 'add', on.root, 'status');
    outer.commit('09:20');
    expect(await judge(join(outer.root, 'status'))).toMatchObject(CLEAN);
    expect(await judge(outer.root)).toMatchObject({ findings: [], published: {} });
  });

  test('V6.4 what a hook or a user has set changes nothing', async () => {
    const on = page();
    on.write(FILE, incident(update('09:10'))).commit('09:10');
    const settings = {
      'log.showSignature': 'true',
      'color.ui': 'always',
      'diff.relative': 'true',
      'diff.renames': 'copies',
      'diff.noprefix': 'true',
      'log.diffMerges': 'combined',
      'log.date': 'relative',
      'format.pretty': 'oneline',
      'core.quotePath': 'true',
      'core.abbrev': '5',
      'diff.external': 'false',
      'core.fsmonitor': 'false; touch pwned; false',
      'core.pager': 'false',
    };
    for (const [key, value] of Object.entries(settings)) on.git('config', key, value);
    const elsewhere = {
      GIT_DIR: '/nowhere',
      GIT_WORK_TREE: '/nowhere',
      GIT_INDEX_FILE: '/nowhere',
      GIT_PREFIX: 'x/',
      GIT_EXTERNAL_DIFF: 'false',
      GIT_ICASE_PATHSPECS: '1',
    };
    try {
      Object.assign(process.env, elsewhere);
      expect(await judge(on.root)).toMatchObject(CLEAN);
      expect(await judge(on.root, '12:00', { base: 'HEAD' })).toMatchObject({
        findings: [],
        unknown: undefined,
      });
    } finally {
      for (const name of Object.keys(elsewhere)) delete process.env[name];
    }
  });

  test('V6.4 a replaced commit is not believed', async () => {
    const on = page();
    on.write(FILE, incident(update('09:10'))).commit('10:00');
    const late = on.git('rev-parse', 'HEAD');
    on.at('09:10').git('commit', '-q', '--amend', '-m', 'Other');
    on.git('replace', late, 'HEAD');
    on.git('reset', '-q', '--hard', late);
    expect((await judge(on.root)).findings).toEqual(['error valid-publish-time a.md']);
  });

  test('V6.4 a root that is not there is an error of its own', async () => {
    await expect(readBranchHistory('/nowhere/at/all')).rejects.toThrow('ENOENT');
  });

  test('V6.4 the base: what differs, what is gone, and every path', async () => {
    const on = page('status');
    on.write(FILE, incident(update('09:10')))
      .write('incidents/b.md', 'b')
      .write('incidents/c.md', 'c')
      .commit('09:10');
    on.git('checkout', '-q', '-b', 'feature');
    on.write(FILE, 'changed').remove('incidents/b.md').write('incidents/new.md', 'new').commit('09:20');
    on.write('incidents/c.md', 'changed, not committed').write('incidents/untracked.md', 'x');
    const base = await readBase(on.root, 'main');
    if ('unknown' in base) throw new Error(base.unknown.message);
    expect([...base.paths].toSorted()).toEqual([
      'incidents/a.md',
      'incidents/b.md',
      'incidents/c.md',
      'incidents/long-ago.md',
    ]);
    expect(
      Object.fromEntries(
        [...base.changed].map(([path, { text }]) => [path, text.length > 9 ? 'long' : text]),
      ),
    ).toEqual({
      'incidents/a.md': 'long',
      'incidents/b.md': 'b',
      'incidents/c.md': 'c',
    });
    expect(new Date(base.at).toISOString()).toBe('2026-11-22T09:10:00.000Z');
  });
});

describe('reading a long line in stretches', () => {
  test('V6.4 each commit once, oldest first, however long a stretch is', async () => {
    const on = page();
    for (let index = 0; index < 5; index += 1) {
      on.write(FILE, incident(update('09:10') + '\n'.repeat(index))).commit(
        `09:1${index}`,
        `Number ${index}`,
      );
    }
    const whole = await Array.fromAsync(readLog(on.root, '', ['HEAD']));
    expect(whole.map(({ subject }) => subject).slice(2)).toEqual(
      [0, 1, 2, 3, 4].map((index) => `Number ${index}`),
    );
    for (const longest of [1, 2, 3, 4, 6, 7, 8]) {
      expect(await Array.fromAsync(readFullLog(on.root, '', 'HEAD', longest))).toEqual(whole);
    }
  });
});

describe('reading what git writes', () => {
  const zero = '0'.repeat(40);
  const one = '1'.repeat(40);
  const written = [
    `>${one} 1000 |First\0\n:000000 100644 ${zero} ${one} A\0x/incidents/a.md\0:000000 120000 ${zero} ${one} A\0x/incidents/l.md\0`,
    `>${zero} 2000 ${one} ${one}|>Second | é\0>${one} 3000 ${zero}|\0\n:100644 000000 ${one} ${zero} D\0x/incidents/a.md\0`,
  ].join('');

  test('V6.4 wherever the stream is cut', async () => {
    const bytes = Buffer.from(written);
    for (let size = 1; size <= bytes.length; size += 7) {
      const chunks = async function* (): AsyncGenerator<Buffer> {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      };
      const commits = await Array.fromAsync(parseLog(chunks(), 'x/'));
      expect(commits).toEqual([
        {
          commit: one,
          at: 1_000_000,
          subject: 'First',
          files: [{ path: 'incidents/a.md', blob: one }, { path: 'incidents/l.md' }],
        },
        { commit: zero, at: 2_000_000, parent: one, subject: '>Second | é', files: [] },
        { commit: one, at: 3_000_000, parent: zero, subject: '', files: [{ path: 'incidents/a.md' }] },
      ]);
    }
  });

  test.each([
    ["Merge branch 'main' of github.com:acme/status", true],
    ["Merge remote-tracking branch 'origin/main'", true],
    ["Merge branch 'main' into feature", true],
    ["Merge branch 'trunk' of x", true],
    ["Merge branch 'feature'", false],
    ['Merge pull request #1 from acme/main', false],
    ["Merge branch 'main-page'", false],
  ])('V6.4 %s', (subject, own) => {
    expect(isBackMerge(subject, 'refs/remotes/origin/trunk')).toBe(own);
  });

  test('git is here, and can what is asked of it', () => {
    expect(execFileSync('git', ['--version'], { encoding: 'utf8' })).toMatch(
      /^git version 2\.(?:3[1-9]|[4-9]\d)/,
    );
  });
});
