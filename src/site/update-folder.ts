import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Moves all files of a folder into another one, where they replace older versions: styles and data first, then pages, the
 * home page last. Removes what is neither moved nor kept.
 * @param kept paths of files of the folder that stay
 */
export function updateFolder(current: string, side: string, kept: ReadonlySet<string> = new Set()): void {
  const files = moveFiles(side, current);
  for (const path of listFiles(current))
    if (!files.has(path) && !kept.has(path) && !isOfGit(path)) removeWithFolders(current, path);
}

/** Moves all files of a folder into another one, where others stay. Gives their paths. */
export function moveFiles(side: string, current: string): ReadonlySet<string> {
  const files = listFiles(side).toSorted((a, b) => orderOf(a) - orderOf(b));
  for (const path of files) moveFile(join(side, path), join(current, path));
  rmSync(side, { recursive: true, force: true });
  return new Set(files);
}

function orderOf(file: string): number {
  const path = file.replace(/\.(?:br|gz)$/, '');
  return path === 'index.html' ? 2 : path.endsWith('.html') ? 1 : 0;
}

/** The folder may be the worktree of a branch such as gh-pages. */
function isOfGit(path: string): boolean {
  return path === '.git' || path.startsWith('.git/');
}

function listFiles(folder: string): string[] {
  const paths: string[] = [];
  const visit = (within: string): void => {
    for (const entry of readdirSync(join(folder, within), { withFileTypes: true }) as Dirent[]) {
      const path = within === '' ? entry.name : `${within}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else paths.push(path);
    }
  };
  visit('');
  return paths;
}

/** A reader of the file finds the old version or the new one, never a part. */
function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // A folder has the name of the file, or a file that of its folder.
    if (code === 'EISDIR') rmSync(to, { recursive: true });
    else if (code === 'ENOTDIR') removeFileAbove(to);
    else if (code === 'ENOENT') mkdirSync(dirname(to), { recursive: true });
    else if (code !== 'EXDEV') throw error;
    if (code !== 'EXDEV') return moveFile(from, to);
    // From another file system, as that of a mounted folder, only a copy is possible.
    cpSync(from, `${to}.new`);
    renameSync(`${to}.new`, to);
  }
}

/** The file that has the name of a folder that the path is in. */
function removeFileAbove(path: string): void {
  let above = dirname(path);
  while (!existsSync(above)) above = dirname(above);
  rmSync(above);
}

/** With the folders that are then empty. */
function removeWithFolders(root: string, path: string): void {
  rmSync(join(root, path), { force: true });
  for (let within = dirname(path); within !== '.'; within = dirname(within)) {
    try {
      rmdirSync(join(root, within));
    } catch {
      return;
    }
  }
}
