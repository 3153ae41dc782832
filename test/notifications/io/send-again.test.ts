import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ENGINE_ROOT } from '../../../src/files/engine.ts';
import { runNotifyCommand, runTestMessage } from '../../../src/notifications/io/command.ts';
import { reportWaitingMessages } from '../../../src/notifications/io/waiting-issue.ts';
import { CUSTOMER_MESSAGE_CAP } from '../../../src/notifications/plan.ts';
import type { Delivery } from '../../../src/delivery-log/delivery.ts';
import { MINUTE } from '../../../src/time/duration.ts';
import { startHub } from '../../github-emulator/emulator.ts';
import { incidentFile } from '../support/content.ts';
import { startReceiver } from '../support/receiver.ts';
import type { Reply } from '../support/receiver.ts';
import { createTestRepository } from '../support/repository.ts';

const KEY = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const now = Math.floor(Date.now() / MINUTE) * MINUTE;

beforeEach(() => {
  for (const name of ['GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_ACTIONS', 'HOOK']) vi.stubEnv(name, '');
  return () => void vi.unstubAllEnvs();
});

const incident = (): string =>
  incidentFile({
    detected: now + MINUTE,
    updates: [[now + 2 * MINUTE, 'investigating', 'We are looking into failed orders.']],
  });

/** A repository whose places were known before anything happened, and a function that runs `candor notify` in it. */
async function createCompany(reply: (path: string) => Reply) {
  const receiver = await startReceiver(({ path }) => reply(path));
  const repository = createTestRepository();
  const root = repository.clone();
  const place = (name: string): string =>
    `[{ channel: webhook, url: "${receiver.url}/${name}", secret: HOOK }]`;
  const commit = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
    repository.git(root, 'add', '--all');
    repository.git(root, ...identity, 'commit', '--quiet', '--message', 'x');
    repository.git(root, 'push', '--quiet', 'origin', 'HEAD:main');
  };
  mkdirSync(join(root, 'policies'));
  cpSync(join(ENGINE_ROOT, 'presets/vayva.yaml'), join(root, 'policies/vayva.yaml'));
  commit({
    'status.yaml': `name: Shop\nurl: https://shop.example/status\npolicy: vayva\ntimezone: Africa/Lagos\nnotify:\n  incidents-channel: ${place('team')}\n  status-page: ${place('customers')}\n`,
    'components/checkout.md': '---\nname: Checkout\n---\n',
  });
  const notify = async ({
    deployed = true,
    release = [],
    secret = KEY,
  }: { deployed?: boolean; release?: readonly string[]; secret?: string } = {}) => {
    vi.stubEnv('HOOK', secret);
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    const options = { isDryRun: false, files: false, now: undefined, isPrivate: true, print };
    const code = await runNotifyCommand(root, { ...options, deployed, release });
    return { code, text: lines.join('\n') };
  };
  await notify();
  return { root, receiver, commit, notify };
}

describe('a message that did not arrive', () => {
  test('the output ends with the one command that sends it again, from any computer', async () => {
    let isBroken = true;
    const { receiver, commit, notify } = await createCompany((path) =>
      path === '/customers' && isBroken ? { status: 404 } : { status: 200 },
    );
    commit({ 'incidents/one.md': incident() });
    const first = await notify();
    expect(first.code).toBe(1);
    const line = first.text
      .split('\n')
      .find((one) => one.includes('/customers') || one.includes('status-page'))!;
    expect(line).toMatch(
      /^status-page did not get "one update:\w+": webhook refused it: status 404\. When that is repaired, send it again: npx candor notify --release [0-9a-f]{32}$/,
    );
    const failure = receiver.requests.find(({ body }) => body.includes('candor.failure'))!;
    const command = /npx candor notify --release ([0-9a-f]{32})$/.exec(line)!;
    expect(failure.body).toContain(command[0]);
    isBroken = false;
    const count = receiver.requests.length;
    // On a computer without the secrets, nothing is tried.
    const elsewhere = await notify({ deployed: false, release: [command[1]!], secret: '' });
    expect(elsewhere).toEqual({
      code: 0,
      text: 'Released: 1 message.\nThis computer lacks HOOK, so the next run on GitHub sends: gh workflow run deploy.yml',
    });
    expect(receiver.requests).toHaveLength(count);
    expect((await notify()).text).toContain('sent: status-page by webhook');
    expect(receiver.requests).toHaveLength(count + 1);
    const done = await notify({ release: [command[1]!] });
    expect(done).toMatchObject({ code: 0, text: expect.stringContaining('Released: 0 messages.') as string });
  }, 60_000);

  test('a message whose incident is gone can not be sent, and the output says so', async () => {
    const { commit, notify } = await createCompany((path) => ({ status: path === '/customers' ? 404 : 200 }));
    commit({ 'incidents/one.md': incident() });
    const id = /--release ([0-9a-f]{32})/.exec((await notify()).text)![1]!;
    commit({ 'incidents/one.md': incident().replace('severity: sev-1', 'severity: sev-3') });
    const again = await notify({ release: [id] });
    expect(again.code).toBe(1);
    expect(again.text).toContain(
      `${id} can't be sent any more: its incident, its update or its place is gone.`,
    );
  }, 60_000);

  test('an id that the log does not have is refused', async () => {
    const { notify } = await createCompany(() => ({ status: 200 }));
    await expect(notify({ release: ['f'.repeat(32)] })).rejects.toThrow(/The log has no message "f+"/);
  });
});

test.each(['a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example', 'nowhere'])(
  'a test message to "%s" is refused: it is not one address',
  async (address) => {
    const { root, receiver } = await createCompany(() => ({ status: 200 }));
    const options = { isDryRun: false, print: () => {} };
    await expect(runTestMessage(root, `status-page=${address}`, options)).rejects.toThrow(
      /is not one mail address\.$/,
    );
    expect(receiver.requests).toEqual([]);
  },
);

test('too many messages to customers are held, and released from a computer without the secrets', async () => {
  const { receiver, commit, notify } = await createCompany(() => ({ status: 200 }));
  const count = CUSTOMER_MESSAGE_CAP + 1;
  commit(
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`incidents/i-${index}.md`, incident()])),
  );
  const toCustomers = (): number => receiver.requests.filter(({ path }) => path === '/customers').length;
  const held = await notify();
  expect(held.code).toBe(1);
  expect(held.text).toContain(
    `${count} messages to customers are too many at once: none was sent. See what they say: npx candor notify --dry-run --deployed. Send them: npx candor notify --release all`,
  );
  expect(toCustomers()).toBe(0);
  const released = await notify({ deployed: false, release: ['all'], secret: '' });
  expect(released.text).toContain(`Released: ${count} messages.`);
  await notify();
  expect(toCustomers()).toBe(count);
  await notify();
  expect(toCustomers()).toBe(count);
}, 120_000);

test('the issue on GitHub names the command, and no incident; later failures are comments', async () => {
  const hub = await startHub();
  onTestFinished(() => hub.close());
  const client = await hub.as({ permissions: { issues: 'write' } });
  const failed: Delivery = {
    ...{ id: 'a'.repeat(32), key: 'opened', state: 'unknown', at: now, since: now, created: now },
    ...{ audience: 'leadership', isForCustomers: false, channel: 'email', place: 'x', tries: 1 },
    ...{ incident: 'secret-incident', reason: 'secret reason' },
  };
  const printed: string[] = [];
  const report = (waiting: Partial<Parameters<typeof reportWaitingMessages>[1]>): Promise<void> =>
    reportWaitingMessages(client, { held: 0, heldIncidents: 0, failed: [], ...waiting }, (line) =>
      printed.push(line),
    );
  await report({});
  expect(await hub.issues()).toEqual([]);
  await report({ held: 21, heldIncidents: 7, failed: [failed] });
  await report({ held: 21, heldIncidents: 7, failed: [{ ...failed, state: 'refused' }] });
  const issues = await hub.issues();
  expect(issues.map(({ title, comments }) => [title, comments])).toEqual([
    ['Messages did not arrive', 1],
    ['Messages to customers wait for a person', 0],
  ]);
  const text = issues.map(({ body }) => String(body)).join('\n');
  expect(text).toMatchInlineSnapshot(`
    "- leadership by email: it is unknown whether it arrived. If it is not there, send it again: \`npx candor notify --release aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\`

    Close this issue when nothing waits.

    <!-- candor:failed-messages -->
    A run would have sent 21 messages to customers, about 7 incidents; more than 20 at once look like a mistake, such as an import or a changed clock. **None was sent.** If they are a mistake, do nothing: they expire after two hours.

    See what they say: \`npx candor notify --dry-run --deployed\`. Send them: \`npx candor notify --release all\`

    Close this issue when nothing waits.

    <!-- candor:held-messages -->"
  `);
  expect(text).not.toContain('secret');
  expect(printed).toHaveLength(4);
});
