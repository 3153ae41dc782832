import { readFileSync, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { readGitOutput } from '../../git/run.ts';
import type { InputFile } from '../readers/reader.ts';
import type { ReadError } from '../record.ts';

/** One status page as it lies on the disk. */
export interface InputTree {
  readonly files: readonly InputFile[];
  readonly errors: readonly ReadError[];
  /** Pictures and the like, by their path from the folder, with where they are. */
  readonly media: ReadonlyMap<string, string>;
}

const TEXTS = new Set(
  '.md .markdown .yml .yaml .toml .json .jsonl .ndjson .tsv .rss .atom .xml .txt'.split(' '),
);
const MEDIA = new Set('.png .jpg .jpeg .gif .svg .webp .avif .pdf .mp4 .webm'.split(' '));
const SKIPPED = new Set(['.git', 'node_modules', 'dist', 'public', 'resources', '.vuepress', 'graphs']);

/** More is no history of incidents; in bytes. */
const LARGEST_FILE = 256 * 1024 * 1024;
const MOST_FILES = 100_000;

/** Reads folders and single files; all that is named belongs to one page. */
export async function readInputTree(paths: readonly string[], runs: boolean): Promise<InputTree> {
  const files: InputFile[] = [];
  const errors: ReadError[] = [];
  const media = new Map<string, string>();
  for (const path of paths) {
    const root = resolve(path);
    const found = await stat(root);
    const { names, links } = found.isDirectory() ? await walk(root) : { names: [root], links: [] };
    for (const link of links)
      errors.push({
        file: relative(root, link),
        message: 'This is a link, which is not followed. Put the file itself there.',
      });
    if (names.length >= MOST_FILES)
      errors.push({
        file: path,
        message: `This folder has more than ${MOST_FILES} files. Only the first ${MOST_FILES} are read.`,
      });
    for (const name of names) {
      const shown = found.isDirectory() ? relative(root, name).split(sep).join('/') : basename(name);
      if (MEDIA.has(extname(name).toLowerCase())) media.set(shown, name);
      else if (!found.isDirectory() || isText(name)) readText(name, shown, files, errors);
    }
    if (runs && found.isDirectory()) files.push(...(await readLog(root, files)));
  }
  return { files, errors, media };
}

async function walk(root: string): Promise<{ names: readonly string[]; links: readonly string[] }> {
  const found: string[] = [];
  const links: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (found.length >= MOST_FILES) return;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) await visit(path);
      else if (entry.isFile()) found.push(path);
      else if (entry.isSymbolicLink() && isText(entry.name)) links.push(path);
    }
  };
  await visit(root);
  return { names: found, links };
}

function isText(name: string): boolean {
  return TEXTS.has(extname(name).toLowerCase()) || /^config\.(?:js|mjs|cjs|ts)$/.test(basename(name));
}

/** Thousands of small files are read twice as fast this way as by one promise each. */
function readText(path: string, shown: string, files: InputFile[], errors: ReadError[]): void {
  const { size } = statSync(path);
  if (size > LARGEST_FILE) {
    errors.push({
      file: shown,
      message: `This is larger than ${LARGEST_FILE / 1024 / 1024} MB. Split it into several files.`,
    });
    return;
  }
  const text = decodeText(readFileSync(path));
  if (text === undefined)
    errors.push({ file: shown, message: "This isn't text in UTF-8 or UTF-16. Save it as UTF-8." });
  else files.push({ path: shown, text });
}

/** Text in UTF-8, or in UTF-16 with its mark, with `\n` line ends; undefined for other bytes. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.includes('\u0000')) return undefined;
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  } catch {
    return undefined;
  }
}

/** The log of an Upptime repository, where its folder is one and no copy of the log is beside it. */
async function readLog(root: string, files: readonly InputFile[]): Promise<InputFile[]> {
  if (files.some(({ path }) => path.endsWith('history-log.tsv'))) return [];
  try {
    const text = await readGitOutput(root, ['log', '--reverse', '--format=%cI%x09%s', '--', 'history']);
    return [{ path: 'history-log.tsv', text }];
  } catch {
    return [];
  }
}
