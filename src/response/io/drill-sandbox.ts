import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGit } from '../../git/write.ts';
import type { RepositoryContext } from './repository-context.ts';

/** A copy of a repository with its own local remote, so that nothing leaves this computer. */
export interface DrillSandbox {
  /** The content root in the copy. */
  readonly root: string;
  /** Merges a branch on the remote. */
  readonly publish: (branch: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Copies the published content. The copy has no link to the original remote. */
export async function createDrillSandbox({
  repository,
  publishedCommit,
  remoteInfo,
}: RepositoryContext): Promise<DrillSandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'candor-drill-'));
  const remote = join(folder, 'remote.git');
  const work = join(folder, 'work');
  const main = `refs/heads/${remoteInfo.defaultBranch}`;
  await runGit(folder, ['init', '--quiet', '--bare', '--initial-branch', remoteInfo.defaultBranch, remote]);
  await runGit(remote, ['config', 'receive.shallowUpdate', 'true']);
  await runGit(repository.root, [
    'push',
    '--quiet',
    '--no-verify',
    '--',
    remote,
    `${publishedCommit}:${main}`,
  ]);
  await runGit(folder, ['clone', '--quiet', '--', remote, work]);
  return {
    root: join(work, repository.prefix),
    publish: async (branch) => {
      await runGit(work, ['push', '--quiet', '--no-verify', '--', 'origin', `refs/heads/${branch}:${main}`]);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
