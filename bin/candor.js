#!/usr/bin/env node
// An old Node has to get along with this file: it loads the one that says which version is needed.
import { existsSync } from 'node:fs';
import module from 'node:module';

module.enableCompileCache?.();
// A checkout of Candor runs its source files; the package has only the compiled ones.
const source = new URL('../src/cli/candor.ts', import.meta.url);
const isCheckout = existsSync(source);
if (isCheckout && !process.features.typescript) {
  process.stderr.write(
    `The source of Candor needs Node.js 22.18 or newer, and this is ${process.versions.node}. Install it from https://nodejs.org, then run the command again.\n`,
  );
  process.exitCode = 2;
} else {
  await import(isCheckout ? source.href : '../lib/candor.js');
}
