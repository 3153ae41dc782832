import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { readText } from '../../files/read-text.ts';
import { COMMAND_FILE, ENGINE_ROOT, readVersion } from '../../files/engine.ts';
import { readContent } from '../../files/read-content.ts';
import { overwriteText } from '../../files/write.ts';
import type { GeneratedFile } from '../../files/write.ts';
import { runActions } from '../../actions/run-actions.ts';
import type { ActionHandlers } from '../../actions/run-actions.ts';
import { readGeneratedTexts } from './generated-texts.ts';
import { MANIFEST_PATH, parseManifest } from '../managed-files.ts';
import { describeInitAction } from '../plan-init.ts';
import type { Engine } from '../company-files.ts';
import type { ExistingContent, InitAction } from '../plan-init.ts';

/** The version of Node in a new repository's `.nvmrc`. */
const NODE_VERSION = '24';

/** Candor's own files that a company's repository gets too, as folders and files of `.github/`. */
const TEMPLATES = ['workflows', 'PULL_REQUEST_TEMPLATE', 'pull_request_template.md', 'main-ruleset.json'];
/** They test Candor itself. */
const OWN_WORKFLOWS = ['.github/workflows/ci.yml', '.github/workflows/fuzz.yml'];

/** What comes with this version of Candor. */
export async function readEngine(dependency?: string): Promise<Engine> {
  const version = await readVersion();
  const paths = (
    await Promise.all(TEMPLATES.map((name) => listFiles(ENGINE_ROOT, `.github/${name}`)))
  ).flat();
  const templates = paths
    .filter((path) => !OWN_WORKFLOWS.includes(path))
    .map(async (path) => ({ path, text: await readFile(join(ENGINE_ROOT, path), 'utf8') }));
  return {
    version,
    dependency: dependency ?? version,
    node: NODE_VERSION,
    templates: await Promise.all(templates),
  };
}

/** Reads what `init` and `upgrade` could change in a folder, which may be empty. */
export async function readExistingContent(root: string): Promise<ExistingContent> {
  const [sources, generated, top] = await Promise.all([
    readContent(root),
    Promise.all(['.github', 'hosting'].map((folder) => listFiles(root, folder))),
    readdir(root, { withFileTypes: true }),
  ]);
  const paths = [
    ...generated.flat(),
    ...top.filter((file) => file.isFile()).map(({ name }) => name),
    ...(await listFiles(root, 'incidents')),
  ];
  const texts = await Promise.all(
    paths.map(async (path): Promise<[string, string]> => [path, await readText(join(root, path))]),
  );
  const files = new Map([...texts, ...sources.components.map(({ path, text }) => [path, text] as const)]);
  const manifest = parseManifest(files.get(MANIFEST_PATH));
  return { sources, files, manifest, generated: await readGeneratedTexts(root, files, manifest) };
}

/** The files of a folder or, if it is one, the file itself, by path from the root. */
async function listFiles(root: string, path: string): Promise<string[]> {
  const found = await readdir(join(root, path), { recursive: true, withFileTypes: true }).catch(
    ({ code }: NodeJS.ErrnoException) => (code === 'ENOTDIR' ? 'file' : []),
  );
  if (found === 'file') return [path];
  return found
    .filter((file) => file.isFile())
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
    'write-file': async ({ path, text }: GeneratedFile) => {
      await overwriteText(join(root, path), text);
    },
    'remove-file': ({ path }) => rm(join(root, path)),
    'leave-file': () => Promise.resolve(),
    'run-command': async ({ command, args }) => {
      const { code, output } = await runCandor([command, ...args, '--root', root]);
      if (code === 0) {
        if (command === 'validate') for (const line of output.trimEnd().split('\n')) log(line);
        return undefined;
      }
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
