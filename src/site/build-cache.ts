import { hash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { splitSiteUrl } from './links.ts';

/** The pages of a built site with a hash of each page's data, so that the next build renders only what changed. */
export interface BuildCache {
  /** Whether the page exists and was rendered with this key. Records the page in either case. */
  readonly isCurrent: (path: string, key: string) => boolean;
  /** Removes files that don't belong to this build, and saves the cache. */
  readonly close: (written: Iterable<string>) => Promise<BuildStats>;
}

export interface BuildStats {
  readonly pages: number;
  /** Files written by this build; the others were up to date. */
  readonly filesWritten: number;
  readonly bytes: number;
}

/** Keys by page path, valid for one version of the code and one site address. */
interface CacheFile {
  readonly engine: string;
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Opens the cache of the site in `out`. It is valid only if the code and the site's address are the same and the built
 * files have not been modified since. Otherwise every page is rendered.
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
      const sizes = await Promise.all(rendered.map(async (path) => (await stat(join(out, path))).size));
      const bytes = sizes.concat([...kept].map((path) => files.get(path)!.size));
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
    const modified = [...files.values()].some((built) => built.mtimeMs > mtimeMs);
    return record.engine === engine && !modified ? record.keys : {};
  } catch {
    return {};
  }
}

/** The folders of src/ that pages are rendered with. */
const RENDERING_FOLDERS = ['content', 'pages', 'site', 'status', 'text', 'time', 'ui'];

/** Hashes everything besides the data that affects the pages: the code and its dependencies. */
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

/** Every file of a folder by its path with `/`, except git's own. */
async function listFiles(folder: string): Promise<FileStats> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = found.filter((file) => !file.isDirectory()).map((file) => join(file.parentPath, file.name));
  const facts = await Promise.all(
    files.map(async (file) => [relative(folder, file).split(sep).join('/'), await lstat(file)] as const),
  );
  return new Map(facts.filter(([path]) => path !== '.git' && !path.startsWith('.git/')));
}

/** Removes files, and the folders that are then empty. */
async function removeFiles(out: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(join(out, path));
  for (const path of paths) {
    try {
      for (let folder = dirname(path); folder !== '.'; folder = dirname(folder))
        await rmdir(join(out, folder));
    } catch {
      // The folder is not empty, or was removed already.
    }
  }
}
