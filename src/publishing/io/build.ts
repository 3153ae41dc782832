import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How a build ended: `green`, `red` (built, with errors: what can't be shown was left as it was), or not at all. */
export type CheckoutBuildResult = 'green' | 'red' | 'failed';

export interface CheckoutBuildOptions {
  /** The checkout whose engine builds. */
  readonly engine: string;
  /** The content root. */
  readonly root: string;
  readonly out: string;
  readonly clean?: boolean;
}

/** Builds a site with any checkout's engine, as a process of its own. What it says goes where this process writes. */
export function buildCheckout({
  engine,
  root,
  out,
  clean = false,
}: CheckoutBuildOptions): Promise<CheckoutBuildResult> {
  const args = [
    join(engine, 'src', 'cli', 'build.ts'),
    '--root',
    root,
    '--out',
    out,
    ...(clean ? ['--clean'] : []),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0 ? 'green' : code === 1 ? 'red' : 'failed'));
  });
}
