import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ContentSources } from '../core/content.ts';
import { LARGEST_FILE } from '../core/parse-incident.ts';
import type { Source } from '../core/source.ts';
import { sourceOf } from './decode.ts';

/** The engine's own folder: its presets and schemas are here. */
export const ENGINE_ROOT = fileURLToPath(new URL('../../', import.meta.url));

const AT_ONCE = 64;

/**
 * Reads every file of a content root. Presets of the engine come after the root's own policies. Paths are relative to
 * the root, with `/`. A file that is no text comes back as unreadable, never as an exception.
 * @throws if the root is no folder that can be read
 */
export async function readContent(root: string): Promise<ContentSources> {
  const real = await realpath(root);
  const [site, own, presets, components, incidents, postmortems] = await Promise.all([
    readSource(real, join(real, 'status.yaml')).catch(ifMissing),
    readFolder(real, 'policies', /\.ya?ml$/),
    readFolder(ENGINE_ROOT, 'policies', /\.ya?ml$/),
    readFolder(real, 'components', /\.md$/),
    readFolder(real, 'incidents', /\.md$/),
    readFolder(real, 'postmortems', /\.md$/),
  ]);
  const paths = new Set(own.map((source) => source.path));
  const policies = [...own, ...presets.filter((preset) => !paths.has(preset.path))];
  return { ...(site && { site }), policies, components, incidents, postmortems };
}

/** Reads one file as a source; a link that leaves the root is refused. */
export async function readSource(root: string, file: string): Promise<Source> {
  const path = relative(root, file).split(sep).join('/');
  const stat = await lstat(file);
  if (stat.isSymbolicLink()) {
    const target = await realpath(file).catch(() => undefined);
    if (target === undefined) return { path, text: '', unreadable: 'This link leads nowhere.' };
    if (!target.startsWith(root + sep))
      return { path, text: '', unreadable: 'This link leads out of the repository.' };
  }
  if (stat.size > 4 * LARGEST_FILE) {
    const size = `${Math.round(stat.size / 1_000_000)} MB`;
    return { path, text: '', unreadable: `The file has ${size}; at most 1 million characters are read.` };
  }
  return sourceOf(path, await readFile(file));
}

async function readFolder(root: string, folder: string, ending: RegExp): Promise<Source[]> {
  const files = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(ifMissing);
  const wanted = (files ?? [])
    .filter((file) => !file.isDirectory() && ending.test(file.name) && !/^(?:\.|readme\.)/i.test(file.name))
    .map((file) => join(file.parentPath, file.name))
    .toSorted();
  const sources: Source[] = Array.from({ length: wanted.length });
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < wanted.length; at = next++) sources[at] = await readSource(root, wanted[at]!);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, wanted.length) }, worker));
  return sources;
}

function ifMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
