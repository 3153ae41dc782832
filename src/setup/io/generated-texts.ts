import { tryGit } from '../../git/write.ts';
import { hashText } from '../managed-files.ts';
import type { Manifest } from '../managed-files.ts';

/** How many versions of a file are looked at. */
const MAX_VERSIONS = 50;

/**
 * The text of each file as Candor wrote it, of the files that a person changed since: from the repository's history, found by
 * the manifest's hashes. A file that is not in the history is left out.
 * @param present the text of each path that exists
 */
export async function readGeneratedTexts(
  root: string,
  present: ReadonlyMap<string, string>,
  manifest: Manifest | undefined,
): Promise<ReadonlyMap<string, string>> {
  const changed = Object.entries(manifest?.files ?? {}).filter(([path, known]) => {
    const text = present.get(path);
    return text !== undefined && known !== '' && hashText(text) !== known;
  });
  const found = await Promise.all(
    changed.map(async ([path, known]) => {
      const text = await findVersion(root, path, known);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
  return new Map(found.flat());
}

async function findVersion(root: string, path: string, known: string): Promise<string | undefined> {
  const args = ['log', `-${MAX_VERSIONS}`, '--no-show-signature', '--format=%H', '--', path];
  const commits = await tryGit(root, args).catch(() => undefined);
  for (const commit of (commits ?? '').split('\n').filter((line) => line !== '')) {
    const text = await tryGit(root, ['cat-file', 'blob', `${commit}:./${path}`]);
    // Reading a blob by this function drops the last line end.
    const version =
      text === undefined ? undefined : [text, `${text}\n`].find((one) => hashText(one) === known);
    if (version !== undefined) return version;
  }
  return undefined;
}
