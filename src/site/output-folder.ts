import { randomUUID } from 'node:crypto';
import { copyFileSync, linkSync, mkdirSync } from 'node:fs';
import { cp, mkdir, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The folder that a build writes to, beside the site that it will replace. */
export interface OutputFolder {
  /** Where to write. */
  readonly side: string;
  /** Adds an unchanged file of the current site; false if it can't be read. */
  readonly keep: (path: string) => boolean;
  /** Replaces the current site by the new one. */
  readonly publish: () => Promise<void>;
  /** Removes what was written, if it wasn't published. */
  readonly discard: () => Promise<void>;
}

/** Between two renames the site has no folder; other builds may do the same. */
const MAX_ATTEMPTS = 20;

/**
 * Creates a folder for the build of a site. The current site stays as it is until the new one is complete, so a build that
 * was killed, or that found the disk full, leaves it whole. Removes what such builds have left.
 * @param out the site's folder, which need not exist; a link to it is followed
 */
export async function openOutputFolder(out: string): Promise<OutputFolder> {
  const current = await realpath(out).catch(() => out);
  const parent = dirname(current);
  await mkdir(parent, { recursive: true });
  await recoverSite(current);
  await removeAbandoned(parent, `.${basename(current)}.`);
  const side = temporaryPath(current, 'new');
  await mkdir(side);
  return {
    side,
    keep: (path) => linkOrCopy(join(current, path), join(side, path)),
    publish: () => replaceFolder(current, side),
    discard: () => rm(side, { recursive: true, force: true }),
  };
}

/** The process's id is in the name, so that the next build knows whether the folder is in use. */
function temporaryPath(current: string, use: 'new' | 'old'): string {
  return join(dirname(current), `.${basename(current)}.${use}-${process.pid}-${randomUUID().slice(0, 8)}`);
}

/** Links cost no space. Both names are of one file, which is never written to again: builds write new files. */
function linkOrCopy(from: string, to: string): boolean {
  try {
    mkdirSync(dirname(to), { recursive: true });
    linkSync(from, to);
    return true;
  } catch {
    try {
      copyFileSync(from, to);
      return true;
    } catch {
      return false;
    }
  }
}

async function replaceFolder(current: string, side: string): Promise<void> {
  const replaced: string[] = [];
  // The folder may be the worktree of a branch such as gh-pages.
  await cp(join(current, '.git'), join(side, '.git'), { recursive: true }).catch(ignoreMissing);
  for (let attempt = 1; ; attempt += 1) {
    // Another build may have put its site where this one has just moved a site away: that one is moved away too.
    const old = temporaryPath(current, 'old');
    replaced.push(old);
    try {
      await rename(current, old).catch(ignoreMissing);
      await rename(side, current);
      break;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (['EBUSY', 'EXDEV', 'EACCES', 'EPERM'].includes(code)) {
        await replaceContents(current, side);
        break;
      }
      // Another build was faster.
      if (attempt === MAX_ATTEMPTS || !['ENOTEMPTY', 'EEXIST'].includes(code)) throw error;
    }
  }
  for (const old of replaced) await rm(old, { recursive: true, force: true });
}

/** For a folder that can't be renamed, such as a mounted one: each file is replaced at once, the home page last. */
async function replaceContents(current: string, side: string): Promise<void> {
  const before = await listFilePaths(current);
  const after = await listFilePaths(side);
  const homeLast = [...after].toSorted((a, b) => Number(a === 'index.html') - Number(b === 'index.html'));
  for (const path of homeLast) {
    const draft = join(current, `${path}.new`);
    await mkdir(dirname(draft), { recursive: true });
    await cp(join(side, path), draft);
    await rename(draft, join(current, path));
  }
  for (const path of before) if (!after.has(path)) await rm(join(current, path), { force: true });
  await rm(side, { recursive: true, force: true });
}

async function listFilePaths(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return new Set(files.map((file) => join(file.parentPath, file.name).slice(folder.length + 1)));
}

/** Puts back the site that a build had moved away when it was killed. */
async function recoverSite(current: string): Promise<void> {
  if (await exists(current)) return;
  const prefix = `.${basename(current)}.old-`;
  const names = await readdir(dirname(current));
  const left = names.find((name) => name.startsWith(prefix) && !isInUse(name));
  if (left !== undefined) await rename(join(dirname(current), left), current).catch(() => undefined);
}

/** Removes the folders of builds that were killed; those of running builds stay. */
export async function removeAbandoned(parent: string, prefix: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    if (/(?:^|\.)(?:new|old|build)-\d+-\w+$/.test(name) && !isInUse(name))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** Whether the process that named a temporary folder is running. */
function isInUse(name: string): boolean {
  const pid = Number(/-(\d+)-\w+$/.exec(name)?.[1]);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
