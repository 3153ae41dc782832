import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { InitAction, ContentInventory } from '../plan-init.ts';
import { BUNDLED_EXAMPLES } from '../shipped-examples.gen.ts';
import { ENGINE_ROOT, readContent } from '../../files/read-content.ts';

const EVENT_FOLDERS = ['incidents', 'postmortems'];
const SITE_FILE = 'status.yaml';

/** What a content root holds of a company's, and which of it are the engine's examples, word for word. */
export async function readContentInventory(root: string): Promise<ContentInventory> {
  const [{ policies }, components, eventFiles] = await Promise.all([
    readContent(root),
    listFiles(root, 'components'),
    Promise.all(EVENT_FOLDERS.map((folder) => listFiles(root, folder))),
  ]);
  const judged = eventFiles
    .flat()
    .map(async (path) => ({ path, isExample: (await hashFile(root, path)) === BUNDLED_EXAMPLES[path] }));
  return { policies, components, eventFiles: await Promise.all(judged) };
}

/** The hashes of a root's incidents and reviews and of its `status.yaml`, by path. */
export async function hashBundledExamples(root: string): Promise<Record<string, string>> {
  const eventFiles = (await Promise.all(EVENT_FOLDERS.map((folder) => listFiles(root, folder)))).flat();
  const paths = [...eventFiles, SITE_FILE].toSorted();
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await hashFile(root, path)])));
}

/** Whether a root's `status.yaml` is the engine's example, word for word. */
export async function isExampleSite(root: string): Promise<boolean> {
  return (await hashFile(root, SITE_FILE).catch(() => undefined)) === BUNDLED_EXAMPLES[SITE_FILE];
}

async function hashFile(root: string, path: string): Promise<string> {
  const text = (await readFile(join(root, path), 'utf8')).replaceAll('\r\n', '\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Every file of a folder that is content, by its path from the root; a link is a file like any other. */
async function listFiles(root: string, folder: string): Promise<string[]> {
  const found = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    },
  );
  return found
    .filter((file) => !file.isDirectory() && !/^(?:\.|readme\.)/i.test(file.name))
    .map((file) => relative(root, join(file.parentPath, file.name)).split(sep).join('/'))
    .toSorted();
}

/** What became of a plan: the first command of the engine that had something to say against it. */
export interface InitResult {
  readonly failed?: { readonly script: string; readonly code: number; readonly said: string };
}

/** Does what a plan says, in order; stops at the first of the engine's commands that fails. */
export async function performInit(
  root: string,
  actions: readonly InitAction[],
  say: (line: string) => void,
): Promise<InitResult> {
  for (const action of actions) {
    if (action.do === 'remove') await rm(join(root, action.path));
    else if (action.do === 'write') {
      await mkdir(dirname(join(root, action.path)), { recursive: true });
      await writeFile(join(root, action.path), action.text);
    } else {
      const { script, args } = action;
      const file = join(ENGINE_ROOT, 'src', 'cli', `${script}.ts`);
      if (!(await stat(file).catch(() => undefined))) continue;
      say(`npm run ${script}: ${action.why}`);
      const { code, said } = await runScript(file, [...args, '--root', root]);
      if (code !== 0) return { failed: { script, code, said } };
    }
  }
  return {};
}

function runScript(file: string, args: readonly string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (text: Buffer): void => void (said += text.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, said }));
  });
}
