import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { scratch } from '../../support/scratch.ts';

/** A bare repository and any number of clones of it. */
export interface TestRepository {
  readonly bare: string;
  readonly clone: () => string;
  readonly git: (folder: string, ...args: readonly string[]) => string;
}

export function createTestRepository(): TestRepository {
  const folder = scratch({ 'readme.txt': 'x' });
  const git = (cwd: string, ...args: readonly string[]): string =>
    execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const bare = join(folder, 'remote.git');
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  let count = 0;
  const clone = (): string => {
    count += 1;
    const path = join(folder, `clone-${count}`);
    git(folder, 'clone', '--quiet', bare, path);
    return path;
  };
  return { bare, clone, git };
}
