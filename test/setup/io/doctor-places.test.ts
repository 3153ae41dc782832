import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import { PLACE_CHECKS } from '../../../src/setup/checks-places.ts';
import { checkPlaces } from '../../../src/setup/io/doctor-places.ts';
import { companySources } from '../../notifications/support/content.ts';
import { startReceiver } from '../../notifications/support/receiver.ts';
import type { Receiver, Reply } from '../../notifications/support/receiver.ts';
import { run } from '../../support/run.ts';
import { scratch, SHOP } from '../../support/scratch.ts';

const TOKEN = ['xoxb', 'candor', '0123456789'].join('-');
const PASSWORD = 'correct-horse-battery';

/** A mail server that knows one password. */
async function startMailServer(): Promise<number> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth({ password }, _session, done) {
      if (password === PASSWORD) done(null, { user: 'candor' });
      else done(new Error(`bad password ${password}`));
    },
    onData: () => expect.unreachable('doctor sent a mail'),
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.server.address() as AddressInfo).port;
}

/** What doctor says of the places, a line each. */
async function diagnose(notify: string, secrets: Readonly<Record<string, string>>): Promise<string[]> {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { siteContext, diagnostics } = parseContent(companySources({ notify }));
  expect(diagnostics.filter(({ level }) => level === 'error')).toEqual([]);
  const places = { value: await checkPlaces(siteContext!) };
  const outcomes = [PLACE_CHECKS[0]!.run({ places } as never)].flat();
  return outcomes.map(({ state, found, fix }) => `${state}: ${found}${fix === '' ? '' : ` | ${fix}`}`);
}

const slackAt = (url: string): string =>
  `[{ channel: slack, to: C0123ABCDEF, secret: SLACK, api: "${url}" }]`;

/** A Slack whose methods answer these objects. */
const startSlack = (answers: Readonly<Record<string, object>>): Promise<Receiver> =>
  startReceiver(({ path }): Reply => {
    const method = path.slice(path.lastIndexOf('/') + 1);
    return {
      status: 200,
      body: JSON.stringify(answers[method] ?? { ok: true, user: 'candor', channel: {} }),
    };
  });

test.each<[string, Readonly<Record<string, object>>, string]>([
  [
    'a bot in its channel',
    { 'conversations.info': { ok: true, channel: { name: 'incidents', is_member: true } } },
    'ok: leadership by Slack: The bot candor is in #incidents.',
  ],
  [
    'a wrong token, which the answer repeats',
    { 'auth.test': { ok: false, error: `invalid_auth ${TOKEN}` } },
    'fail: leadership by Slack: Slack does not accept SLACK: invalid_auth $SLACK. | Set it to the app’s Bot User OAuth Token, which begins with xoxb-.',
  ],
  [
    'a channel that the bot has not joined',
    { 'conversations.info': { ok: true, channel: { name: 'incidents', is_member: false } } },
    'fail: leadership by Slack: The bot is not in #incidents. | Invite the bot in the channel: /invite @NAME. Its scopes are chat:write, channels:read and channels:history.',
  ],
])('V1.2: Slack with %s', async (_name, answers, expected) => {
  const slack = await startSlack(answers);
  expect(await diagnose(`{ leadership: ${slackAt(slack.url)} }`, { SLACK: TOKEN })).toEqual([expected]);
  expect(slack.requests.map(({ path }) => path)).not.toContain('/chat.postMessage');
});

test.each([
  ['the right password', PASSWORD, /^ok: leadership by E-mail: 127\.0\.0\.1 accepts the login\.$/],
  [
    'a wrong one',
    'hunter2hunter2',
    /^fail: leadership by E-mail: 127\.0\.0\.1 refuses the login: .* \| Check/,
  ],
])('V1.2: the mail server with %s', async (_name, password, expected) => {
  const port = await startMailServer();
  const place = '[{ channel: email, to: a@lists.example.com, from: b@example.com, secret: SMTP }]';
  const at = '@';
  const address = `smtp://candor:${password}${at}127.0.0.1:${port}`;
  const [line = ''] = await diagnose(`{ leadership: ${place} }`, { SMTP: address });
  expect(line).toMatch(expected);
  expect(line).not.toContain('hunter2');
});

test('V1.2: a secret that this computer lacks is unknown, with the command to run', async () => {
  const notify = `{ leadership: [{ channel: teams, secret: TEAMS }], all-hands: ${slackAt('https://slack.com/api')} }`;
  expect(await diagnose(notify, {})).toEqual([
    'unknown: leadership by Microsoft Teams, all-hands by Slack: not asked, because this computer does not have TEAMS, SLACK. | Run: TEAMS=… SLACK=… npx candor doctor. It sends nothing.',
  ]);
});

test('V1.2: a place that can only be tried by a message is unknown, with the command to run', async () => {
  const key = 'abcdefghijklmnopqrstuvwxyz012345';
  const notify = '{ on-call-engineer: [{ channel: pagerduty, secret: PD }] }';
  expect(await diagnose(notify, { PD: key })).toEqual([
    'unknown: on-call-engineer by PagerDuty: PD has the form of an integration key; only an event shows whether it works. | Send a test message: npx candor notify --to on-call-engineer',
  ]);
});

test('U6.1: a secret that is written in status.yaml is an error, and not repeated', () => {
  const site = `${SHOP['status.yaml']}notify: { leadership: [{ channel: teams, secret: "${TOKEN}" }] }\n`;
  const root = scratch({ ...SHOP, 'status.yaml': site });
  const { out, code } = run('doctor', ['--root', root, '--offline', '--now', '2026-11-22T12:00Z']);
  expect(code).toBe(1);
  expect(out).toMatch(/status\.yaml:\d+: "notify\.leadership\.0\.secret" isn't the name of a secret\./);
  expect(out).not.toContain(TOKEN);
});

test('V1.2: on GitHub --only places fails if a secret is missing, and asks nothing else', () => {
  const site = `${SHOP['status.yaml']}notify: { status-page: [{ channel: webhook, url: 'https://hooks.example.com/a', secret: HOOK }] }\n`;
  const root = scratch({ ...SHOP, 'status.yaml': site });
  const args = ['--root', root, '--now', '2026-11-22T12:00Z', '--only', 'places'];
  const { out, code } = run('doctor', args, { env: { GITHUB_ACTIONS: 'true', NOTIFY_SECRETS: '' } });
  expect({ out, code }).toMatchInlineSnapshot(`
    {
      "code": 1,
      "out": "FAIL places  Messages can be sent to each place (V1.2): status-page by Webhook: NOTIFY_SECRETS does not have HOOK.
                 Add the line HOOK=… to the secret NOTIFY_SECRETS of the environment notifications.

    Result: 0 ok, 1 failed.
    ",
    }
  `);
  expect(run('doctor', args, { env: { GITHUB_ACTIONS: '' } }).code).toBe(0);
});

test('--only refuses a check that does not exist', () => {
  const { err, code } = run('doctor', ['--root', scratch(SHOP), '--only', 'plces']);
  expect(err).toMatch(/^--only: there is no check "plces"\. Checks: .*\bplaces\b/);
  expect(code).toBe(2);
});
