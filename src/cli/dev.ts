import { resolve } from 'node:path';
import { ENGINE_ROOT } from '../files/engine.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { dev } from './declarations/build.ts';

export const runDev: CommandRun<typeof dev> = async (values) => {
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  process.env['CANDOR_ROOT'] = resolve(values.root);
  const { dev } = await import('astro');
  const server = await dev({ root: ENGINE_ROOT, server: { port: Number(values.port) } });
  await new Promise<void>((stopped) => server.watcher.on('close', stopped));
  return 0;
};
