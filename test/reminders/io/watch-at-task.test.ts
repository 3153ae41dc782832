import { expect, test } from 'vitest';
import { createWatchAtTask, isWatchedByHost } from '../../../src/reminders/io/watch-at-task.ts';
import { incidentText, RESOLVED, startEvening } from '../watched-repository.ts';

const IN_ACTIONS = { place: 'actions', isNeededByOthers: () => false } as const;

test('V12.2: the watcher of an open incident moves the watchdog’s time on, and switches the watchdog off at its end', async () => {
  const { hub, watcher, publish } = await startEvening({}, { isPrivate: true });
  const { tracker, wakeAt } = await watcher();
  const warnings: string[] = [];
  hub.settings.disabled.set('reminders-watchdog.yml', 'disabled_inactivity');
  const refs = async (): Promise<string> =>
    (await hub.git('for-each-ref', '--format=%(refname)', 'refs/candor/')).trim();
  const task = createWatchAtTask(tracker, IN_ACTIONS, (line) => void warnings.push(line));
  await task.run(await wakeAt('18:06'));
  await task.run(await wakeAt('18:07'));
  expect(hub.settings.disabled.size).toBe(0);
  expect(hub.requests.filter(({ operation }) => operation === 'actions/enable-workflow')).toHaveLength(1);
  expect(await refs()).toBe('refs/candor/watch-at/2026-11-22T18-26Z/actions');
  await task.run(await wakeAt('18:16'));
  expect(await refs()).toBe('refs/candor/watch-at/2026-11-22T18-36Z/actions');
  // Another watcher takes over: there is one time.
  const host = createWatchAtTask(
    tracker,
    { ...IN_ACTIONS, place: 'host' },
    (line) => void warnings.push(line),
  );
  await host.run(await wakeAt('18:17'));
  expect(await refs()).toBe('refs/candor/watch-at/2026-11-22T18-37Z/host');
  expect(await isWatchedByHost(tracker.client, Date.parse('2026-11-22T18:30Z'))).toBe(true);
  await publish(incidentText([RESOLVED]));
  await host.run(await wakeAt('23:00'));
  expect([await refs(), [...hub.settings.disabled.keys()]]).toEqual(['', ['reminders-watchdog.yml']]);
  expect(warnings).toEqual([]);
  hub.assertClean();
});

test('without the permission it warns once, and the watcher goes on', async () => {
  const { hub, watcher } = await startEvening();
  const { tracker, wakeAt } = await watcher();
  const warnings: string[] = [];
  const client = await hub.as({ permissions: { contents: 'read' } });
  const task = createWatchAtTask({ ...tracker, client }, IN_ACTIONS, (line) => void warnings.push(line));
  await task.run(await wakeAt('18:06'));
  await task.run(await wakeAt('18:30'));
  expect(warnings).toEqual([
    expect.stringMatching(
      /^reminders-watchdog.yml can't be set, so a watcher that is lost is not replaced: Resource not/,
    ),
  ]);
});
