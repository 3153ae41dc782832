import { statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { ContentSources } from '../../content/content.ts';
import { readContent } from '../../files/read-content.ts';

/** A source of content that reports changes. */
export interface ContentWatcher {
  /** For messages. */
  readonly name: string;
  readonly read: () => Promise<ContentSources>;
  /** Fetches changes; absent for local files. */
  readonly refresh?: () => Promise<void>;
  /** May be called repeatedly; folders that appeared since the last call are added. */
  readonly listen: (changed: () => void) => void;
  readonly stop: () => void;
}

const WATCHED_FOLDERS = ['incidents', 'policies', 'words', 'postmortems', 'components'];

/** Watches the files of a content root. */
export function createFileWatcher(root: string): ContentWatcher {
  const listener = createFolderListener();
  return {
    name: root,
    read: () => readContent(root),
    listen: (changed) => {
      listener.listen(root, changed, (name) => name === 'status.yaml' || WATCHED_FOLDERS.includes(name));
      for (const folder of WATCHED_FOLDERS) listener.listen(join(root, folder), changed);
    },
    stop: listener.stop,
  };
}

/**
 * Watches folders. A missing or replaced folder is watched from the next call of `listen` on. A folder that can't be watched,
 * because the system has no watches left, is only read from time to time.
 */
export function createFolderListener(): {
  readonly listen: (folder: string, changed: () => void, wanted?: (name: string) => boolean) => void;
  readonly stop: () => void;
} {
  const watchers = new Map<string, { readonly watcher: FSWatcher; readonly inode: number }>();
  const forget = (folder: string): void => {
    watchers.get(folder)?.watcher.close();
    watchers.delete(folder);
  };
  const listen = (
    folder: string,
    changed: () => void,
    wanted: (name: string) => boolean = () => true,
  ): void => {
    try {
      const inode = statSync(folder, { throwIfNoEntry: false })?.ino;
      if (inode !== watchers.get(folder)?.inode) forget(folder);
      if (inode === undefined || watchers.has(folder)) return;
      const watcher = watch(folder, (_, name) => {
        if (name === null || wanted(name)) changed();
      });
      watcher.on('error', () => forget(folder));
      watchers.set(folder, { watcher, inode });
    } catch {
      forget(folder);
    }
  };
  return { listen, stop: () => [...watchers.keys()].forEach(forget) };
}
