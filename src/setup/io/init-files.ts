import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { overwriteText } from '../../files/write.ts';
import { runActions } from '../../actions/run-actions.ts';
import type { ActionHandlers } from '../../actions/run-actions.ts';
import { describeInitAction } from '../plan-init.ts';
import type { InitAction, ContentInventory } from '../plan-init.ts';
import { parseSite } from '../../content/site.ts';
import { BUNDLED_EXAMPLES } from '../shipped-examples.gen.ts';
import { COMMAND_FILE } from '../../files/engine.ts';
import { readContent } from '../../files/read-content.ts';

const EVENT_FOLDERS = ['incidents', 'postmortems'];
const SITE_FILE = 'status.yaml';

/** Lists the files of a content root, and which of them are identical to bundled examples. */
export async function readContentInventory(root: string): Promise<ContentInventory> {
  const [{ policies, site }, isExample, components, eventFiles] = await Promise.all([
    readContent(root),
    isExampleSite(root),
    listFiles(root, 'components'),
    Promise.all(EVENT_FOLDERS.map((folder) => listFiles(root, folder))),
  ]);
  const files = eventFiles
    .flat()
    .map(async (path) => ({ path, isExample: (await hashFile(root, path)) === BUNDLED_EXAMPLES[path] }));
  const siteId = isExample ? undefined : site && parseSite(site).value?.id;
  return {
    policies,
    ...(siteId !== undefined && { siteId }),
    components,
    eventFiles: await Promise.all(files),
  };
}

/** The hashes of incidents, postmortems and `status.yaml`, by path. */
export async function hashBundledExamples(root: string): Promise<Record<string, string>> {
  const eventFiles = (await Promise.all(EVENT_FOLDERS.map((folder) => listFiles(root, folder)))).flat();
  const paths = [...eventFiles, SITE_FILE].toSorted();
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await hashFile(root, path)])));
}

/** Whether `status.yaml` is identical to the bundled example. */
export async function isExampleSite(root: string): Promise<boolean> {
  return (await hashFile(root, SITE_FILE).catch(() => undefined)) === BUNDLED_EXAMPLES[SITE_FILE];
}

async function hashFile(root: string, path: string): Promise<string> {
  const text = (await readFile(join(root, path), 'utf8')).replaceAll('\r\n', '\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The content files of a folder, by path from the root. Symbolic links are listed like files. */
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

export interface InitResult {
  /** The command that failed, with its exit code and output. */
  readonly failed?: { readonly command: string; readonly code: number; readonly output: string };
}

/** Performs the actions in order; stops at the first command that fails. */
export async function performInit(
  root: string,
  actions: readonly InitAction[],
  log: (line: string) => void,
): Promise<InitResult> {
  let failed: InitResult['failed'];
  const handlers: ActionHandlers<InitAction> = {
    'write-file': async ({ path, text }) => {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await overwriteText(join(root, path), text);
    },
    'remove-file': ({ path }) => rm(join(root, path)),
    'run-command': async ({ command, args }) => {
      const { code, output } = await runCandor([command, ...args, '--root', root]);
      if (code === 0) return undefined;
      failed = { command, code, output };
      return { type: 'stop' };
    },
  };
  await runActions(actions, handlers, { describe: describeInitAction, log, logAt: 'start' });
  return failed ? { failed } : {};
}

function runCandor(args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND_FILE, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const append = (text: Buffer): void => void (output += text.toString());
    child.stdout.on('data', append);
    child.stderr.on('data', append);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
