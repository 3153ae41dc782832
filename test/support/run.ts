import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ENGINE_ROOT } from '../../src/files/engine.ts';

/** What a command said and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The file of the package that Node runs for every command. `package-build.ts` builds it. */
export const CANDOR = join(ENGINE_ROOT, 'lib', 'candor.js');

/** The source of the same, for tests that change a module as it is loaded. */
export const CANDOR_SOURCE = join(ENGINE_ROOT, 'src', 'cli', 'candor.ts');

/** Runs one of the commands in `src/cli/` as a process of its own. */
export function run(
  name: string,
  args: readonly string[],
  {
    env,
    entry = CANDOR,
    ...options
  }: {
    cwd?: string;
    input?: string;
    env?: Readonly<Record<string, string>>;
    entry?: string;
  } = {},
): Ran {
  const done = spawnSync(process.execPath, [entry, name, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '', ...env },
    maxBuffer: 2 ** 28,
    ...options,
  });
  return { code: done.status ?? -1, out: done.stdout, err: done.stderr };
}
