import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { slowTests } from './test/slow-tests.ts';

const slow = slowTests();

export default defineConfig({
  test: {
    // Most tests wait for processes of their own: on two cores one worker would leave half of the machine idle.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Commands that tests start reuse compiled code: starting one takes about half the time.
    env: {
      NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node-compile-cache', import.meta.url)),
    },
    projects: [
      { extends: true, test: { name: 'fast', include: ['test/**/*.test.ts'], exclude: slow } },
      { extends: true, test: { name: 'slow', include: slow } },
    ],
    // GitHub's workflow packages import JSON in a way that Node itself refuses.
    server: { deps: { inline: [/@actions\//] } },
  },
});
