import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentSources } from '../content/content.ts';
import type { SourceFile } from '../content/source.ts';
import { ENGINE_ROOT, readSource } from '../files/read-content.ts';
import { startGit } from './run.ts';
import { openBlobReader } from './blobs.ts';

const CONTENT_FOLDERS = ['policies', 'components', 'incidents', 'postmortems'] as const;

/** Reads a content root from a commit or tree. The bundled presets come after its own policies. */
export async function readContentAt(root: string, tree: string): Promise<ContentSources> {
  const files = await listFiles(root, tree);
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
      policies: [...own, ...presets.filter((preset) => !own.some(({ path }) => path === preset.path))],
      components: inFolder('components'),
      incidents: inFolder('incidents'),
      postmortems: inFolder('postmortems'),
    };
  } finally {
    blobs.stop();
  }
}

/** Must match the files that `readContent` reads; symbolic links are ignored. */
async function listFiles(root: string, tree: string): Promise<{ path: string; blob: string }[]> {
  const git = startGit(root, ['ls-tree', '-r', '-z', tree, '--', 'status.yaml', ...CONTENT_FOLDERS]);
  git.input.end();
  const chunks: Buffer[] = [];
  for await (const chunk of git.output) chunks.push(chunk as Buffer);
  await git.ended;
  return Buffer.concat(chunks)
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, mode = '', blob = '', path = ''] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
      const name = path.slice(path.lastIndexOf('/') + 1);
      const wanted = path.startsWith('policies/') ? /\.ya?ml$/ : path === 'status.yaml' ? /./ : /\.md$/;
      const taken = mode.startsWith('100') && wanted.test(name) && !/^(?:\.|readme\.)/i.test(name);
      return taken ? [{ path, blob }] : [];
    });
}

async function readPresets(): Promise<SourceFile[]> {
  const names = await readdir(join(ENGINE_ROOT, 'policies'));
  const files = names.filter((name) => /\.ya?ml$/.test(name)).toSorted();
  return Promise.all(files.map((name) => readSource(ENGINE_ROOT, join(ENGINE_ROOT, 'policies', name))));
}
