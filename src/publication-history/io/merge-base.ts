import type { Base } from '../with-branch.ts';
import type { Source } from '../../content/source.ts';
import { GitError, gitText, orUnknown } from '../../git/run.ts';
import type { Unknown } from '../../git/run.ts';
import { openBlobs } from '../../git/blobs.ts';
import { isIncidentFile } from '../../git/log.ts';
import { commitOf, findRepository } from '../../git/repository.ts';

/**
 * What a branch is judged against: the incident files at the merge base of `ref` and `HEAD`, with the texts of those
 * that the working tree has otherwise or no more; or why that can't be known.
 */
export async function readBase(root: string, ref: string): Promise<Base | { readonly unknown: Unknown }> {
  return orUnknown(async () => {
    const { root: folder, prefix, shallow } = await findRepository(root);
    const [theirs, ours] = [await commitOf(folder, ref), await commitOf(folder, 'HEAD')];
    const commit = await mergeBase(folder, theirs, ours, ref, shallow);
    const [date, list, changed] = await Promise.all([
      gitText(folder, ['log', '-1', '--no-show-signature', '--format=%ct', commit]),
      gitText(folder, ['ls-tree', '-r', '-z', '--name-only', commit, '--', 'incidents/']),
      gitText(folder, ['diff', ...DIFFERENCES, commit, '--', 'incidents']),
    ]);
    const paths = new Set(list.split('\0').filter(isIncidentFile));
    return { commit, at: Number(date.trim()) * 1000, paths, changed: await readOld(folder, prefix, changed) };
  });
}

const DIFFERENCES = [
  '--raw',
  '--no-abbrev',
  '--no-renames',
  '--no-relative',
  '--no-ext-diff',
  '--no-color',
  '-z',
];

async function mergeBase(
  folder: string,
  theirs: string,
  ours: string,
  ref: string,
  shallow: boolean,
): Promise<string> {
  try {
    return (await gitText(folder, ['merge-base', theirs, ours])).trim();
  } catch (error) {
    if (!(error instanceof GitError) || error.fault !== 'failed') throw error;
    const help = shallow
      ? 'Fetch the whole history: "git fetch --unshallow", or fetch-depth: 0 in a workflow.'
      : 'Name the branch that this one was made from.';
    throw new GitError('no-merge-base', `HEAD and "${ref}" have no commit in common here.`, help);
  }
}

/** The old texts of the files in a raw diff, by their paths from the content root. */
async function readOld(folder: string, prefix: string, diff: string): Promise<Map<string, Source>> {
  const tokens = diff.split('\0');
  const blobs = openBlobs(folder);
  try {
    const asked: Promise<Source>[] = [];
    for (let at = 0; at + 1 < tokens.length; at += 2) {
      const [mode = '', , blob = ''] = tokens[at]!.slice(1).split(' ');
      const path = tokens[at + 1]!.slice(prefix.length);
      if (mode.startsWith('100') && isIncidentFile(path)) asked.push(blobs.ask(blob, path));
    }
    const answers = Promise.all(asked);
    answers.catch(() => undefined);
    await blobs.close();
    return new Map((await answers).map((source) => [source.path, source]));
  } finally {
    blobs.stop();
  }
}
