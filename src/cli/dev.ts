import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_ROOT } from '../files/read-content.ts';
import { runCommand } from '../files/command-errors.ts';

const HELP = `npm run dev -- [options]

Serves the site of a content root as it is being written; every change is shown at once.

  --root DIR    the content root (default: this folder)
  --port PORT   where it is served (default: 4321)
`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: '.' },
      port: { type: 'string', default: '4321' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  process.env['CANDOR_ROOT'] = resolve(values.root);
  const { dev } = await import('astro');
  const server = await dev({ root: ENGINE_ROOT, server: { port: Number(values.port) } });
  await new Promise<void>((stopped) => server.watcher.on('close', stopped));
  return 0;
});
