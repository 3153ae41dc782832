import { hash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { CACHE_FOLDER } from '../files/engine.ts';
import type { Messages } from './i18n/messages.ts';
import type { OutputFolder } from './output-folder.ts';
import { COMPRESSED_ENDINGS, isCompressible } from './renderer/compressed-files.ts';
import type { WrittenFile } from './renderer/write-files.ts';
import { splitSiteUrl } from '../content/site-address.ts';

/** The pages of a built site with a hash of each page's data, so that the next build renders only what changed. */
export interface BuildCache {
  /**
   * Whether the page exists as it was rendered with this key; it is then kept for the new site. Records the page in either
   * case.
   */
  readonly isCurrent: (path: string, key: string) => boolean;
  /** Records the files that were rendered. Doesn't save the record. */
  readonly record: (files: readonly WrittenFile[]) => BuildStats;
  /**
   * Saves the record of the new site, once it has replaced the old one. Without a folder that can be written, the next build
   * renders every page.
   */
  readonly save: () => Promise<void>;
}

export interface BuildOptions {
  /** Renders every page, not only those that have changed. */
  readonly clean?: boolean;
  /** Writes compressed versions beside files of text. */
  readonly compress?: boolean;
  /** Replaces the messages of the site's language. */
  readonly messages?: Messages;
}

export interface BuildStats {
  readonly pages: number;
  /** Files written by this build; the others were up to date. */
  readonly filesWritten: number;
  readonly bytes: number;
}

interface SiteRecord {
  /** Of the code and the site's address; a record of others isn't valid. */
  readonly engine: string;
  /** By page path. */
  readonly pages: PageRecords;
}

type PageRecords = Record<string, PageRecord>;

/** The key of a page's data; the size, the time and the hash of its file. */
interface PageRecord {
  readonly key: string;
  readonly size: number;
  readonly time: number;
  readonly hash: string;
}

/**
 * Opens the record of the site in `out`. A page is current only if the code, the site's address and the data are the same,
 * and the file has the size and hash that were recorded. Otherwise it is rendered, also if the record is damaged.
 * @param code the hash of the code that renders pages
 * @param output where the new site is written
 */
export async function openBuildCache(
  out: string,
  url: string,
  code: string,
  { clean = false, compress = false }: Pick<BuildOptions, 'clean' | 'compress'>,
  { keep }: Pick<OutputFolder, 'keep'>,
): Promise<BuildCache> {
  const { base } = splitSiteUrl(url);
  const file = join(CACHE_FOLDER, 'sites', `${hash('sha256', out).slice(0, 16)}.json`);
  const engine = hash('sha256', `${code} ${url} ${compress} ${process.version} ${process.versions.icu}`);
  const known = clean ? {} : await readRecords(file, engine);
  const fileOf = (path: string): string => {
    const within = path.slice(base.length + 1);
    return within === '' || within.endsWith('/') ? `${within}index.html` : within;
  };
  const keys = new Map<string, string>();
  const kept = new Map<string, number>();
  const pages: PageRecords = {};
  return {
    isCurrent: (path, key) => {
      keys.set(path, key);
      const before = Object.hasOwn(known, path) ? known[path]! : undefined;
      if (before?.key !== key) return false;
      const name = fileOf(path);
      if (!isUnchanged(join(out, name), before)) return false;
      const compressed = compress && isCompressible(name) ? COMPRESSED_ENDINGS : [];
      for (const version of compressed.map((ending) => name + ending)) {
        const size = lstatSync(join(out, version), { throwIfNoEntry: false })?.size;
        if (size === undefined) return false;
        keep(version);
        kept.set(version, size);
      }
      keep(name);
      kept.set(name, before.size);
      pages[path] = before;
      return true;
    },
    record: (files) => {
      const rendered = new Map(files.filter(({ path }) => !kept.has(path)).map((one) => [one.path, one]));
      for (const [path, key] of keys) {
        const written = rendered.get(fileOf(path));
        if (written) pages[path] = { key, size: written.size, time: written.time, hash: written.hash };
      }
      const sizes = [...kept, ...[...rendered].map(([path, { size }]) => [path, size] as const)];
      const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
      const html = sizes.filter(([path]) => path.endsWith('.html')).length;
      return { pages: html, filesWritten: rendered.size, bytes };
    },
    save: async () => {
      const draft = `${file}.${process.pid}`;
      const text = JSON.stringify({ engine, pages } satisfies SiteRecord);
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(draft, `${crc32(text)}\n${text}`);
        await rename(draft, file);
      } catch {
        await rm(draft, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** Reads the file only if its size is right and its time is not the recorded one, as after a copy. */
function isUnchanged(file: string, { size, time, hash: recorded }: PageRecord): boolean {
  try {
    const stats = lstatSync(file);
    if (!stats.isFile() || stats.size !== size) return false;
    return stats.mtimeMs === time || hash('sha256', readFileSync(file)) === recorded;
  } catch {
    return false;
  }
}

/** Empty if there is no record, if it is damaged, or if it is of another version of the code. */
async function readRecords(file: string, engine: string): Promise<PageRecords> {
  try {
    const [checksum, text = ''] = (await readFile(file, 'utf8')).split('\n');
    if (checksum !== String(crc32(text))) return {};
    const record = JSON.parse(text) as SiteRecord;
    return record.engine === engine ? record.pages : {};
  } catch {
    return {};
  }
}
