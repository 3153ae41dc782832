import { describe, expect, test } from 'vitest';
import { createRebuildTask, rebuildOnce } from '../../../src/reminders/io/rebuild-task.ts';
import type { WatchTask } from '../../../src/reminders/io/tasks.ts';
import { readGitOutput } from '../../../src/git/run.ts';
import { at, incidentText, RESOLVED, startEvening } from '../watched-repository.ts';
import type { Evening, Watcher } from '../watched-repository.ts';

const DEPLOY = { '.github/workflows/deploy.yml': 'on: { push: {}, workflow_dispatch: {} }\njobs: {}\n' };
/** The window is from 20:00 to 21:00. */
const WINDOW = {
  'incidents/2026-11-22-move.md':
    '---\nkind: maintenance\ntitle: Orders move\ncomponents: { orders: degraded }\nstarts: 2026-11-22T20:00Z\nends: 2026-11-22T21:00Z\n---\n\n## 2026-11-20T09:00Z scheduled\n\nOrders will be slower.\n',
};

interface Rebuilds extends Watcher {
  readonly task: WatchTask;
  readonly evening: Evening;
  /** How many runs of deploy.yml were started. */
  readonly started: () => number;
}

async function watch(files: Readonly<Record<string, string>>, lastRun?: string): Promise<Rebuilds> {
  const evening = await startEvening(files);
  const { hub } = evening;
  if (lastRun !== undefined)
    hub.settings.runs = [{ id: 1, path: '.github/workflows/deploy.yml', created_at: lastRun }];
  const watcher = await evening.watcher();
  const task = createRebuildTask(watcher.tracker, (line) => void watcher.log.push(line));
  const started = (): number =>
    hub.dispatched.filter(({ payload }) => JSON.stringify(payload).includes('deploy.yml')).length;
  return { ...watcher, task, evening, started };
}

describe('the page is built when the passing time changes it', () => {
  test('once a day, after midnight in the site’s zone, and not twice', async () => {
    const { task, wakeAt, started, log, evening } = await watch(DEPLOY, '2026-11-21T22:59:00Z');
    expect(await task.run(await wakeAt('18:06'))).toBe(at('23:00'));
    await task.run(await wakeAt('18:07'));
    expect([started(), log]).toEqual([1, ['started deploy.yml, because the page changes with the time']]);
    expect(task.needsWatcher?.()).toBe(false);
    evening.hub.assertClean();
  });

  test('not if it was built since', async () => {
    const { task, wakeAt, started } = await watch(DEPLOY, '2026-11-21T23:00:00Z');
    await task.run(await wakeAt('18:06'));
    expect(started()).toBe(0);
  });

  test('at both edges of a maintenance window, for which the watcher keeps running', async () => {
    const { task, wakeAt, started } = await watch({ ...DEPLOY, ...WINDOW }, '2026-11-22T18:00:00Z');
    const seen: [number, Date | undefined, boolean | undefined][] = [];
    for (const time of ['18:49', '18:50', '20:00', '20:30', '21:00', '21:01']) {
      const next = await task.run(await wakeAt(time));
      seen.push([started(), next === undefined ? undefined : new Date(next), task.needsWatcher?.()]);
    }
    expect(seen).toEqual([
      [0, new Date(at('20:00')), false],
      [0, new Date(at('20:00')), true],
      [1, new Date(at('21:00')), true],
      [1, new Date(at('21:00')), true],
      [2, new Date(at('23:00')), false],
      [2, new Date(at('23:00')), false],
    ]);
  });

  test('after the last update of an incident the watcher keeps running until the page has it, and starts the run that was lost', async () => {
    const { task, evening, tracker, started, wakeAt } = await watch(DEPLOY);
    const { hub, publish } = evening;
    const done = { path: '.github/workflows/deploy.yml', status: 'completed', conclusion: 'success' };
    const before = (await hub.git('rev-parse', 'main')).trim();
    hub.settings.runs = [{ id: 1, ...done, head_sha: before, created_at: '2026-11-22T18:06:00Z' }];
    hub.setNow('2026-11-22T21:00:00Z');
    await publish(incidentText([RESOLVED]));
    const wake = async (time: string): Promise<[number, boolean | undefined]> => {
      const state = await wakeAt(time);
      await readGitOutput(tracker.root, ['fetch', '-q', tracker.remote]);
      await task.run(state);
      return [started(), task.needsWatcher?.()];
    };
    expect(await wake('21:01')).toEqual([0, true]);
    expect(await wake('21:03')).toEqual([1, true]);
    const head_sha = (await hub.git('rev-parse', 'main')).trim();
    hub.settings.runs.push({ id: 2, ...done, head_sha, created_at: '2026-11-22T21:03:05Z' });
    expect(await wake('21:05')).toEqual([1, false]);
    hub.assertClean();
  });

  test.each([
    ['without a run so far', DEPLOY],
    ['without the workflow', {}],
  ])('%s the site is published in another way', async (_, files) => {
    const { task, wakeAt, started, evening } = await watch(files);
    await task.run(await wakeAt('18:06'));
    expect(started()).toBe(0);
    evening.hub.assertClean();
  });
});

test('the watchdog builds it once as well, and starts a watcher for a window that is near', async () => {
  const { tracker, wakeAt, started } = await watch({ ...DEPLOY, ...WINDOW }, '2026-11-21T22:00:00Z');
  const log: string[] = [];
  const run = async (time: string): Promise<boolean> =>
    rebuildOnce(tracker, await wakeAt(time), (line) => void log.push(line));
  expect(await run('18:49')).toBe(false);
  expect(await run('18:50')).toBe(true);
  // The emulator's list of runs stays as it is, so that each look starts one.
  expect([started(), log.length]).toEqual([2, 2]);
});
