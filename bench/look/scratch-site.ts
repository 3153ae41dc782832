import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ENGINE_ROOT } from '../../src/files/engine.ts';

export async function writeContentRoot(
  root: string,
  files: Iterable<readonly [string, string]>,
): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/**
 * Runs the build command.
 * @throws if no site was built; errors in the content are not a reason
 */
export async function buildSiteInto(root: string, out: string, now: string): Promise<void> {
  const command = [
    join(ENGINE_ROOT, 'src', 'cli', 'candor.ts'),
    'build',
    '--root',
    root,
    '--out',
    out,
    '--now',
    now,
  ];
  const { code, err } = await runProgram(process.execPath, command);
  if (code !== 0 && code !== 1) throw new Error(`The site of ${root} was not built:\n${err}`);
}

export interface ProgramResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export async function runProgram(
  program: string,
  args: readonly string[],
  env = process.env,
): Promise<ProgramResult> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  const output = { out: '', err: '' };
  child.stdout.on('data', (text) => (output.out += String(text)));
  child.stderr.on('data', (text) => (output.err += String(text)));
  const code = await new Promise<number | null>((ended, failed) => {
    child.on('close', ended);
    child.on('error', failed);
  });
  return { code, ...output };
}
