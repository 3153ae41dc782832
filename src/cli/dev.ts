import { resolve } from 'node:path';
import { ENGINE_ROOT, IS_COMPILED } from '../files/engine.ts';
import { servePreview } from '../site/preview.ts';
import { readFindings } from './validate.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { dev } from './declarations/build.ts';

export const runDev: CommandRun<typeof dev> = async (values) => {
  const root = resolve(values.root);
  if (IS_COMPILED) {
    await servePreview(
      root,
      Number(values.port),
      (line) => void process.stdout.write(`${line}\n`),
      () => readFindings(root),
    );
    return 0;
  }
  // In a checkout of Candor, a change of its own pages shows at once too.
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  process.env['CANDOR_ROOT'] = root;
  const { dev } = await import('astro');
  const server = await dev({ root: ENGINE_ROOT, server: { port: Number(values.port) } });
  await new Promise<void>((stopped) => server.watcher.on('close', stopped));
  return 0;
};
