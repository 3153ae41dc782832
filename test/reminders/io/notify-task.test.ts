import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openLogStore } from '../../../src/delivery-log/io/log-store.ts';
import { prepareRun } from '../../../src/notifications/io/runner.ts';
import { EMPTY_LOG } from '../../../src/delivery-log/delivery.ts';
import { createNotifyTask } from '../../../src/reminders/io/notify-task.ts';
import type { WatchState } from '../../../src/reminders/io/tasks.ts';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration.ts';
import { startHub } from '../../github-emulator/emulator.ts';
import { companyInput, incidentFile } from '../../notifications/support/content.ts';
import { startReceiver } from '../../notifications/support/receiver.ts';
import type { Reply } from '../../notifications/support/receiver.ts';
import { createTestRepository } from '../../notifications/support/repository.ts';

const KEY = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

beforeEach(() => {
  vi.stubEnv('HOOK', KEY);
  return () => void vi.unstubAllEnvs();
});

/** A severity 4 off the page, of which the team had to hear an hour ago (U4.1), and the task that reminds. */
async function setUp(reply: Reply, more = '') {
  const receiver = await startReceiver(() => reply);
  const place = `[{ channel: webhook, url: "${receiver.url}/team", secret: HOOK }]`;
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const input = companyInput({
    ...{ policy: 'vauntico', notify: `{ incident-response: ${place}${more} }` },
    incidents: { quiet: incidentFile({ severity: 'severity-4', detected: now - 2 * HOUR }) },
  });
  const root = createTestRepository().clone();
  const store = openLogStore(root, 'origin');
  const { places } = prepareRun({ ...input, incidents: [] }, EMPTY_LOG, now - DAY).plan;
  await store.write(await store.read(), { deliveries: [], places }, 'places');
  const hub = await startHub();
  onTestFinished(() => hub.close());
  const client = await hub.as({ permissions: { issues: 'write' } });
  const lines: string[] = [];
  const task = createNotifyTask({ root, remote: 'origin', client }, (line) => void lines.push(line));
  const state = { ...input, now: Date.now(), abortSignal: new AbortController().signal };
  const wake = (): Promise<number | undefined> => task.run(state as unknown as WatchState);
  return { receiver, hub, lines, wake };
}

describe('the watcher', () => {
  test('U4.1: reminds the team of an incident off the page, once, and looks again within five minutes', async () => {
    const { receiver, hub, lines, wake } = await setUp({ status: 200 });
    const next = await wake();
    expect(next! - Date.now()).toBeLessThanOrEqual(5 * MINUTE);
    const bodies = receiver.requests.map(({ body }) => body);
    expect(bodies.some((body) => body.includes('Internal update in Slack #incident-response (U4.1)'))).toBe(
      true,
    );
    expect(lines.every((line) => line === 'sent: incident-response by webhook')).toBe(true);
    await wake();
    expect(receiver.requests).toHaveLength(bodies.length);
    expect(await hub.issues()).toEqual([]);
  }, 60_000);

  test('a place that refuses: the output and one issue name the command, and no incident', async () => {
    const { hub, lines, wake } = await setUp({ status: 404 });
    await wake();
    await wake();
    const issues = await hub.issues();
    expect(issues.map(({ title }) => title)).toEqual(['Messages did not arrive']);
    expect(lines.filter((line) => line.includes('npx candor notify --release')).length).toBeGreaterThan(0);
    expect([...lines, String(issues[0]!['body'])].join('\n')).not.toContain('quiet');
  }, 60_000);

  test('without the secrets, another run sends', async () => {
    const { receiver, wake } = await setUp({ status: 200 });
    vi.stubEnv('HOOK', '');
    expect(await wake()).toBeUndefined();
    expect(receiver.requests).toEqual([]);
  }, 60_000);

  test('with some of the secrets, the output names the others once', async () => {
    const other = ', stakeholders: [{ channel: teams, secret: TEAMS }]';
    const { receiver, lines, wake } = await setUp({ status: 200 }, other);
    await wake();
    await wake();
    expect(lines).toEqual(['The team is not notified by this watcher, because it lacks TEAMS.']);
    expect(receiver.requests).toEqual([]);
  }, 60_000);
});
