import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runScript } from '../src/cli/run-candor.ts';
import { ENGINE_ROOT } from '../src/files/engine.ts';
import { bundlePackage } from './package/bundle.ts';

await runScript(
  'npm run build:package --',
  {
    summary: "Compiles the package into lib/: commands, the site's pages and the API with its types.",
    description: 'npm pack runs it.',
    options: {},
    exitCodes: { 0: 'built', 2: 'it could not be built' },
  },
  async () => {
    const draft = await mkdtemp(join(ENGINE_ROOT, '.lib-'));
    try {
      await bundlePackage(draft);
      await rm(join(ENGINE_ROOT, 'lib'), { recursive: true, force: true });
      // A temporary folder is for its owner only.
      await chmod(draft, 0o755);
      await rename(draft, join(ENGINE_ROOT, 'lib'));
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return 0;
  },
);
