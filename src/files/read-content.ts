import { closeSync, openSync, readSync } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAX_LOGO_BYTES } from '../content/branding/logo.ts';
import type { LogoFile } from '../content/branding/logo.ts';
import type { ContentSources } from '../content/content.ts';
import { classifyContentFile, findMisnamedFolder } from '../content/content-files.ts';
import type { ContentFolder } from '../content/content-files.ts';
import { MAX_FILE_LENGTH } from '../content/parse-incident.ts';
import { parseSite } from '../content/site.ts';
import type { SourceFile } from '../content/source.ts';
import { decodeSource } from './decode.ts';

/** The engine's own folder, with its presets and schemas. */
export const ENGINE_ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Reads a content root. The bundled presets come after the root's own policies. Paths are relative to the root, with
 * `/`. A file that isn't text gives an unreadable source, not an exception.
 * @throws if the root can't be read
 */
export async function readContent(root: string): Promise<ContentSources> {
  const real = await realpath(root);
  const site = await readSource(real, join(real, 'status.yaml')).catch(undefinedIfMissing);
  const unread: string[] = [];
  const [own, presets, components, incidents, postmortems] = await Promise.all([
    readFolder(real, 'policies', unread),
    readFolder(ENGINE_ROOT, 'policies', []),
    readFolder(real, 'components', unread),
    readFolder(real, 'incidents', unread),
    readPostmortems(postmortemRoot(real, site), unread),
  ]);
  unread.push(...(await listMisnamedFolders(real)));
  const paths = new Set(own.map((source) => source.path));
  const policies = [...own, ...presets.filter((preset) => !paths.has(preset.path))];
  const logo = await readLogo(real, site);
  return {
    ...(site && { site }),
    policies,
    components,
    incidents,
    postmortems,
    ...(logo && { logo }),
    unread: unread.toSorted(),
  };
}

/**
 * The folder that contains `postmortems/` (V11.3): the content root, or the one named by `CANDOR_POSTMORTEMS` or by
 * `postmortems:` in `status.yaml`, such as a private repository beside it.
 */
export function postmortemRoot(root: string, site: SourceFile | undefined, env = process.env): string {
  const override = env['CANDOR_POSTMORTEMS'] ?? '';
  if (override !== '') return resolve(root, override);
  const named = site?.text.includes('postmortems:') ? parseSite(site).value?.postmortems : undefined;
  return named === undefined ? root : resolve(root, named);
}

async function readPostmortems(root: string, unread: string[]): Promise<SourceFile[]> {
  const real = await realpath(root).catch(undefinedIfMissing);
  return real === undefined ? [] : readFolder(real, 'postmortems', unread);
}

/** A symbolic link out of the root gives an unreadable source. */
export async function readSource(root: string, file: string): Promise<SourceFile> {
  return (await lstat(file)).isSymbolicLink() ? readSymlink(root, file) : readRegularFile(root, file);
}

async function readSymlink(root: string, file: string): Promise<SourceFile> {
  const target = await realpath(file).catch(() => undefined);
  const path = relativePath(root, file);
  if (target === undefined) return { path, text: '', unreadable: 'This symbolic link is broken.' };
  if (!target.startsWith(root + sep))
    return { path, text: '', unreadable: 'This symbolic link leads out of the repository.' };
  return readRegularFile(root, file);
}

/** One buffer and synchronous reads: twice as fast for thousands of small files as a promise each. */
const buffer = Buffer.allocUnsafeSlow(4 * MAX_FILE_LENGTH + 1);

function readRegularFile(root: string, file: string): SourceFile {
  const path = relativePath(root, file);
  const handle = openSync(file, 'r');
  try {
    let size = 0;
    for (let read = -1; read !== 0 && size < buffer.length; size += read) {
      read = readSync(handle, buffer, size, buffer.length - size, null);
    }
    if (size < buffer.length) return decodeSource(path, buffer.subarray(0, size));
    return {
      path,
      text: '',
      unreadable: 'The file is larger than 4 MB; at most 1 million characters are read.',
    };
  } finally {
    closeSync(handle);
  }
}

function relativePath(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}

/** Adds to `unread` the paths of files that look like content and are not. */
async function readFolder(root: string, folder: ContentFolder, unread: string[]): Promise<SourceFile[]> {
  const files = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(
    undefinedIfMissing,
  );
  const wanted: { name: string; linked: boolean }[] = [];
  for (const file of files ?? []) {
    if (file.isDirectory()) continue;
    const name = join(file.parentPath, file.name);
    const kind = classifyContentFile(folder, file.name);
    if (kind === 'content') wanted.push({ name, linked: file.isSymbolicLink() });
    else if (kind === 'unread') unread.push(relativePath(root, name));
  }
  const sources: SourceFile[] = [];
  for (const { name, linked } of wanted.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    sources.push(linked ? await readSymlink(root, name) : readRegularFile(root, name));
  return sources;
}

/** The content files in folders beside the content folders, such as `incident/`. */
async function listMisnamedFolders(root: string): Promise<string[]> {
  const folders = (await readdir(root, { withFileTypes: true })).flatMap((entry) => {
    const meant = entry.isDirectory() ? findMisnamedFolder(entry.name) : undefined;
    return meant === undefined ? [] : [{ name: entry.name, meant }];
  });
  const lists = folders.map(async ({ name, meant }) => {
    const files = await readdir(join(root, name), { recursive: true, withFileTypes: true });
    return files
      .filter((file) => file.isFile() && classifyContentFile(meant, file.name) === 'content')
      .map((file) => relativePath(root, join(file.parentPath, file.name)));
  });
  return (await Promise.all(lists)).flat();
}

/**
 * Reads the logo that `status.yaml` names; undefined if it names none. Without bytes if the path or a link leads out
 * of the root. Reads one byte more than is allowed, so that the size can be checked.
 */
async function readLogo(root: string, site: SourceFile | undefined): Promise<LogoFile | undefined> {
  const path = site && parseSite(site).value?.theme.logo;
  if (path === undefined) return undefined;
  const file = await realpath(join(root, path)).catch(() => undefined);
  if (!file?.startsWith(root + sep)) return { path };
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
