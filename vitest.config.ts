import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // GitHub's workflow packages import JSON in a way that Node itself refuses.
    server: { deps: { inline: [/@actions\//] } },
  },
});
