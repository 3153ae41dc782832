import { watch } from 'node:fs';
import { join, sep } from 'node:path';

/** How long to wait for more changes: an editor writes a file in several steps. In milliseconds. */
const QUIET_MS = 100;

/**
 * Calls back once after changes of the content, one call at a time.
 * @param paths the files and folders of the root that count
 * @param quiet how long to wait for more changes, in milliseconds
 * @returns a function that stops it
 */
export function watchFiles(
  root: string,
  paths: readonly string[],
  changed: () => Promise<void>,
  quiet = QUIET_MS,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const notice = (path: string | null): void => {
    if (path !== null && !paths.includes(path.split(sep)[0]!)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void (work = work.then(changed)), quiet);
  };
  const watchers = [watch(root, (_event, path) => notice(path))];
  for (const name of paths) {
    try {
      watchers.push(watch(join(root, name), { recursive: true }, () => notice(null)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
