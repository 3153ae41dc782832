import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** `green`: built. `red`: built, but the content has errors and some incidents keep an older version. */
export type CheckoutBuildResult = 'green' | 'red' | 'failed';

export interface CheckoutBuildOptions {
  /** The checkout whose code builds the site. */
  readonly engine: string;
  /** The content root. */
  readonly root: string;
  readonly out: string;
  readonly clean?: boolean;
}

/** Builds a site with a checkout's code in a child process, which inherits stdout and stderr. */
export function buildCheckout({
  engine,
  root,
  out,
  clean = false,
}: CheckoutBuildOptions): Promise<CheckoutBuildResult> {
  const args = [
    join(engine, 'src', 'cli', 'candor.ts'),
    'build',
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
