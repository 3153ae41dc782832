import { resolve } from 'node:path';
import { ENGINE_ROOT } from '../files/engine.ts';
import { defineCommand } from './define-command.ts';

const HELP = `Usage: npm run dev -- [options]

Serves the site of a content root for development. The browser reloads after each change.

Options:
  --root DIR    the content root (default: the current folder)
  --port PORT   the port to listen on (default: 4321)

Exit codes:
  0  stopped
  2  the command could not run
`;

export const devCommand = defineCommand({
  help: HELP,
  options: {
    root: { type: 'string', default: '.' },
    port: { type: 'string', default: '4321' },
  },
  run: async (values) => {
    process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
    process.env['CANDOR_ROOT'] = resolve(values.root);
    const { dev } = await import('astro');
    const server = await dev({ root: ENGINE_ROOT, server: { port: Number(values.port) } });
    await new Promise<void>((stopped) => server.watcher.on('close', stopped));
    return 0;
  },
});
