import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether this is the compiled package; otherwise Node runs the source files of a checkout. */
export const IS_COMPILED = !import.meta.url.endsWith('.ts');

/** Of the engine's own modules. */
export const MODULE_EXTENSION = IS_COMPILED ? 'js' : 'ts';

/** The engine's own folder, with its presets and schemas. The content root is another folder, or the same in a checkout. */
export const ENGINE_ROOT = fileURLToPath(new URL(IS_COMPILED ? '../' : '../../', import.meta.url));

/** The file that Node runs for every command. */
export const COMMAND_FILE = join(
  ENGINE_ROOT,
  ...(IS_COMPILED ? ['lib', 'candor.js'] : ['src', 'cli', 'candor.ts']),
);

/** The version of Candor. */
export async function readVersion(): Promise<string> {
  const text = await readFile(join(ENGINE_ROOT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Whether a folder is a checkout of Candor itself, which has its source beside the content. */
export function isCheckoutOfCandor(root: string): boolean {
  return existsSync(join(root, 'src', 'cli', 'candor.ts'));
}

/** What can be made again at any time. An installed package keeps it beside itself, as installing it again replaces its folder. */
export const CACHE_FOLDER = join(nearestNodeModules(ENGINE_ROOT), '.cache', 'candor');

function nearestNodeModules(folder: string): string {
  const parent = dirname(folder);
  return parent.split(sep).at(-1) === 'node_modules' ? parent : join(folder, 'node_modules');
}
