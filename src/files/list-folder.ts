import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFile } from '../content/source.ts';
import { pathInside } from './path-inside.ts';
import { explainReadError, LINK_OUT, relativePath } from './read-source.ts';

/** What was found below a folder. */
export interface FolderListing {
  /** Everything that isn't a folder, in no particular order. */
  readonly files: readonly ListedFile[];
  /** Folders that can't be read, each as a source that says why. */
  readonly unreadable: readonly SourceFile[];
}

export interface ListedFile {
  readonly name: string;
  /** The absolute path. */
  readonly path: string;
  readonly isSymbolicLink: boolean;
}

/**
 * Lists a folder of a root and the folders in it. A missing folder is empty. A symbolic link is followed only for the
 * folder itself and only within the root. Never throws: a folder that can't be read is reported, and the rest is listed.
 */
export async function listFolder(root: string, folder: string): Promise<FolderListing> {
  const files: ListedFile[] = [];
  const unreadable: SourceFile[] = [];
  const visit = async (path: string): Promise<void> => {
    let entries: Dirent[];
    try {
      entries = await readdir(path, { withFileTypes: true });
    } catch (error) {
      const at = relativePath(root, path);
      unreadable.push({ path: at, text: '', unreadable: explainReadError(error, at) });
      return;
    }
    const folders: string[] = [];
    for (const entry of entries) {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) folders.push(inside);
      else files.push({ name: entry.name, path: inside, isSymbolicLink: entry.isSymbolicLink() });
    }
    for (const inside of folders) await visit(inside);
  };
  const top = join(root, folder);
  const stats = await lstat(top).catch(() => undefined);
  const target = stats?.isSymbolicLink() ? await realpath(top).catch(() => '') : top;
  if (stats && target !== top && !pathInside(root, target))
    unreadable.push({ path: folder, text: '', unreadable: LINK_OUT });
  else if (stats) await visit(top);
  return { files, unreadable };
}
