import { expect, test } from 'vitest';
import { createTaskRunner } from '../../../src/reminders/io/tasks.ts';
import type { WatchState } from '../../../src/reminders/io/tasks.ts';
import { createPullRequestTask } from '../../../src/reminders/io/open-pulls-task.ts';
import { ID, incidentText, RESOLVED, RIGHTS, startEvening } from '../watched-repository.ts';

test('V12.1: when no one approves an update in time, the SOP’s template is offered; the watcher keeps running for it', async () => {
  const fresh = `incidents/${ID}-2.md`;
  const { hub, watcher, publish } = await startEvening();
  await publish(incidentText([RESOLVED]));
  hub.setNow('2026-11-22T21:30:00Z');
  const mine = incidentText([], 'Orders are slow')
    .replace('2026-11-22T18:02Z', '2026-11-22T21:29Z')
    .replace(
      /## 2026-11-22T18:05Z[\s\S]*/,
      '## 2026-11-22T21:30Z investigating\n\nOrders take longer than usual.\n',
    );
  await hub.seed({ [fresh]: mine }, { branch: `incident/${ID}-2`, by: 'tunde' });
  const tunde = await hub.as({ login: 'tunde' });
  await tunde.octokit.rest.pulls.create({
    ...tunde.at,
    title: 'Orders',
    head: `incident/${ID}-2`,
    base: 'main',
  });
  const { tracker, wakeAt } = await watcher();
  const log: string[] = [];
  const task = createPullRequestTask(
    { ...tracker, client: await hub.as({ permissions: { ...RIGHTS, checks: 'read', statuses: 'write' } }) },
    hub.token({ permissions: RIGHTS }),
    (line) => void log.push(line),
  );
  await task.run(await wakeAt('21:31'));
  expect([task.needsWatcher?.(), log]).toEqual([true, []]);
  hub.setNow('2026-11-22T21:34:00Z');
  await task.run(await wakeAt('21:34'));
  expect(log).toEqual(['proposed the SOP template on #1']);
  await hub.seed({ [fresh]: mine }, { branch: 'incident/spam', fork: 'bola' });
  const bola = await hub.as({ login: 'bola' });
  await bola.octokit.rest.pulls.create({
    ...bola.at,
    title: 'Spam',
    head: 'bola:incident/spam',
    base: 'main',
  });
  // What is an hour old, and what comes from a fork, does not keep the watcher running.
  await task.run(await wakeAt('22:31'));
  expect(task.needsWatcher?.()).toBe(false);
  hub.assertClean();
});

test('V12.2: a next-update draft that became ready is merged by the watcher if its own run was lost', async () => {
  const { hub, watcher } = await startEvening({
    '.github/workflows/deploy.yml': 'on: { push: {}, workflow_dispatch: {} }\njobs: {}\n',
  });
  const { tracker, wakes, wakeAt } = await watcher();
  hub.setNow('2026-11-22T18:20:00Z');
  await wakes('18:20');
  const [draft] = await hub.pullRequests();
  expect(draft).toMatchObject({ draft: true, head: { ref: expect.stringMatching(/^next\//) as string } });
  const log: string[] = [];
  const task = createPullRequestTask(
    { ...tracker, client: await hub.as({ permissions: { ...RIGHTS, checks: 'read', statuses: 'write' } }) },
    hub.token({ permissions: RIGHTS }),
    (line) => void log.push(line),
  );
  await task.run(await wakeAt('18:21'));
  expect([task.needsWatcher?.(), log]).toEqual([false, []]);
  const amina = await hub.as({ login: 'amina' });
  await amina.octokit.graphql(
    'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }',
    { id: draft!['node_id'] },
  );
  hub.setNow('2026-11-22T18:23:00Z');
  await task.run(await wakeAt('18:23'));
  expect(log).toEqual([`merged #${draft!['number']}`]);
  hub.assertClean();
});

test('a task that fails is reported once, is tried again, and does not stop the others', async () => {
  const warnings: string[] = [];
  const ran: string[] = [];
  const broken = { name: 'One', run: () => Promise.reject(new Error('no network')) };
  const other = { name: 'Two', run: () => (ran.push('two'), Promise.resolve(0)) };
  const runTasks = createTaskRunner([broken, other], (line) => void warnings.push(line));
  const stop = new AbortController();
  const state = { now: Date.now(), abortSignal: stop.signal } as WatchState;
  const began = Date.now();
  const rounds = [await runTasks(state), await runTasks(state)];
  for (const time of rounds.flatMap(({ times }) => times)) expect(time).toBeGreaterThan(began);
  expect(rounds.map(({ failedCount }) => failedCount)).toEqual([1, 1]);
  expect([warnings, ran]).toEqual([['One: no network'], ['two', 'two']]);
  stop.abort();
  expect(await runTasks(state)).toEqual({ times: [], failedCount: 0 });
});
