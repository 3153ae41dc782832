import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { findNewSecrets } from '../../src/secrets/io/find-new-secrets.ts';
import { run } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';
import { GITHUB_TOKEN, PLANTED } from '../support/fake-secrets.ts';

const INCIDENT = 'incidents/2026-11-22-checkout.md';

/** A repository with the small shop on its `main`, and a way to commit to it. */
function repository() {
  const root = scratch(SHOP);
  const git = (...args: string[]): string => {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' };
    const named = ['-c', 'user.name=A', '-c', 'user.email=a@shop.example', ...args];
    return execFileSync('git', named, { cwd: root, env, stdio: 'pipe', encoding: 'utf8' }).trim();
  };
  const commit = (files: Readonly<Record<string, string | undefined>>, message = 'Change it'): string => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      if (text === undefined) rmSync(join(root, path));
      else writeFileSync(join(root, path), text);
    }
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '-m', message);
    return git('rev-parse', '--short', 'HEAD');
  };
  git('init', '-q', '-b', 'main');
  commit({});
  git('switch', '-qc', 'branch');
  return { root, git, commit };
}

const scan = (root: string, ...args: string[]) => run('secrets', ['--root', root, ...args]);

describe('U6.1: npx candor secrets', () => {
  test('finds nothing in a clean repository', () => {
    const { root } = repository();
    expect(scan(root)).toMatchObject({ code: 0, out: '3 files checked: no findings.\n', err: '' });
  });

  test('finds a secret in an incident file, and shows no letter of it', () => {
    const { root, commit } = repository();
    commit({ [INCIDENT]: `---\ntitle: Orders fail\n---\n\nIt fails with ${GITHUB_TOKEN}.\n` });
    for (const format of ['terminal', 'github']) {
      const { code, out } = scan(root, '--base', 'main', '--format', format);
      expect(code).toBe(1);
      expect(out).not.toContain(GITHUB_TOKEN.slice(0, 8));
      expect(out).not.toContain(GITHUB_TOKEN.slice(-8));
    }
    expect(scan(root, '--format', 'github').out).toMatch(
      /^::error file=incidents\/2026-11-22-checkout\.md,line=5,endLine=5,col=\d+,endColumn=\d+,title=no-secrets \(U6\.1\)::This looks like a secret \(github\)\.%0ARevoke it first/,
    );
  });

  test('finds one in a commit that a later one took away, and in one that was never in a file for long', () => {
    const { root, commit } = repository();
    const planted = commit({ [INCIDENT]: `token ${GITHUB_TOKEN}\n`, 'notes.txt': 'none\n' });
    commit({ [INCIDENT]: undefined });
    expect(scan(root).code).toBe(0);
    const { code, out } = scan(root, '--base', 'main');
    expect(code).toBe(1);
    expect(out).toContain(`${INCIDENT}:1:`);
    expect(out).toContain(
      `This looks like a secret (github), in commit ${planted}; a later commit removed it, but it can still be read.`,
    );
    expect(out).toContain('1 error');
  });

  test('finds one in the message of a commit', () => {
    const { root, commit } = repository();
    const planted = commit({}, `Try it\n\nwith ${PLANTED['a Stripe or Paystack key']}`);
    const { code, out } = scan(root, '--base', 'main');
    expect(code).toBe(1);
    expect(out).toContain(`in the message of commit ${planted}.`);
  });

  test('leaves what the base had alone in commits, and comments that ask to be passed over', () => {
    const { root, git, commit } = repository();
    git('switch', '-q', 'main');
    commit({ 'notes.txt': `${GITHUB_TOKEN}\n` });
    commit({ 'notes.txt': 'gone\n' });
    git('switch', '-qC', 'branch');
    commit({ 'more.md': 'Nothing.\n' });
    expect(scan(root, '--base', 'main').code).toBe(0);
    commit({ 'more.md': `<!-- secretlint-disable -->\n${GITHUB_TOKEN} // secretlint-disable-line\n` });
    expect(scan(root, '--base', 'main').code).toBe(1);
  });

  test.each(Object.entries(PLANTED))('finds %s in an incident file', (_what, secret) => {
    const { root } = repository();
    writeFileSync(join(root, 'status.yaml'), `# ${secret}\n`);
    const { code, out } = scan(root);
    expect(code).toBe(1);
    expect(out).toContain('status.yaml:1:');
  });

  test('a file whose name is a workflow command can not begin one', () => {
    const { root, commit } = repository();
    commit({ 'a\n::error::b.md': GITHUB_TOKEN, 'ü,:.md': GITHUB_TOKEN });
    const lines = scan(root, '--format', 'github').out.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.filter((line) => line.startsWith('::error file='))).toHaveLength(2);
  });

  test('reads the files alone where the base is not there: the first push of a branch, a force push', () => {
    const { root } = repository();
    const { code, out } = scan(root, '--base', '0'.repeat(40));
    expect(code).toBe(0);
    expect(out).toContain('Scanned only the current files.');
  });

  test('this repository holds none', () => {
    expect(scan(ENGINE_ROOT)).toMatchObject({ code: 0 });
  });

  test.each([
    [['--format', 'xml'], /expected terminal or github/],
    [['--nonsense'], /Unknown option/],
  ])('exits 2 for %j', (args, message) => {
    const ran = run('secrets', args, { cwd: scratch() });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(message);
  });

  test('exits 2 outside of a repository', () => {
    expect(scan(scratch())).toMatchObject({ code: 2, out: '' });
  });
});

describe('U6.1: what the commits of a pull request add', () => {
  test('also what a later commit removed, and a message, each with its commit; main itself is not searched', async () => {
    const { root, git, commit } = repository();
    const base = git('rev-parse', 'HEAD');
    const first = commit({ 'notes.md': `one\nTry ${GITHUB_TOKEN}.\n` });
    const second = commit({ 'notes.md': undefined }, `Remove ${PLANTED['an npm token']}`);
    commit({ [INCIDENT]: `It fails with ${PLANTED['a Stripe or Paystack key']}.\n` });
    const found = await findNewSecrets(root, base, git('rev-parse', 'HEAD'));
    expect(found.map(({ location, message }) => [location.path, location.line, message]).toSorted()).toEqual(
      [
        [`${second} message`, 1, expect.stringContaining(`in the message of commit ${second}.`)],
        [INCIDENT, 1, expect.not.stringContaining('commit')],
        ['notes.md', 2, expect.stringContaining(`in commit ${first}; a later commit removed it`)],
      ].toSorted(),
    );
    expect(JSON.stringify(found)).not.toContain(GITHUB_TOKEN.slice(4, 16));
    expect(await findNewSecrets(root, 'HEAD', 'HEAD')).toEqual([]);
  });

  test('not what the same file on main has already, so that an open incident can go on', async () => {
    const { root, git, commit } = repository();
    git('switch', '-q', 'main');
    commit({ [INCIDENT]: `It fails with ${GITHUB_TOKEN}.\n` });
    const base = git('rev-parse', 'HEAD');
    commit({ [INCIDENT]: `It fails with ${GITHUB_TOKEN}.\nWe look into it.\n` });
    expect(await findNewSecrets(root, base, git('rev-parse', 'HEAD'))).toEqual([]);
    commit({ [INCIDENT]: `It fails with ${GITHUB_TOKEN}.\nAlso with ${PLANTED['an npm token']}.\n` });
    const found = await findNewSecrets(root, base, git('rev-parse', 'HEAD'));
    expect(found.map(({ location }) => location.line)).toEqual([2]);
  });

  test('a file that is too large to be searched is a warning', async () => {
    const { root, git, commit } = repository();
    commit({ 'dump.txt': 'a'.repeat((8 << 20) + 1) });
    expect(await findNewSecrets(root, 'main', git('rev-parse', 'HEAD'))).toMatchObject([
      {
        level: 'warn',
        location: { path: 'dump.txt' },
        message: 'It is too large to be searched for secrets.',
      },
    ]);
  });
});
