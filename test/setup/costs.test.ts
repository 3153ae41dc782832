import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import {
  DAILY_JOBS,
  estimateIncidentCost,
  FORM_JOBS,
  minutesOf,
  minutesPerMonth,
  UPDATE_JOBS,
} from '../../src/setup/costs.ts';
import { HOUR, MINUTE } from '../../src/time/duration.ts';

const jobsOf = (workflow: string): Record<string, { steps: { run?: string }[] }> =>
  (
    parse(readFileSync(join(ENGINE_ROOT, '.github/workflows', workflow), 'utf8')) as {
      jobs: Record<string, { steps: { run?: string }[] }>;
    }
  ).jobs;

describe('what an update costs', () => {
  test.each([
    ['in a terminal', UPDATE_JOBS, 5, 4],
    ['in a form', FORM_JOBS, 3, 3],
    ['a day without an incident', DAILY_JOBS, 3, 2],
  ])('%s: its jobs exist, and so many install dependencies', (_, jobs, count, installs) => {
    expect(jobs).toHaveLength(count);
    const steps = jobs.map(({ workflow, job }) => jobsOf(workflow)[job]!.steps);
    expect(steps.filter((list) => list.some(({ run }) => run?.includes('npm ci')))).toHaveLength(installs);
  });
});

test('a private repository without an incident stays far below the free minutes', () => {
  expect([minutesPerMonth({ isPrivate: true }), minutesPerMonth({ isPrivate: false })]).toEqual([120, 840]);
});

test('SEV-2 for six hours', () => {
  expect(estimateIncidentCost(6 * HOUR, 30 * MINUTE)).toEqual({
    updates: 13,
    minutes: 444,
    minutesWithOwnWatcher: 84,
  });
  expect(estimateIncidentCost(6 * HOUR, 30 * MINUTE, FORM_JOBS)).toMatchObject({ minutesWithOwnWatcher: 58 });
});

test('docs/adopter/costs.md has the same sums', () => {
  const doc = readFileSync(join(ENGINE_ROOT, 'docs/adopter/costs.md'), 'utf8');
  const row = (jobs: typeof UPDATE_JOBS): string => `**${jobs.length}** | **${minutesOf(jobs)}**`;
  for (const sum of [row(UPDATE_JOBS), row(FORM_JOBS), row(DAILY_JOBS), '**120**', '444', '84', '58'])
    expect(doc).toContain(sum);
});
