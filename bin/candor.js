#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

enableCompileCache?.();
// A checkout of Candor runs its source files; the package has only the compiled ones.
const source = new URL('../src/cli/candor.ts', import.meta.url);
await import(existsSync(source) ? source.href : '../lib/candor.js');
