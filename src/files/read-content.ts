import { open, readdir, realpath } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { MAX_LOGO_BYTES } from '../content/branding/logo.ts';
import type { LogoFile } from '../content/branding/logo.ts';
import type { ContentSources } from '../content/content.ts';
import { classifyContentFile, findMisnamedFolder } from '../content/content-files.ts';
import type { ContentFolder } from '../content/content-files.ts';
import { mayHaveKey, parseSite } from '../content/site.ts';
import type { SourceFile } from '../content/source.ts';
import { ENGINE_ROOT } from './engine.ts';
import { readPictures } from './read-pictures.ts';
import { listFolder } from './list-folder.ts';
import type { ListedFile } from './list-folder.ts';
import { pathInside } from './path-inside.ts';
import { readRegularFile, readSource, readSymlink, relativePath } from './read-source.ts';
import { readThemeCss } from './read-theme-css.ts';

/**
 * Reads a content root. The bundled presets come after the root's own policies. Paths are relative to the root, with
 * `/`. A file that isn't text gives an unreadable source, not an exception.
 * @throws if the root can't be read
 */
export async function readContent(root: string): Promise<ContentSources> {
  const real = await realpath(root);
  const site = await readSource(real, join(real, 'status.yaml')).catch(undefinedIfMissing);
  const unread: string[] = [];
  const [own, words, presets, components, incidents, postmortems] = await Promise.all([
    readFolder(real, 'policies', unread),
    readFolder(real, 'words', unread),
    readPresets(),
    readFolder(real, 'components', unread),
    readFolder(real, 'incidents', unread),
    readPostmortems(real, site, unread),
  ]);
  unread.push(...(await listMisnamedFolders(real)));
  const policies = [...own, ...presets.filter((preset) => !isReplaced(preset, own))];
  const [logo, pictures] = [await readLogo(real, site), await readPictures(real)];
  const themeCss = await readThemeCss(real, site);
  return {
    ...(site && { site }),
    policies,
    words,
    components,
    incidents,
    postmortems,
    ...(logo && { logo }),
    ...(themeCss && { themeCss }),
    pictures,
    unread: unread.toSorted(),
  };
}

/** The policies that come with the engine. */
export async function readPresets(): Promise<SourceFile[]> {
  const folder = join(ENGINE_ROOT, 'presets');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  return Promise.all(names.map((name) => readSource(ENGINE_ROOT, join(folder, name))));
}

/** A company's own policy replaces the preset of the same name. */
export function isReplaced(preset: SourceFile, own: readonly SourceFile[]): boolean {
  const id = policyId(preset.path);
  return own.some(({ path }) => policyId(path) === id);
}

function policyId(path: string): string {
  return basename(path).replace(/\.ya?ml$/, '');
}

/**
 * The folder that contains `postmortems/` (V11.3): the content root, or the one named by `CANDOR_POSTMORTEMS` or by
 * `postmortems:` in `status.yaml`, such as a private repository beside it.
 */
export function postmortemRoot(root: string, site: SourceFile | undefined, env = process.env): string {
  const override = env['CANDOR_POSTMORTEMS'] ?? '';
  if (override !== '') return resolve(root, override);
  const named = site && mayHaveKey(site, 'postmortems') ? parseSite(site).value?.postmortems : undefined;
  return named === undefined ? root : resolve(root, named);
}

/** Reads the postmortems of a content root, which may be in another folder. */
export async function readPostmortems(
  root: string,
  site: SourceFile | undefined,
  unread: string[] = [],
): Promise<SourceFile[]> {
  const real = await realpath(postmortemRoot(root, site)).catch(() => undefined);
  return real === undefined ? [] : readFolder(real, 'postmortems', unread);
}

/**
 * Adds to `unread` the paths of files that look like content and are not. A folder that can't be read, or that is a link
 * out of the root, gives an unreadable source.
 */
async function readFolder(root: string, folder: ContentFolder, unread: string[]): Promise<SourceFile[]> {
  const { files, unreadable } = await listFolder(root, folder);
  const wanted: ListedFile[] = [];
  for (const file of files) {
    const kind = classifyContentFile(folder, file.name);
    if (kind === 'content') wanted.push(file);
    else if (kind === 'unread') unread.push(relativePath(root, file.path));
  }
  const sources: SourceFile[] = [...unreadable];
  for (const { path, isSymbolicLink } of wanted.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
    sources.push(isSymbolicLink ? await readSymlink(root, path) : readRegularFile(root, path));
  return sources;
}

/** The content files in folders beside the content folders, such as `incident/`. */
async function listMisnamedFolders(root: string): Promise<string[]> {
  const folders = (await readdir(root, { withFileTypes: true })).flatMap((entry) => {
    const meant = entry.isDirectory() ? findMisnamedFolder(entry.name) : undefined;
    return meant === undefined ? [] : [{ name: entry.name, meant }];
  });
  const lists = folders.map(async ({ name, meant }) => {
    const { files } = await listFolder(root, name);
    return files
      .filter((file) => !file.isSymbolicLink && classifyContentFile(meant, file.name) === 'content')
      .map((file) => relativePath(root, file.path));
  });
  return (await Promise.all(lists)).flat();
}

/**
 * Reads the logo that `status.yaml` names; undefined if it names none. Without bytes if the path or a link leads out
 * of the root. Reads one byte more than is allowed, so that the size can be checked.
 */
export async function readLogo(root: string, site: SourceFile | undefined): Promise<LogoFile | undefined> {
  const path = site && mayHaveKey(site, 'logo') ? parseSite(site).value?.theme.logo : undefined;
  if (path === undefined) return undefined;
  const file = await realpath(join(root, path)).catch(() => undefined);
  if (file === undefined || !pathInside(root, file)) return { path };
  const handle = await open(file).catch(() => undefined);
  if (!handle) return { path };
  try {
    const bytes = Buffer.alloc(MAX_LOGO_BYTES + 1);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return { path, bytes: new Uint8Array(bytes.subarray(0, bytesRead)) };
  } catch {
    return { path };
  } finally {
    await handle.close();
  }
}

function undefinedIfMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
