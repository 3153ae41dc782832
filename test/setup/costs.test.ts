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
  OTHER_BRANCH_JOBS,
  UPDATE_JOBS,
} from '../../src/setup/costs.ts';
import { HOUR, MINUTE } from '../../src/time/duration.ts';

interface Job {
  readonly 'runs-on': string;
  readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
}

const jobsOf = (workflow: string): Readonly<Record<string, Job>> =>
  (
    parse(readFileSync(join(ENGINE_ROOT, '.github/workflows', workflow), 'utf8')) as {
      jobs: Record<string, Job>;
    }
  ).jobs;

describe('what an update costs', () => {
  test.each([
    ['in a terminal', UPDATE_JOBS, 3, 3],
    ['on a branch of another name', OTHER_BRANCH_JOBS, 5, 4],
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

test.each([
  ['a terminal', UPDATE_JOBS, 'ubuntu-latest', 421, 2.53],
  ['a terminal', UPDATE_JOBS, 'ubuntu-slim', 461, 1.15],
  ['a terminal', UPDATE_JOBS, 'host', 58, 0.35],
  ['forms', FORM_JOBS, 'ubuntu-latest', 421, 2.53],
  ['forms', FORM_JOBS, 'ubuntu-slim', 461, 1.15],
  ['forms', FORM_JOBS, 'host', 58, 0.35],
] as const)('SEV-2 for six hours, written in %s, watched on %s', (_, jobs, runner, minutes, price) => {
  expect(estimateIncidentCost(6 * HOUR, 30 * MINUTE, { jobs, runner })).toEqual({
    updates: 13,
    minutes,
    price,
  });
  const row = `| ${minutes} | ${price.toFixed(2)} |`;
  expect(readFileSync(join(ENGINE_ROOT, 'docs/adopter/costs.md'), 'utf8')).toContain(row);
});

test('docs/adopter/costs.md has the same sums', () => {
  const doc = readFileSync(join(ENGINE_ROOT, 'docs/adopter/costs.md'), 'utf8');
  const row = (jobs: typeof UPDATE_JOBS): string => `**${jobs.length}** | **${minutesOf(jobs)}**`;
  for (const sum of [row(UPDATE_JOBS), row(OTHER_BRANCH_JOBS), row(FORM_JOBS), row(DAILY_JOBS), '**120**'])
    expect(doc).toContain(sum);
});

test('reminders.yml: on ubuntu-slim the watcher ends before GitHub ends the job after 15 minutes', () => {
  const { watch } = jobsOf('reminders.yml');
  expect(watch!['runs-on']).toBe(
    "${{ vars.CANDOR_WATCHER_RUNNER == 'ubuntu-slim' && 'ubuntu-slim' || 'ubuntu-latest' }}",
  );
  const step = watch!.steps.find(({ run }) => run?.includes('--watch'));
  expect(step!.env!['LASTS']).toBe("${{ vars.CANDOR_WATCHER_RUNNER == 'ubuntu-slim' && '13m' || '340m' }}");
});
