import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ENGINE_ROOT } from '../src/files/engine.ts';
import { runDefinedCommand } from '../src/cli/define-command.ts';
import { bundlePackage } from './package/bundle.ts';

await runDefinedCommand({
  help: `Usage: npm run build:package

Compiles the package into lib/: commands, the site's pages and the API with its types. \`npm pack\` runs it.

Exit codes:
  0  built
  2  it could not be built
`,
  options: {},
  run: async () => {
    const draft = await mkdtemp(join(ENGINE_ROOT, '.lib-'));
    try {
      await bundlePackage(draft);
      await rm(join(ENGINE_ROOT, 'lib'), { recursive: true, force: true });
      await rename(draft, join(ENGINE_ROOT, 'lib'));
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return 0;
  },
});
