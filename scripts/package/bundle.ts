import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { CACHE_FOLDER, ENGINE_ROOT } from '../../src/files/engine.ts';
import { compilePages } from '../../src/site/renderer/compile.ts';
import { collectLicences } from './licences.ts';
import { createPreparsePlugin } from './preparse.ts';

/** What Node starts or imports by its file name. */
const ENTRIES = {
  candor: 'src/cli/candor.ts',
  api: 'src/api/candor.ts',
  'draw-cards': 'src/site/og/draw-cards.ts',
  'write-thread': 'src/site/renderer/write-thread.ts',
  'draw-svg-child': 'src/site/logo/draw-svg-child.ts',
};

/** What compiles pages and serves them to Candor's developers. */
const ONLY_IN_A_CHECKOUT = ['astro', 'astro/config', 'vite'];

/** Folders of `src/` whose modules the pages share with the commands. */
const SHARED_FOLDERS = ['content', 'files', 'status', 'templates', 'text', 'time'];

/**
 * Modules that go into one file together with all that they import: Node takes half a millisecond to find and open a file, and
 * commands would load 80. The first is what runs before the version of Node is known: an old one fails on newer syntax.
 */
const GROUPS = [
  { name: 'start', test: /\/src\/(?:files\/engine|cli\/(?:node-version|v8-settings))\.ts$/ },
  { name: 'cli', test: /\/src\/cli\/run-candor\.ts$/ },
  { name: 'content', test: /\/src\/(?:content\/content|files\/read-content)\.ts$/ },
  { name: 'deadlines', test: /\/src\/deadlines\/(?:all-deadlines|io\/[\w-]+)\.ts$/ },
  { name: 'rules', test: /\/src\/rules\/engine\/validate-(?:content|text)\.ts$/ },
  { name: 'history', test: /\/src\/publication-history\/io\/read\.ts$/ },
].map((group, index) => ({ ...group, priority: 10 - index }));

/** Commands have these modules too: in the pages' own file they would be loaded twice. */
function isSharedWithCommands(path: string): boolean {
  const folders = SHARED_FOLDERS.map((name) => join(ENGINE_ROOT, 'src', name, sep));
  return path.endsWith('.ts') && folders.some((folder) => path.startsWith(folder));
}

/** Compiles the commands, the pages and the API into a folder, in which all files are beside each other. */
export async function bundlePackage(folder: string): Promise<void> {
  const { dependencies } = JSON.parse(await readFile(join(ENGINE_ROOT, 'package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>;
  };
  const installed = Object.keys(dependencies);
  await mkdir(CACHE_FOLDER, { recursive: true });
  const pages = await mkdtemp(join(CACHE_FOLDER, 'package-'));
  try {
    const pageModules = await compilePages(pages, isSharedWithCommands);
    const bundle = await rolldown({
      cwd: ENGINE_ROOT,
      platform: 'node',
      input: { ...ENTRIES, pages: join(pages, 'pages.js') },
      external: (id) =>
        ONLY_IN_A_CHECKOUT.includes(id) || installed.some((name) => id === name || id.startsWith(`${name}/`)),
      plugins: [await createPreparsePlugin()],
    });
    const { output } = await bundle.write({
      dir: folder,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      codeSplitting: { groups: GROUPS },
    });
    await bundle.close();
    const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    const licences = await collectLicences([...pageModules, ...modules]);
    await writeFile(join(folder, 'THIRD-PARTY-LICENCES.txt'), licences);
    await declareTypes(join(folder, 'types'));
  } finally {
    await rm(pages, { recursive: true, force: true });
  }
}

/** The types of the API, one declaration file per source file. */
async function declareTypes(outDir: string): Promise<void> {
  const compiler = join(ENGINE_ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const settings = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', outDir];
  const config = join(ENGINE_ROOT, 'scripts', 'package', 'tsconfig.json');
  await promisify(execFile)(process.execPath, [compiler, '-p', config, ...settings]);
}
