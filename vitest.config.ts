import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { minifiedScripts } from './src/site/renderer/minified-scripts.ts';
import { slowTests } from './test/slow-tests.ts';
import { SlowestFirst } from './test/slowest-first.ts';

const slow = slowTests();

export default defineConfig({
  plugins: [minifiedScripts()],
  test: {
    // Tests wait for processes of their own: with one worker for each core, a part of the machine is idle.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    globalSetup: ['./test/support/temporary-folder.ts', './test/support/package-build.ts'],
    sequence: { sequencer: SlowestFirst },
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // Commands that tests start reuse compiled code: starting one takes about half the time.
    env: {
      NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node-compile-cache', import.meta.url)),
      // Most of a small commit's time is git looking whether to tidy up, and waiting until the disk has stored a reference.
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'maintenance.auto',
      GIT_CONFIG_VALUE_0: 'false',
      GIT_CONFIG_KEY_1: 'core.fsync',
      GIT_CONFIG_VALUE_1: 'none',
    },
    projects: [
      {
        extends: true,
        test: { name: 'fast', include: ['test/**/*.test.ts'], exclude: slow, isolate: false },
      },
      { extends: true, test: { name: 'slow', include: slow } },
    ],
    // GitHub's workflow packages import JSON in a way that Node itself refuses.
    server: { deps: { inline: [/@actions\//] } },
  },
});
