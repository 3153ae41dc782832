import { hash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CACHE_FOLDER, ENGINE_ROOT, IS_COMPILED } from '../../files/engine.ts';
import type { CompiledPages } from './page-module.ts';

/** The folders of `src/` that pages are rendered with. */
const RENDERING_FOLDERS = ['content', 'pages', 'site', 'status', 'text', 'time', 'ui'];

/** In the package, beside the commands. */
const SHIPPED_PAGES = join(ENGINE_ROOT, 'lib', 'pages.js');

/** The module with the compiled pages, and what it was compiled from. */
export interface PageBundle {
  readonly file: string;
  /** Changes with the code of the pages or with their dependencies. */
  readonly hash: string;
}

/** Compiles the pages if their code has changed since they were last compiled. The package brings them compiled. */
export async function findPageBundle(): Promise<PageBundle> {
  if (IS_COMPILED)
    return { file: SHIPPED_PAGES, hash: hash('sha256', await readFile(SHIPPED_PAGES, 'utf8')) };
  const source = await hashSource();
  const name = `pages-${source.slice(0, 16)}`;
  const file = join(CACHE_FOLDER, name, 'pages.js');
  if ((await stat(file).catch(() => undefined)) === undefined) await compileInto(join(CACHE_FOLDER, name));
  return { file, hash: source };
}

export async function importPages({ file }: PageBundle): Promise<CompiledPages> {
  return (await import(pathToFileURL(file).href)) as CompiledPages;
}

/** Another process may compile the same pages at the same time: the folder is complete once it has its name. */
async function compileInto(folder: string): Promise<void> {
  const draft = `${folder}.${randomUUID().slice(0, 8)}`;
  const { compilePages } = await import('./compile.ts');
  await mkdir(CACHE_FOLDER, { recursive: true });
  await compilePages(draft);
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
  await removeOlder(folder);
}

/** Only the newest few are kept, as a checkout changes between branches. */
async function removeOlder(folder: string): Promise<void> {
  const names = (await readdir(CACHE_FOLDER)).filter((name) => /^pages-\w{16}$/.test(name));
  const paths = names.map((name) => join(CACHE_FOLDER, name)).filter((path) => path !== folder);
  const dated = await Promise.all(paths.map(async (path) => ({ path, time: (await stat(path)).mtimeMs })));
  const old = dated.toSorted((a, b) => b.time - a.time).slice(MAX_KEPT);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}

const MAX_KEPT = 4;

async function hashSource(): Promise<string> {
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
