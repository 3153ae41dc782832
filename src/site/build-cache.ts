import { hash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { splitSiteUrl } from './links.ts';

/** Which pages are in a built site, and from what each was made: so that the next build makes only what changed. */
export interface BuildCache {
  /** Whether a page is there as this key would make it. Remembers the page either way. */
  readonly isCurrent: (path: string, key: string) => boolean;
  /** Removes what is no page of this build, and writes down what is there. */
  readonly close: (written: Iterable<string>) => Promise<BuildStats>;
}

/** What a built site amounts to. */
export interface BuildStats {
  readonly pages: number;
  /** How many files were made in this build; the others stayed as they were. */
  readonly filesWritten: number;
  readonly bytes: number;
}

/** The ledger's file: keys by page path, valid for one engine and one address. */
interface CacheFile {
  readonly engine: string;
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Opens the ledger of the site in `out`. It counts only if the engine and the site's address are the same and nobody
 * has touched the built files since; else every page is made anew.
 */
export async function openBuildCache(out: string, url: string, clean: boolean): Promise<BuildCache> {
  const { base } = splitSiteUrl(url);
  const file = join(ENGINE_ROOT, 'node_modules', '.astro', `${hash('sha256', out).slice(0, 16)}.json`);
  const engine = hash('sha256', `${await hashEngine()} ${url} ${process.version} ${process.versions.icu}`);
  const files = await listFiles(out);
  const known = clean ? {} : await readKeys(file, engine, files);
  const fileOf = (path: string): string => {
    const within = path.slice(base.length + 1);
    return within === '' || within.endsWith('/') ? `${within}index.html` : within;
  };
  const keys: Record<string, string> = {};
  const kept = new Set<string>();
  return {
    isCurrent: (path, key) => {
      keys[path] = key;
      const current = known[path] === key && files.has(fileOf(path));
      if (current) kept.add(fileOf(path));
      return current;
    },
    close: async (written) => {
      const rendered = [...written];
      const wanted = new Set([...kept, ...rendered]);
      await removeFiles(
        out,
        [...files.keys()].filter((path) => !wanted.has(path)),
      );
      const made = await Promise.all(rendered.map(async (path) => (await stat(join(out, path))).size));
      const bytes = made.concat([...kept].map((path) => files.get(path)!.size));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify({ engine, keys } satisfies CacheFile));
      const pages = [...wanted].filter((path) => path.endsWith('.html')).length;
      return { pages, filesWritten: rendered.length, bytes: bytes.reduce((sum, size) => sum + size, 0) };
    },
  };
}

type FileStats = ReadonlyMap<string, { readonly mtimeMs: number; readonly size: number }>;

async function readKeys(file: string, engine: string, files: FileStats): Promise<CacheFile['keys']> {
  try {
    const { mtimeMs } = await stat(file);
    const record = JSON.parse(await readFile(file, 'utf8')) as CacheFile;
    const touched = [...files.values()].some((built) => built.mtimeMs > mtimeMs);
    return record.engine === engine && !touched ? record.keys : {};
  } catch {
    return {};
  }
}

/** The rooms that pages are drawn with; what judges them has no part in it. */
const RENDERING_FOLDERS = ['content', 'pages', 'site', 'status', 'text', 'time', 'ui'];

/** All that decides how a page is drawn, besides what it shows: the engine's own files and those it depends on. */
async function hashEngine(): Promise<string> {
  const folders = RENDERING_FOLDERS.map((name) => join(ENGINE_ROOT, 'src', name));
  const files = await Promise.all(
    folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })),
  );
  const paths = files
    .flat()
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name));
  const lock = join(ENGINE_ROOT, 'node_modules', '.package-lock.json');
  const texts = await Promise.all(
    [lock, ...paths.toSorted()].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  return hash('sha256', texts.join('\u0000'));
}

/** Every file of a folder, by its path with `/`; git's own are left alone. */
async function listFiles(folder: string): Promise<FileStats> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = found.filter((file) => !file.isDirectory()).map((file) => join(file.parentPath, file.name));
  const facts = await Promise.all(
    files.map(async (file) => [relative(folder, file).split(sep).join('/'), await lstat(file)] as const),
  );
  return new Map(facts.filter(([path]) => path !== '.git' && !path.startsWith('.git/')));
}

/** Removes files, and the folders that are empty without them. */
async function removeFiles(out: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(join(out, path));
  for (const path of paths) {
    try {
      for (let folder = dirname(path); folder !== '.'; folder = dirname(folder))
        await rmdir(join(out, folder));
    } catch {
      // It holds something else, or is gone already.
    }
  }
}
