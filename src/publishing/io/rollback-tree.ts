import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BOT_AUTHOR } from '../../github/credentials.ts';
import { tryGit, runGit } from '../../git/write.ts';
import { STABLE_PREFIX, ROLLED_BACK_PREFIX } from './rollback-tags.ts';
import type { StableTag } from './rollback-tags.ts';

/**
 * The code, configuration and policy that a rollback restores, as names at the top of a repository. Incidents, components
 * and workflows stay as they are. A company's repository has the code as a dependency, by its lock file; a checkout of
 * Candor has it in `src/`.
 */
const ENGINE_PATHS = [
  'src',
  'bin',
  'public',
  'policies',
  'words',
  'presets',
  'status.yaml',
  'package.json',
  'package-lock.json',
  'astro.config.mjs',
  'tsconfig.json',
];

async function listTopLevel(root: string, commit: string): Promise<string[]> {
  return (await runGit(root, ['ls-tree', commit])).split('\n').filter((line) => line !== '');
}

const isEnginePath = (line: string): boolean => ENGINE_PATHS.includes(line.split('\t')[1]!);

/** A hash of the code, configuration and policy of a commit. */
export async function hashEngine(root: string, commit: string): Promise<string> {
  return hash('sha256', (await listTopLevel(root, commit)).filter(isEnginePath).join('\n')).slice(0, 16);
}

/** The stable tags, and the hashes of the code that was rolled back. */
export async function readStableTags(root: string): Promise<{ stable: StableTag[]; rolledBack: string[] }> {
  const read = async (prefix: string): Promise<StableTag[]> => {
    const list = await runGit(root, ['for-each-ref', '--format=%(refname:strip=2)', `refs/tags/${prefix}`]);
    const names = list.split('\n').filter((name) => name !== '');
    return Promise.all(
      names.map(async (name) => {
        const commit = (await runGit(root, ['rev-parse', `refs/tags/${name}^{commit}`])).trim();
        return { name, commit, engine: await hashEngine(root, commit) };
      }),
    );
  };
  const [stable, rolledBack] = await Promise.all([read(STABLE_PREFIX), read(ROLLED_BACK_PREFIX)]);
  return { stable, rolledBack: rolledBack.map(({ engine }) => engine) };
}

/**
 * Creates a commit on `head` with the code and policy of `tag` and everything else of `head`. No branch moves.
 * @throws GitError
 */
export async function createRollbackCommit(root: string, head: string, tag: StableTag): Promise<string> {
  const [now, then] = await Promise.all([listTopLevel(root, head), listTopLevel(root, tag.commit)]);
  const lines = [...now.filter((line) => !isEnginePath(line)), ...then.filter(isEnginePath)];
  const tree = (await runGit(root, ['mktree'], { input: `${lines.join('\n')}\n` })).trim();
  const message = `Roll the page back to ${tag.name}\n\nIncidents, components and workflows stay as they are.\n`;
  const hasIdentity = (await tryGit(root, ['var', 'GIT_COMMITTER_IDENT'])) !== undefined;
  const env: Record<string, string> = hasIdentity ? {} : BOT_AUTHOR;
  return (await runGit(root, ['commit-tree', tree, '-p', head, '-F', '-'], { input: message, env })).trim();
}

/** Incidents and postmortems that differ between two commits. */
export async function contentChangesBetween(root: string, older: string, newer: string): Promise<string[]> {
  const list = await runGit(root, ['diff', '--name-only', older, newer, '--', 'incidents', 'postmortems']);
  return list.split('\n').filter((path) => path !== '');
}

/** Checks out a commit with its dependencies: linked from this checkout if they are the same, otherwise from npm. */
export async function checkOutCommit(root: string, commit: string, folder: string): Promise<void> {
  await runGit(root, ['worktree', 'add', '--detach', '--force', folder, commit]);
  const lock = 'package-lock.json';
  const [theirs, ours] = await Promise.all(
    [folder, root].map((checkout) => readFile(join(checkout, lock), 'utf8').catch(() => undefined)),
  );
  const installed = join(root, 'node_modules');
  if (theirs === ours && existsSync(installed))
    await symlink(installed, join(folder, 'node_modules'), 'junction');
  else
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      // Windows starts npm.cmd only through a shell.
      shell: process.platform === 'win32',
    });
}

export async function removeCheckout(root: string, folder: string): Promise<void> {
  await tryGit(root, ['worktree', 'remove', '--force', folder]);
}
