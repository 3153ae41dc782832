import fc from 'fast-check';
import { test } from 'vitest';
import { FUZZ_TARGETS } from './targets.ts';

test.each(FUZZ_TARGETS)('any input: $name', { timeout: 600_000 }, async ({ property }) => {
  await fc.assert(property, { numRuns: 300 });
});
