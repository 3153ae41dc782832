import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE_ROOT } from '../../../src/files/engine.ts';

const SYSTEM = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * The folders of PATH before any step has run: this machine's programs, behind a `node` that says that setup-node has
 * not run, and an `npm` whose `npm ci` links the engine's own dependencies instead of fetching them, unless the machine's
 * REGISTRY_IS_DOWN is set.
 */
export function makeTools(folder: string): string[] {
  const before = join(folder, 'before-setup-node');
  const tools = join(folder, 'tools');
  program(before, 'node', 'echo "executor: no node before setup-node" >&2; exit 127');
  program(
    tools,
    'npm',
    `case "$1" in
ci)
  node --version >/dev/null || exit
  test -z "$REGISTRY_IS_DOWN" || { echo "npm error network request to https://registry.npmjs.org failed" >&2; exit 1; }
  test -f package-lock.json || { echo "npm error: npm ci can only install with an existing package-lock.json" >&2; exit 1; }
  if node -p "'candor' in require('./package.json').dependencies" 2>/dev/null | grep -q true; then
    mkdir -p node_modules/.bin
    ln -sfn ${quote(ENGINE_ROOT)} node_modules/candor
    ln -sfn ../candor/bin/candor.js node_modules/.bin/candor
  else
    ln -sfn ${quote(join(ENGINE_ROOT, 'node_modules'))} node_modules
  fi
  echo "executor: npm $* is a link to dependencies that are there already, those for development among them";;
i | install | add) echo "executor: npm $1 is not run in tests" >&2; exit 1;;
*) exec node ${quote(npmProgram())} "$@";;
esac`,
  );
  return [before, tools, ...SYSTEM];
}

function program(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/bash\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

function npmProgram(): string {
  return (
    process.env['npm_execpath'] ?? realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim())
  );
}

function quote(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
