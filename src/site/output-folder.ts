import { randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withFolderLock } from '../files/folder-lock.ts';
import { isProcessRunning } from '../files/process-running.ts';
import { moveFiles, updateFolder } from './update-folder.ts';

/** The folder that a build writes to, beside the site that it will replace. */
export interface OutputFolder {
  /** Where to write. */
  readonly side: string;
  /** Makes a file of the current site one of the new site. */
  readonly keep: (path: string) => void;
  /** Replaces the current site by the new one. False if another build has done so since: the files kept may be its own. */
  readonly publish: () => Promise<boolean>;
  /** Adds what was written to `side` since. False if another build has replaced the site meanwhile. */
  readonly add: () => Promise<boolean>;
  /** Removes what was written, if it wasn't published. */
  readonly discard: () => Promise<void>;
}

/** Between two renames the site has no folder; other builds may do the same. */
const MAX_ATTEMPTS = 20;

/**
 * Creates a folder for the build of a site. The current site stays as it is until the new one is complete, so a build that
 * was killed while it rendered, or that found the disk full, leaves it whole. Then one rename replaces the folder; if files
 * are kept, each new file replaces its older version, the home page last. Removes what killed builds have left.
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
  const opened = await versionOf(current);
  const kept = new Set<string>();
  let published: string | undefined;
  const lock = join(parent, `.${basename(current)}.lock`);
  return {
    side,
    keep: (path) => kept.add(path),
    add: () =>
      withFolderLock(lock, async () => {
        if ((await versionOf(current)) !== published) return false;
        moveFiles(side, current);
        return true;
      }),
    publish: () =>
      withFolderLock(lock, async () => {
        if (kept.size === 0) await replaceFolder(current, side);
        else if ((await versionOf(current)) !== opened) return false;
        else updateFolder(current, side, kept);
        published = await versionOf(current);
        return true;
      }),
    discard: () => rm(side, { recursive: true, force: true }),
  };
}

/** Changes with each build, because each one replaces the home page. */
async function versionOf(current: string): Promise<string | undefined> {
  const folder = await stat(current, { bigint: true }).catch(() => undefined);
  return folder && `${folder.ino} ${folder.mtimeNs}`;
}

/** The process's id is in the name, so that the next build knows whether the folder is in use. */
function temporaryPath(current: string, use: 'new' | 'old'): string {
  return join(dirname(current), `.${basename(current)}.${use}-${process.pid}-${randomUUID().slice(0, 8)}`);
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
        updateFolder(current, side);
        break;
      }
      // Another build was faster.
      if (attempt === MAX_ATTEMPTS || !['ENOTEMPTY', 'EEXIST'].includes(code)) throw error;
    }
  }
  for (const old of replaced) await rm(old, { recursive: true, force: true });
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
  return isProcessRunning(Number(/-(\d+)-\w+$/.exec(name)?.[1]));
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
