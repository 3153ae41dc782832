import { join, resolve } from 'node:path';
import type { ContentSources } from '../../content/content.ts';
import { SECOND } from '../../time/duration.ts';
import { GitError, readGitOutput, startGit } from '../../git/run.ts';
import { readContentAt } from '../../git/read-content-at.ts';
import { resolveCommit, findRepository } from '../../git/repository.ts';
import { createFolderListener } from './file-source.ts';
import type { ContentWatcher } from './file-source.ts';
import { fetchDespiteStaleLock } from './stale-lock.ts';

/** A slow fetch is aborted and tried again later. */
const FETCH_TIMEOUT_MS = 20 * SECOND;

export interface RemoteBranch {
  readonly remote: string;
  readonly branch: string;
}

/** The default branch of the remote; otherwise the upstream of the current branch. */
export async function findRemoteBranch(root: string): Promise<RemoteBranch | undefined> {
  const ask = (...args: string[]): Promise<string> =>
    readGitOutput(root, args).then(
      (text) => text.trim(),
      (error: unknown) => {
        if (error instanceof GitError) return '';
        throw error;
      },
    );
  const remotes = (await ask('remote')).split('\n').filter((name) => name !== '');
  const upstream = await ask('rev-parse', '--abbrev-ref', '@{upstream}');
  const defaults = await ask('rev-parse', '--abbrev-ref', 'refs/remotes/origin/HEAD');
  const known = await ask(
    'for-each-ref',
    '--format=%(refname:short)',
    'refs/remotes/origin/main',
    'refs/remotes/origin/master',
  );
  for (const name of [defaults, ...known.split('\n'), upstream]) {
    const remote = remotes.find((one) => name.startsWith(`${one}/`));
    if (remote !== undefined) return { remote, branch: name.slice(remote.length + 1) };
  }
  return undefined;
}

/**
 * Watches a remote branch: fetches it from time to time and reads it from the object store. The working tree is neither
 * read nor changed.
 */
export async function createBranchWatcher(
  root: string,
  { remote, branch }: RemoteBranch,
): Promise<ContentWatcher> {
  const repository = await findRepository(root);
  const ref = `refs/remotes/${remote}/${branch}`;
  const refs = resolve(
    repository.root,
    (await readGitOutput(repository.root, ['rev-parse', '--git-path', `refs/remotes/${remote}`])).trim(),
  );
  const listener = createFolderListener();
  let known: { readonly commit: string; readonly sources: ContentSources } | undefined;
  let fetching: ReturnType<typeof startGit> | undefined;
  return {
    name: `${remote}/${branch}`,
    read: async () => {
      const commit = await resolveCommit(repository.root, ref);
      if (known?.commit !== commit) known = { commit, sources: await readContentAt(repository.root, commit) };
      return known.sources;
    },
    refresh: async () => {
      if (fetching) return;
      await fetchDespiteStaleLock(refs, async () => {
        fetching = startGit(repository.root, [...FETCH_ARGS, remote, `+refs/heads/${branch}:${ref}`]);
        const timer = setTimeout(fetching.stop, FETCH_TIMEOUT_MS);
        try {
          fetching.output.resume();
          await fetching.ended;
        } finally {
          clearTimeout(timer);
          fetching = undefined;
        }
      });
    },
    listen: (changed) => listener.listen(join(refs, branch, '..'), changed),
    stop: () => {
      fetching?.stop();
      listener.stop();
    },
  };
}

const FETCH_ARGS = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-recurse-submodules',
  '--no-auto-maintenance',
  '--no-write-fetch-head',
];
