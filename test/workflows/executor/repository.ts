import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENGINE_ROOT } from '../../../src/files/engine.ts';
import { CANDOR, run } from '../../support/run.ts';
import { scratch } from '../../support/scratch.ts';
import type { RemoteRepository } from './event.ts';
import { git } from './git.ts';

/** A status repository, engine and all, with a real remote. */
export interface StatusRepository extends RemoteRepository {
  /** A checkout to change and push from. */
  readonly root: string;
  readonly git: (...args: string[]) => string;
  /** Commits files (null takes one away) to a branch and pushes it; gives the commits before and after. */
  readonly commit: (
    files: Readonly<Record<string, string | null>>,
    branch?: string,
    message?: string,
  ) => Pushed;
}

export interface Pushed {
  readonly before: string;
  readonly after: string;
}

/** What no workflow runs. */
const LEFT_OUT = /^(?:test|bench|examples|docs)\/|^(?:incidents|postmortems)\/.*\.md$/;
/** The engine's source. In its place, most tests run the built package: it starts in half the time. */
const SOURCE = /^(?:src|scripts|create-candor)\//;
const RUNS_PACKAGE = { 'src/cli/candor.ts': `await import(${JSON.stringify(CANDOR)});\n` };

/**
 * This repository as it lies on the disk, committed or not, with these files over it. The example incidents and their
 * postmortems are left out.
 */
export function statusRepository(
  files: Readonly<Record<string, string>> = {},
  { name = 'shop/status', engine = 'package' }: { name?: string; engine?: 'package' | 'source' } = {},
): StatusRepository {
  const folder = scratch();
  const root = join(folder, 'checkout');
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ENGINE_ROOT,
    encoding: 'utf8',
  });
  for (const path of list.split('\0')) {
    const from = join(ENGINE_ROOT, path);
    if (
      path === '' ||
      LEFT_OUT.test(path) ||
      (engine === 'package' && SOURCE.test(path)) ||
      !existsSync(from) ||
      !lstatSync(from).isFile()
    )
      continue;
    cpSync(from, join(root, path));
  }
  const own = engine === 'package' ? RUNS_PACKAGE : {};
  return publish(folder, root, { ...own, ...files }, name);
}

/** The repository that `candor init` makes for a company, with these files over it: Candor is its dependency. */
export function companyRepository(
  answers: readonly string[],
  files: Readonly<Record<string, string>> = {},
  name = 'acme/status',
): StatusRepository {
  const folder = scratch();
  const root = join(folder, 'checkout');
  mkdirSync(root);
  const { code, err } = run('init', ['--root', root, ...answers]);
  if (code !== 0) throw new Error(err);
  return publish(folder, root, { 'package-lock.json': '{}\n', ...files }, name);
}

/** Commits a folder as it is, and pushes it to a new remote. */
function publish(
  folder: string,
  root: string,
  files: Readonly<Record<string, string>>,
  name: string,
): StatusRepository {
  const bare = join(folder, 'remote.git');
  git(folder, 'init', '-q', '-b', 'main', root);
  git(folder, 'init', '-q', '--bare', '-b', 'main', bare);
  git(root, 'remote', 'add', 'origin', bare);
  const own = (...args: string[]): string => git(root, ...args);
  write(root, files);
  own('add', '-A');
  own('commit', '-q', '-m', 'Begin');
  own('push', '-q', 'origin', 'main');
  const commit: StatusRepository['commit'] = (changes, branch = 'main', message = 'Change') => {
    own('checkout', '-q', '-B', branch, exists(own, branch) ? branch : 'main');
    const before = own('rev-parse', 'HEAD');
    write(root, changes);
    own('add', '-A');
    own('commit', '-q', '--allow-empty', '-m', message);
    own('push', '-q', '--force', 'origin', `HEAD:refs/heads/${branch}`);
    return { before, after: own('rev-parse', 'HEAD') };
  };
  return { name, folder: bare, root, git: own, commit };
}

function exists(own: StatusRepository['git'], branch: string): boolean {
  return own('for-each-ref', `refs/heads/${branch}`) !== '';
}

function write(root: string, files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    if (text === null) rmSync(file);
    else writeFileSync(file, text);
  }
}
