import type { ContentSources } from '../content/content.ts';
import { classifyContentFile, CONTENT_FOLDERS } from '../content/content-files.ts';
import type { ContentFolder } from '../content/content-files.ts';
import type { SourceFile } from '../content/source.ts';
import { isReplaced, readPresets } from '../files/read-content.ts';

import { startGit } from './run.ts';
import { openBlobReader } from './blobs.ts';

/**
 * Reads a content root, or only some of its folders, from a commit or tree. The bundled presets come after its own
 * policies.
 * @throws GitError
 */
export async function readContentAt(
  root: string,
  tree: string,
  folders: readonly ContentFolder[] = CONTENT_FOLDERS,
): Promise<ContentSources> {
  const { files, unread } = await listFiles(root, tree, folders);
  const blobs = openBlobReader(root);
  try {
    const answers = files.map(async ({ path, blob }) => blobs.read(blob, path));
    const [sources, presets] = await Promise.all([Promise.all(answers), readPresets(), blobs.close()]);
    const inFolder = (folder: string): SourceFile[] =>
      sources.filter(({ path }) => path.startsWith(`${folder}/`));
    const own = inFolder('policies');
    const site = sources.find(({ path }) => path === 'status.yaml');
    return {
      ...(site && { site }),
      policies: [...own, ...presets.filter((preset) => !isReplaced(preset, own))],
      words: inFolder('words'),
      components: inFolder('components'),
      incidents: inFolder('incidents'),
      postmortems: inFolder('postmortems'),
      unread,
    };
  } finally {
    blobs.stop();
  }
}

/** Must match the files that `readContent` reads; symbolic links are ignored. */
async function listFiles(
  root: string,
  tree: string,
  folders: readonly ContentFolder[],
): Promise<{ files: { path: string; blob: string }[]; unread: string[] }> {
  const git = startGit(root, ['ls-tree', '-r', '-z', tree, '--', 'status.yaml', ...folders]);
  git.input.end();
  const chunks: Buffer[] = [];
  for await (const chunk of git.output) chunks.push(chunk as Buffer);
  await git.ended;
  const files: { path: string; blob: string }[] = [];
  const unread: string[] = [];
  for (const line of Buffer.concat(chunks).toString('utf8').split('\0')) {
    const [, mode = '', blob = '', path = ''] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
    const folder = folders.find((name) => path.startsWith(`${name}/`));
    const kind = folder && classifyContentFile(folder, path.slice(path.lastIndexOf('/') + 1));
    if (kind === 'unread') unread.push(path);
    else if (mode.startsWith('100') && (kind === 'content' || path === 'status.yaml'))
      files.push({ path, blob });
  }
  return { files, unread };
}
