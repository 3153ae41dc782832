import { expect, test } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import { killRunners } from '../support/kill-runners.ts';
import { createTestRepository } from '../support/repository.ts';

// `npm run bench:notify` kills 200.
test('runners that are killed at any moment: each message arrives, or the log has a reason', async () => {
  const result = await killRunners(scratch(), createTestRepository().clone(), 10);
  expect(result).toMatchObject({ lost: [], unexplained: [], forgotten: [] });
  expect(result.killed).toBeGreaterThan(0);
  expect(result.arrived).toBeGreaterThan(0);
}, 180_000);
