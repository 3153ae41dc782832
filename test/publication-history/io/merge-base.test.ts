import { describe, expect, test } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import { incident, judge, page, textOf, update } from '../repository-with-history.ts';

const FILE = 'incidents/a.md';
const FIRST = update('09:10');
const SECOND = update('09:40', 'identified', 'We know what is wrong.');
const BASE = { base: 'main' };

function branch(): ReturnType<typeof page> {
  const on = page();
  on.write(FILE, incident(FIRST)).commit('09:10');
  on.git('checkout', '-q', '-b', 'feature');
  return on;
}

describe('V6.4 a branch is compared with its merge base', () => {
  test('V6.4 a new update near the time of validation is fine, committed or not', async () => {
    const on = branch();
    on.write(FILE, incident(FIRST + update('11:55', 'identified')));
    expect((await judge(on.root, '12:00', BASE)).findings).toEqual([]);
    on.commit('11:56');
    expect(await judge(on.root, '12:00', BASE)).toMatchObject({ findings: [], notes: [], published: {} });
  });

  test('V6.4 a new update that waits too long is warned of, with the time to write', async () => {
    const on = branch();
    on.write(FILE, incident(FIRST + SECOND))
      .write('incidents/b.md', incident(update('09:45')))
      .commit('09:41');
    const { findings, messages } = await judge(on.root, '12:00', BASE);
    expect(findings).toEqual(['warn valid-publish-time a.md', 'warn valid-publish-time b.md']);
    expect(messages[0]).toContain('Write the time of publication');
    expect(messages[0]).toContain('"## 2026-11-22T12:00Z identified"');
  });

  test('V6.4 an update that was published late before the branch began is not the branch’s matter', async () => {
    const on = page();
    on.write(FILE, incident(update('06:10'))).commit('09:10');
    on.git('checkout', '-q', '-b', 'feature');
    on.write(FILE, incident(update('06:10') + update('11:58', 'identified')));
    expect((await judge(on.root, '12:00', BASE)).findings).toEqual([]);
  });

  test('V6.4 deleting, renaming and moving a published incident', async () => {
    const on = branch();
    on.remove(FILE);
    expect((await judge(on.root, '12:00', BASE)).findings).toEqual(['error require-stable-permalink a.md']);
    on.write('incidents/b.md', incident(FIRST));
    expect((await judge(on.root, '12:00', BASE)).findings).toEqual(['error require-stable-permalink b.md']);
    on.remove('incidents/b.md').write('incidents/2026/a.md', incident(FIRST)).commit('11:00');
    expect((await judge(on.root, '12:00', BASE)).findings).toEqual([]);
  });

  test('V6.4 a branch that is behind: what the base published meanwhile is not missed', async () => {
    const on = branch();
    on.write(
      FILE,
      textOf(on.root, FILE).replace('---\n\n', 'internal: { commander: "@amina" }\n---\n\n'),
    ).commit('09:30');
    on.git('checkout', '-q', 'main');
    on.write(FILE, incident(FIRST + SECOND))
      .write('incidents/b.md', incident(SECOND))
      .commit('09:40');
    on.git('checkout', '-q', 'feature');
    for (const options of [BASE, {}]) expect((await judge(on.root, '12:00', options)).findings).toEqual([]);
  });

  test('V6.4 a base that was pushed over by force: what stays in common is what is compared', async () => {
    const on = branch();
    on.git('checkout', '-q', 'main');
    on.at('09:20').git('reset', '-q', '--hard', 'HEAD~1');
    on.write(FILE, incident(update('09:20'))).commit('09:20', 'Another past');
    on.git('checkout', '-q', 'feature');
    on.write(FILE, incident(update('11:58')));
    expect((await judge(on.root, '12:00', BASE)).findings).toEqual([]);
  });

  test('V6.4 a base that has nothing in common with the branch', async () => {
    const on = branch();
    on.git('checkout', '-q', '--orphan', 'stray');
    on.commit('10:00');
    expect((await judge(on.root, '12:00', BASE)).unknown).toBe('no-merge-base');
  });

  test('V6.4 a detached head, as a pull request is checked out', async () => {
    const on = branch();
    on.write(FILE, incident(FIRST.replace('We are', 'They are'))).commit('11:00');
    on.git('checkout', '-q', 'main');
    on.git('checkout', '-q', '--detach');
    on.at('11:10').git('merge', '-q', '--no-ff', '-m', 'Merge 1 into 2', 'feature');
    for (const base of ['main', 'refs/heads/main', on.git('rev-parse', 'main')]) {
      expect((await judge(on.root, '12:00', { base })).findings).toEqual(['error no-unmarked-edit a.md']);
    }
    expect((await judge(on.root)).findings).toEqual(['error no-unmarked-edit a.md']);
  });

  test('V6.4 the first import of a company’s past, on a branch', async () => {
    const on = page();
    on.git('checkout', '-q', '-b', 'import');
    for (let index = 0; index < 20; index += 1) {
      on.write(`incidents/old-${index}.md`, incident(update('06:10') + update('06:40', 'resolved')));
    }
    const { findings, notes } = await judge(on.root, '12:00', BASE);
    expect(findings).toEqual([]);
    expect(notes[0]).toContain('40 were imported in bulk');
  });

  test('V6.4 changes of the working tree are compared with the default branch when no base is given', async () => {
    const on = branch();
    on.git('checkout', '-q', 'main');
    on.write(FILE, incident(update('09:10', 'investigating', 'Other words.')));
    expect((await judge(on.root)).findings).toEqual(['error no-unmarked-edit a.md']);
    on.write(FILE, incident(FIRST + update('11:20', 'identified')));
    expect((await judge(on.root)).findings).toEqual(['warn valid-publish-time a.md']);
    on.remove(FILE);
    expect((await judge(on.root)).findings).toEqual(['error require-stable-permalink a.md']);
  });

  test('V6.4 the remote’s default branch counts: what is not pushed is not published', async () => {
    const on = page();
    on.write(FILE, incident(FIRST)).commit('09:10');
    const clone = scratch();
    on.git('clone', '-q', on.root, clone);
    on.git('-C', clone, 'rm', '-q', FILE);
    on.at('09:50').git(
      '-C',
      clone,
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@b.example',
      'commit',
      '-q',
      '-m',
      'x',
    );
    expect((await judge(clone)).findings).toEqual(['error require-stable-permalink a.md']);
    expect((await judge(clone, '12:00', { ref: 'HEAD' })).findings).toEqual([
      'warn require-stable-permalink a.md',
    ]);
  });
});
