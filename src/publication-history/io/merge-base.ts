import type { PublishedBase } from '../with-branch.ts';
import type { SourceFile } from '../../content/source.ts';
import { GitError, readGitOutput, catchGitError } from '../../git/run.ts';
import type { GitFailure } from '../../git/run.ts';
import { openBlobReader } from '../../git/blobs.ts';
import { isIncidentFile } from '../../git/log.ts';
import { resolveCommit, findRepository } from '../../git/repository.ts';

/**
 * Reads the incident files at the merge base of `ref` and `HEAD`, with the old texts of those that the working tree changed or
 * removed, and the old `status.yaml`; or returns why that is not possible.
 */
export async function readBase(
  root: string,
  ref: string,
): Promise<PublishedBase | { readonly unknown: GitFailure }> {
  return catchGitError(async () => {
    const { root: folder, prefix, shallow } = await findRepository(root);
    const [theirs, ours] = [await resolveCommit(folder, ref), await resolveCommit(folder, 'HEAD')];
    const commit = await findMergeBase(folder, theirs, ours, ref, shallow);
    const [date, list, changed] = await Promise.all([
      readGitOutput(folder, ['log', '-1', '--no-show-signature', '--format=%ct', commit]),
      readGitOutput(folder, ['ls-tree', '-r', '-z', '--name-only', commit, '--', 'incidents/']),
      readGitOutput(folder, ['diff', ...DIFF_ARGS, commit, '--', 'incidents', SITE_FILE]),
    ]);
    const paths = new Set(list.split('\0').filter(isIncidentFile));
    const old = await readOldTexts(folder, prefix, changed);
    const site = old.get(SITE_FILE);
    old.delete(SITE_FILE);
    return { commit, at: Number(date.trim()) * 1000, paths, changed: old, ...(site && { site }) };
  });
}

const SITE_FILE = 'status.yaml';

const DIFF_ARGS = [
  '--raw',
  '--no-abbrev',
  '--no-renames',
  '--no-relative',
  '--no-ext-diff',
  '--no-color',
  '-z',
];

async function findMergeBase(
  folder: string,
  theirs: string,
  ours: string,
  ref: string,
  shallow: boolean,
): Promise<string> {
  try {
    return (await readGitOutput(folder, ['merge-base', theirs, ours])).trim();
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'failed') throw error;
    const help = shallow
      ? 'Fetch the whole history: "git fetch --unshallow", or fetch-depth: 0 in a workflow.'
      : 'Pass the branch that this one was created from.';
    throw new GitError('no-merge-base', `HEAD and "${ref}" have no commit in common here.`, help);
  }
}

/** The old texts of the files in a raw diff, by their paths from the content root. */
async function readOldTexts(folder: string, prefix: string, diff: string): Promise<Map<string, SourceFile>> {
  const tokens = diff.split('\0');
  const blobs = openBlobReader(folder);
  try {
    const requests: Promise<SourceFile>[] = [];
    for (let at = 0; at + 1 < tokens.length; at += 2) {
      const [mode = '', , blob = ''] = tokens[at]!.slice(1).split(' ');
      const path = tokens[at + 1]!.slice(prefix.length);
      if (mode.startsWith('100') && (isIncidentFile(path) || path === SITE_FILE))
        requests.push(blobs.read(blob, path));
    }
    const results = Promise.all(requests);
    results.catch(() => undefined);
    await blobs.close();
    return new Map((await results).map((source) => [source.path, source]));
  } finally {
    blobs.stop();
  }
}
