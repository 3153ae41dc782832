import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BOT_AUTHOR } from '../../github/credentials.ts';
import { tryGit, runGit } from '../../git/write.ts';
import { STABLE_PREFIX, ROLLED_BACK_PREFIX } from './rollback-tags.ts';
import type { StableTag } from './rollback-tags.ts';

/** Worked out here: a rollback must also run where the dependencies of the faulty engine can't be installed. */
const ENGINE_ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * What a site is built with, by the names at the top of a repository: code, settings, the policy. What a rollback puts
 * back. All else stays as it is: what was written about incidents, components, workflows.
 */
const ENGINE_PATHS = [
  'src',
  'public',
  'policies',
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

/** What a commit's site is built with, as one word: equal where that is equal. */
export async function hashEngine(root: string, commit: string): Promise<string> {
  return hash('sha256', (await listTopLevel(root, commit)).filter(isEnginePath).join('\n')).slice(0, 16);
}

/** The tags that mark what was published green, and the engines that were rolled back. */
export async function readStableTags(root: string): Promise<{ stable: StableTag[]; withdrawn: string[] }> {
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
  const [stable, withdrawn] = await Promise.all([read(STABLE_PREFIX), read(ROLLED_BACK_PREFIX)]);
  return { stable, withdrawn: withdrawn.map(({ engine }) => engine) };
}

/**
 * A commit on top of `head` that is built as `tag` was, with everything else of `head`. No branch moves.
 * @throws GitError
 */
export async function createRollbackCommit(root: string, head: string, tag: StableTag): Promise<string> {
  const [now, then] = await Promise.all([listTopLevel(root, head), listTopLevel(root, tag.commit)]);
  const lines = [...now.filter((line) => !isEnginePath(line)), ...then.filter(isEnginePath)];
  const tree = (await runGit(root, ['mktree'], { input: `${lines.join('\n')}\n` })).trim();
  const message = `Roll the page back to ${tag.name}\n\nWhat was written about incidents stays; so do components and workflows.\n`;
  const named = (await tryGit(root, ['var', 'GIT_COMMITTER_IDENT'])) !== undefined;
  const env: Record<string, string> = named ? {} : BOT_AUTHOR;
  return (await runGit(root, ['commit-tree', tree, '-p', head, '-F', '-'], { input: message, env })).trim();
}

/** The files about incidents that differ between two commits. */
export async function contentChangesBetween(root: string, older: string, newer: string): Promise<string[]> {
  const list = await runGit(root, ['diff', '--name-only', older, newer, '--', 'incidents', 'postmortems']);
  return list.split('\n').filter((path) => path !== '');
}

/**
 * Checks a commit out into a folder of its own, with its dependencies: those that are here if they are the same, or else
 * from npm.
 */
export async function checkOutCommit(root: string, commit: string, folder: string): Promise<void> {
  await runGit(root, ['worktree', 'add', '--detach', '--force', folder, commit]);
  const lock = 'package-lock.json';
  const [wanted, have] = await Promise.all(
    [folder, ENGINE_ROOT].map((place) => readFile(join(place, lock), 'utf8').catch(() => undefined)),
  );
  const own = join(ENGINE_ROOT, 'node_modules');
  if (wanted === have && existsSync(own)) await symlink(own, join(folder, 'node_modules'));
  else
    await promisify(execFile)('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
    });
}

/** Takes such a folder away again. */
export async function removeCheckout(root: string, folder: string): Promise<void> {
  await tryGit(root, ['worktree', 'remove', '--force', folder]);
}
