import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Most tests wait for processes of their own: on two cores one worker would leave half of the machine idle.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // GitHub's workflow packages import JSON in a way that Node itself refuses.
    server: { deps: { inline: [/@actions\//] } },
  },
});
