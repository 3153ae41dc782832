import { describe, expect, test } from 'vitest';
import { LOG_HEAD_REF, LOG_REF, openLogStore } from '../../../src/delivery-log/io/log-store.ts';
import { runNotifications } from '../../../src/notifications/io/runner.ts';
import type { NotificationInput, NotificationReport } from '../../../src/notifications/io/runner.ts';
import { HOUR, MINUTE } from '../../../src/time/duration.ts';
import { companyInput, incidentFile } from '../support/content.ts';
import { startReceiver } from '../support/receiver.ts';
import type { Receiver, Reply } from '../support/receiver.ts';
import { createTestRepository } from '../support/repository.ts';

const SECRETS: Record<string, string> = { HOOK: `whsec_${Buffer.alloc(32, 1).toString('base64')}` };
const OPTIONS = {
  secret: (name: string) => SECRETS[name],
  signal: new AbortController().signal,
  pauses: [20, 20],
  timeout: 1000,
};

const place = (url: string, path = ''): string =>
  `[{ channel: webhook, url: "${url}/${path}", secret: HOOK }]`;
const notifyOf = (url: string): string =>
  `{ incidents-channel: ${place(url, 'team')}, status-page: ${place(url, 'customers')} }`;

/** A place that is known since yesterday, so that what happens now is no past. */
async function openKnownLog(input: NotificationInput, root: string) {
  const store = openLogStore(root, 'origin');
  const quiet = { ...input, incidents: [] };
  await runNotifications(store, quiet, { ...OPTIONS, now: () => Date.now() - 24 * HOUR });
  return store;
}

const keysOf = ({ requests }: Receiver): string[] =>
  requests.map(({ path, body }) => {
    const { data, incident } = JSON.parse(body) as {
      data?: { key: string };
      incident?: { incident_updates: { id: string }[] };
    };
    return `${path} ${data?.key ?? `${incident?.incident_updates.length} updates`}`;
  });

const statesOf = ({ ended, recorded }: NotificationReport): string[] =>
  [...ended, ...recorded]
    .map(({ key, state, audience }) => `${key.slice(0, 6)} ${audience} ${state}`)
    .toSorted();

const now = Math.floor(Date.now() / MINUTE) * MINUTE;
const open = (minutes = 3): string =>
  incidentFile({
    detected: now - minutes * MINUTE,
    updates: [[now - (minutes - 1) * MINUTE, 'investigating', 'We are looking into failed orders.']],
  });

const resolved = (minutes: number): string =>
  incidentFile({
    detected: now - minutes * MINUTE,
    updates: [
      [now - (minutes - 1) * MINUTE, 'investigating', 'We are looking into failed orders.'],
      [now - (minutes - 20) * MINUTE, 'resolved', 'Orders work again.'],
    ],
  });

describe('a run', () => {
  test('notifies each place once, the team and customers in their own words (V1.2)', async () => {
    const receiver = await startReceiver();
    const input = companyInput({ notify: notifyOf(receiver.url), incidents: { one: open() } });
    const store = await openKnownLog(input, createTestRepository().clone());
    const report = await runNotifications(store, input, OPTIONS);
    expect(statesOf(report)).toMatchInlineSnapshot(`
      [
        "opened incidents-channel skipped",
        "update incidents-channel sent",
        "update status-page sent",
      ]
    `);
    expect(keysOf(receiver).toSorted()).toEqual([
      '/customers 1 updates',
      expect.stringMatching(/^\/team update:/),
    ]);
    expect((await runNotifications(store, input, OPTIONS)).ended).toEqual([]);
    expect(receiver.requests).toHaveLength(2);
  });

  test('tells the past to no new place: a branch of 500 old incidents sends nothing', async () => {
    const receiver = await startReceiver();
    const old = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`old-${index}`, resolved(60 * 24 * (index + 2))]),
    );
    const input = companyInput({ notify: notifyOf(receiver.url), incidents: { ...old, new: open(3) } });
    const store = openLogStore(createTestRepository().clone(), 'origin');
    const report = await runNotifications(store, input, OPTIONS);
    expect(receiver.requests).toEqual([]);
    // Only what would have been sent a moment ago is named.
    expect(
      report.recorded.map(({ incident, state, reason }) => [incident, state, reason?.slice(0, 8)]),
    ).toEqual(expect.arrayContaining([['new', 'skipped', 'baseline']]));
    expect(
      report.recorded.filter(({ key }) => !key.startsWith('reminder:')).map(({ incident }) => incident),
    ).toEqual(expect.not.arrayContaining(['old-0']));
  });

  test('four at once on one repository send each message once', async () => {
    const receiver = await startReceiver();
    const repository = createTestRepository();
    const incidents = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`i-${index}`, open(3)]));
    const input = companyInput({ notify: notifyOf(receiver.url), incidents });
    await openKnownLog(input, repository.clone());
    const reports = await Promise.all(
      [1, 2, 3, 4].map(() => runNotifications(openLogStore(repository.clone(), 'origin'), input, OPTIONS)),
    );
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(ids.length);
    // A warning before a deadline may come on top.
    expect(ids.length).toBeGreaterThanOrEqual(10);
    expect(reports.flatMap(({ ended }) => ended).every(({ state }) => state === 'sent')).toBe(true);
  }, 60_000);

  test.each<[string, Reply, string, number]>([
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '0' } }, 'retry', 3],
    ['429 without it', { status: 429 }, 'retry', 3],
    ['404', { status: 404 }, 'refused', 1],
    ['a redirect', { status: 302, headers: { location: '/' } }, 'refused', 1],
    ['500', { status: 500 }, 'unknown', 1],
    ['no answer', 'silence', 'unknown', 1],
    ['the connection lost', 'drop', 'unknown', 1],
    ['3 MB', { status: 200, body: Buffer.alloc(3_000_000, 'x') }, 'sent', 1],
  ])('%s: the log has %s', async (_name, reply, state, attempts) => {
    const receiver = await startReceiver(() => reply);
    const notify = `{ leadership: ${place(receiver.url)} }`;
    const input = companyInput({ notify, incidents: { one: open() } });
    const store = await openKnownLog(input, createTestRepository().clone());
    const { ended } = await runNotifications(store, input, { ...OPTIONS, signal: AbortSignal.timeout(4000) });
    expect(ended[0]?.state).toBe(state);
    // An unknown outcome of a channel with a key is repeated with the same key.
    expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    if (state !== 'unknown') expect(receiver.requests).toHaveLength(attempts);
    const { log } = await store.read();
    expect([...log.deliveries.values()].at(-1)?.reason).not.toContain('whsec');
  });

  test('a refused message is reported to the team at another place', async () => {
    const receiver = await startReceiver(({ path }) => ({ status: path === '/leads' ? 410 : 200 }));
    const notify = `{ leadership: ${place(receiver.url, 'leads')}, incidents-channel: ${place(receiver.url, 'team')} }`;
    const input = companyInput({ notify, incidents: { one: open() } });
    const store = await openKnownLog(input, createTestRepository().clone());
    await runNotifications(store, input, OPTIONS);
    const failure = receiver.requests.find(({ body }) => body.includes('candor.failure'));
    expect(JSON.parse(failure!.body)).toMatchObject({
      data: {
        body: expect.stringContaining('leadership did not get "one opened": webhook refused it') as string,
      },
    });
  });

  test.each([
    ['deleted', (ref: string) => ['push', '--quiet', 'origin', `:${ref}`]],
    ['moved to another commit', (ref: string) => ['push', '--quiet', '--force', 'origin', `HEAD:${ref}`]],
  ])('the ref of the log %s: nothing is sent twice, and a person is asked', async (_name, command) => {
    for (const ref of [LOG_REF, LOG_HEAD_REF]) {
      const receiver = await startReceiver();
      const repository = createTestRepository();
      const clone = repository.clone();
      const input = companyInput({ notify: notifyOf(receiver.url), incidents: { one: open() } });
      await runNotifications(await openKnownLog(input, clone), input, OPTIONS);
      const count = receiver.requests.length;
      repository.git(
        clone,
        '-c',
        'user.name=x',
        '-c',
        'user.email=x@x',
        'commit',
        '--quiet',
        '--allow-empty',
        '-m',
        'x',
      );
      repository.git(clone, ...command(ref));
      const store = openLogStore(repository.clone(), 'origin');
      const report = await runNotifications(store, input, OPTIONS);
      expect(report.damage).toContain('Someone');
      expect(receiver.requests).toHaveLength(count);
      expect((await store.read()).damage).toBeUndefined();
    }
  });

  test('both refs deleted: what is recent waits for a person', async () => {
    const receiver = await startReceiver();
    const repository = createTestRepository();
    const clone = repository.clone();
    const input = companyInput({ notify: notifyOf(receiver.url), incidents: { one: open() } });
    await runNotifications(await openKnownLog(input, clone), input, OPTIONS);
    const count = receiver.requests.length;
    repository.git(clone, 'push', '--quiet', 'origin', `:${LOG_REF}`, `:${LOG_HEAD_REF}`);
    const report = await runNotifications(openLogStore(repository.clone(), 'origin'), input, OPTIONS);
    expect(receiver.requests).toHaveLength(count);
    expect(report.recorded.filter(({ reason }) => reason?.startsWith('baseline'))).not.toEqual([]);
  });

  test('a missing secret is reported, and nothing leaves', async () => {
    const receiver = await startReceiver();
    const input = companyInput({ notify: notifyOf(receiver.url), incidents: { one: open() } });
    const store = await openKnownLog(input, createTestRepository().clone());
    const { ended } = await runNotifications(store, input, { ...OPTIONS, secret: () => undefined });
    expect(ended.map(({ state, reason }) => [state, reason])).toEqual([
      ['retry', 'the secret HOOK is not set; add the line HOOK=value to NOTIFY_SECRETS'],
      ['retry', 'the secret HOOK is not set; add the line HOOK=value to NOTIFY_SECRETS'],
    ]);
    expect(receiver.requests).toEqual([]);
  });
});
