import { WebClient } from '@slack/web-api';
import { createEmulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Emulator } from 'emulate';
import { slack } from '../../../../src/notifications/io/channels/slack.ts';
import { createContext, HOSTILE_TEXT, MESSAGE } from '../../support/message.ts';
import { startReceiver } from '../../support/receiver.ts';
import type { Reply } from '../../support/receiver.ts';

const TOKEN = ['xoxb', 'candor', 'test'].join('-');
let emulator: Emulator;
let client: WebClient;
let to: string;

beforeAll(async () => {
  emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      tokens: {
        [TOKEN]: { login: 'U000000001', scopes: ['chat:write', 'channels:read', 'channels:history'] },
      },
      slack: {
        team: { name: 'Vayva', domain: 'vayva' },
        users: [{ name: 'candor', real_name: 'Candor' }],
        channels: [{ name: 'incidents', topic: '' }],
      },
    },
  });
  client = new WebClient(TOKEN, { slackApiUrl: `${emulator.url}/api/`, retryConfig: { retries: 0 } });
  const { channels } = await client.conversations.list();
  to = channels!.find(({ name }) => name === 'incidents')!.id!;
});
afterAll(() => emulator?.close());

const placeAt = (api: string) => ({ channel: 'slack', to, secret: 'SLACK_TOKEN', api }) as const;
const here = () => placeAt(`${emulator.url}/api`);
const context = (more = {}) => createContext({ SLACK_TOKEN: TOKEN }, more);

describe('against an emulated Slack, read by Slack’s own client', () => {
  test('an incident is a thread, whose opening and end the whole channel sees', async () => {
    const opened = { ...MESSAGE, id: 'a'.repeat(32), event: 'opened' as const };
    const first = await slack.send(slack.prepare(opened, here()), here(), context());
    expect(first).toMatchObject({ type: 'sent' });
    const thread = first.type === 'sent' ? first.thread! : '';
    for (const [id, event] of [
      ['b', 'update'],
      ['c', 'resolved'],
    ] as const) {
      const payload = slack.prepare({ ...MESSAGE, id: id.repeat(32), event }, here(), thread);
      expect(payload.body).toHaveProperty('thread_ts', thread);
      expect((payload.body as { reply_broadcast?: boolean }).reply_broadcast).toBe(
        event === 'resolved' ? true : undefined,
      );
      expect(await slack.send(payload, here(), context({ thread }))).toMatchObject({ type: 'sent', thread });
    }
    const { messages } = await client.conversations.replies({ channel: to, ts: thread });
    expect(messages!.map(({ text }) => text!.split('\n')[0])).toEqual(
      Array(3).fill('*Some orders fail at checkout: Investigating*'),
    );
  });

  test('metadata shows whether a message arrived, in the channel and in a thread', async () => {
    const posted = { ...MESSAGE, id: 'd'.repeat(32) };
    const sent = await slack.send(slack.prepare(posted, here()), here(), context());
    const thread = sent.type === 'sent' ? sent.thread! : '';
    const reply = { ...MESSAGE, id: 'e'.repeat(32) };
    await slack.send(slack.prepare(reply, here(), thread), here(), context({ thread }));
    expect(await slack.find!(posted, here(), context())).toMatchObject({ type: 'found', thread });
    expect(await slack.find!(reply, here(), context({ thread }))).toMatchObject({ type: 'found', thread });
    const lost = { ...MESSAGE, id: 'f'.repeat(32) };
    expect(await slack.find!(lost, here(), context())).toEqual({ type: 'absent' });
    expect(await slack.find!(lost, here(), context({ thread }))).toEqual({ type: 'absent' });
  });

  test('hostile text is stored as text: it mentions no one', async () => {
    const message = { ...MESSAGE, id: '9'.repeat(32), title: HOSTILE_TEXT, body: HOSTILE_TEXT };
    expect(await slack.send(slack.prepare(message, here()), here(), context())).toMatchObject({
      type: 'sent',
    });
    const { messages } = await client.conversations.history({ channel: to, limit: 1 });
    expect(messages![0]!.text).toContain('&lt;!channel&gt;');
    expect(messages![0]!.text).not.toMatch(/<[!@#]/);
  });

  test('doctor sees the bot, a wrong token, and a channel that does not exist', async () => {
    expect(await slack.check(here(), context())).toMatchObject({ type: 'ok' });
    const receiver = await startReceiver(() => ({
      status: 200,
      body: '{"ok":false,"error":"invalid_auth"}',
    }));
    expect(await slack.check(placeAt(receiver.url), context())).toMatchObject({
      type: 'problem',
      text: 'Slack does not accept SLACK_TOKEN: invalid_auth.',
    });
    expect(await slack.check({ ...here(), to: 'C0NOWHERE99' }, context())).toMatchObject({
      type: 'problem',
      text: 'C0NOWHERE99: channel_not_found.',
    });
  });
});

describe('what an answer means', () => {
  test.each<[string, Reply, object]>([
    [
      '200 with an error inside',
      { status: 200, body: '{"ok":false,"error":"is_archived"}' },
      { type: 'refused', reason: 'Slack: is_archived' },
    ],
    [
      'a missing scope',
      { status: 200, body: '{"ok":false,"error":"missing_scope","needed":"chat:write"}' },
      { type: 'refused', reason: 'Slack: missing_scope (chat:write)' },
    ],
    [
      'a fatal error, after which it may have arrived',
      { status: 200, body: '{"ok":false,"error":"fatal_error"}' },
      { type: 'unknown' },
    ],
    ['words that are not Slack’s', { status: 200, body: 'Welcome' }, { type: 'unknown' }],
    ['429', { status: 429, headers: { 'retry-after': '30' } }, { type: 'retry', after: 30_000 }],
    ['ratelimited', { status: 200, body: '{"ok":false,"error":"ratelimited"}' }, { type: 'retry' }],
    ['500', { status: 500 }, { type: 'unknown' }],
    ['a lost answer', 'drop', { type: 'unknown' }],
    ['a redirect', { status: 301, headers: { location: 'http://127.0.0.1:1/' } }, { type: 'refused' }],
    [
      'an answer that repeats the token',
      { status: 403, body: `no ${TOKEN}` },
      { type: 'refused', reason: 'status 403: no $SLACK_TOKEN' },
    ],
  ])('%s: one request', async (_name, reply, expected) => {
    const receiver = await startReceiver(() => reply);
    const place = placeAt(receiver.url);
    expect(await slack.send(slack.prepare(MESSAGE, place), place, context())).toMatchObject(expected);
    expect(receiver.requests).toHaveLength(1);
  });

  test('what can’t be read is unclear, not absent', async () => {
    const receiver = await startReceiver(() => ({ status: 500 }));
    expect(await slack.find!(MESSAGE, placeAt(receiver.url), context())).toMatchObject({ type: 'unclear' });
  });
});
