import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
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

/** Builds a site with the code of a checkout, or with the package that is installed in it, in a child process. */
export function buildCheckout({
  engine,
  root,
  out,
  clean = false,
}: CheckoutBuildOptions): Promise<CheckoutBuildResult> {
  const args = [commandFile(engine), 'build', '--root', root, '--out', out, ...(clean ? ['--clean'] : [])];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0 ? 'green' : code === 1 ? 'red' : 'failed'));
  });
}

function commandFile(engine: string): string {
  const installed = join(engine, 'node_modules', 'candor', 'bin', 'candor.js');
  return existsSync(installed) ? installed : join(engine, 'bin', 'candor.js');
}
