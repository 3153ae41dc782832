import { resolve } from 'node:path';
import { serveLanguage } from '../editor/io/serve.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { lsp } from './declarations/lsp.ts';

export const runLsp: CommandRun<typeof lsp> = async (values) => {
  await serveLanguage({
    root: resolve(values.root),
    input: process.stdin,
    output: process.stdout,
    now: Date.now,
  });
  return 0;
};
