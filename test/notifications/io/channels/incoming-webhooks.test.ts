import { describe, expect, test } from 'vitest';
import type { Place } from '../../../../src/content/schema/places.ts';
import { channelOf } from '../../../../src/notifications/io/channels/all.ts';
import { createContext, INTERNAL_MESSAGE, MESSAGE } from '../../support/message.ts';
import { startReceiver } from '../../support/receiver.ts';
import type { ReceivedRequest, Reply } from '../../support/receiver.ts';

type Name = 'slack-webhook' | 'teams' | 'discord' | 'google-chat' | 'mattermost';

/** Servers with the shapes and limits of the real ones, as their makers document them. */
const SERVERS: Readonly<Record<Name, (request: ReceivedRequest, url: URL, body: Body) => Reply>> = {
  'slack-webhook': (_request, _url, { text = '', blocks }) =>
    typeof text === 'string' && text !== '' && text.length <= 40_000 && Array.isArray(blocks)
      ? { status: 200, body: 'ok' }
      : { status: 400, body: 'invalid_payload' },
  teams: (request, _url, { attachments }) => {
    const [card] = attachments as { contentType: string; content: { type: string } }[];
    if (request.body.length > 28_000) return { status: 413, body: 'RequestEntityTooLarge' };
    return card?.contentType === 'application/vnd.microsoft.card.adaptive' &&
      card.content.type === 'AdaptiveCard'
      ? { status: 202 }
      : { status: 400 };
  },
  discord: (_request, url, { content = '' }) => {
    if (content.length > 2000 || content === '')
      return { status: 400, body: '{"message":"Invalid Form Body","code":50035}' };
    return url.searchParams.get('wait') === 'true'
      ? { status: 200, body: JSON.stringify({ id: '1312345678901234567', content }) }
      : { status: 204 };
  },
  'google-chat': (request, url, { text = '', thread }) => {
    if (request.body.length > 32_000 || text === '') return { status: 400, body: '{"error":{"code":400}}' };
    return url.searchParams.get('key') === 'KEYKEYKEY' &&
      /^[\w-]{1,60}$/.test(url.searchParams.get('requestId') ?? '')
      ? { status: 200, body: JSON.stringify({ name: 'spaces/A/messages/B', thread }) }
      : { status: 401 };
  },
  mattermost: (_request, _url, { text = '' }) =>
    text !== '' && text.length <= 16_383
      ? { status: 200, body: 'ok' }
      : { status: 400, body: '{"id":"api.webhook"}' },
};

interface Body {
  readonly text?: string;
  readonly content?: string;
  readonly blocks?: unknown;
  readonly attachments?: unknown;
  readonly thread?: unknown;
}

const SECRET_PATH = '/hooks/veryverysecret0123456789';
const NAMES = Object.keys(SERVERS) as Name[];
const LONG = { ...INTERNAL_MESSAGE, body: 'A long text with words. '.repeat(3000) };

async function sendTo(channel: Name, reply?: Reply, message = MESSAGE, timeout = 3000) {
  const receiver = await startReceiver((request) => {
    if (reply !== undefined) return reply;
    const url = new URL(request.path, 'http://localhost');
    return SERVERS[channel](request, url, JSON.parse(request.body) as Body);
  });
  const place: Place = { channel, secret: 'HOOK' };
  const context = createContext(
    { HOOK: `${receiver.url}${SECRET_PATH}?key=KEYKEYKEY` },
    { signal: AbortSignal.timeout(timeout) },
  );
  const payload = channelOf(place).prepare(message, place);
  return { outcome: await channelOf(place).send(payload, place, context), payload, ...receiver };
}

describe.each(NAMES)('%s', (channel) => {
  test.each([
    ['a message for customers', MESSAGE],
    ['an internal one', INTERNAL_MESSAGE],
    ['72,000 characters, cut to the limit', LONG],
  ])('takes %s', async (_name, message) => {
    const { outcome, requests } = await sendTo(channel, undefined, message);
    expect(outcome).toMatchObject({ type: 'sent' });
    expect(requests).toHaveLength(1);
    expect(requests[0]!.path).toContain(SECRET_PATH);
    expect(requests[0]!.body).toContain(message.url);
  });

  test('no payload and no outcome has the secret address', async () => {
    const { outcome, payload } = await sendTo(channel, {
      status: 404,
      body: `Cannot POST ${SECRET_PATH}?key=KEYKEYKEY`,
    });
    expect(outcome).toEqual({ type: 'refused', reason: 'status 404: Cannot POST $HOOK' });
    expect(JSON.stringify([outcome, payload])).not.toMatch(/veryverysecret|KEYKEYKEY/);
  });

  test.each<[string, Reply, object]>([
    ['200 with an error inside', { status: 200, body: 'error: no such channel' }, { type: 'unknown' }],
    ['a login page', { status: 200, body: '<html>Sign in</html>' }, { type: 'unknown' }],
    ['429', { status: 429, headers: { 'retry-after': '3' } }, { type: 'retry', after: 3000 }],
    ['429 without a time', { status: 429 }, { type: 'retry' }],
    ['500', { status: 500 }, { type: 'unknown' }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, { type: 'refused' }],
    ['a lost answer', 'drop', { type: 'unknown' }],
    ['3 MB', { status: 400, body: Buffer.alloc(3_000_000, 'a') }, { type: 'refused' }],
  ])('%s: one request, and an outcome', async (_name, reply, expected) => {
    const { outcome, requests } = await sendTo(channel, reply);
    expect(outcome).toMatchObject(expected);
    expect(requests).toHaveLength(1);
    expect(JSON.stringify(outcome).length).toBeLessThan(400);
  });

  test('silence', async () => {
    expect((await sendTo(channel, 'silence', MESSAGE, 300)).outcome).toMatchObject({ type: 'unknown' });
  });

  test.each([
    '',
    'hunter2hunter2',
    'http://hooks.example.com/x/veryverysecret0123456789',
    'file:///etc/passwd',
  ])('the secret "%s" is refused without a request, and not printed', async (value) => {
    const place: Place = { channel, secret: 'HOOK' };
    const context = createContext({ HOOK: value });
    const payload = channelOf(place).prepare(MESSAGE, place);
    const said = [
      await channelOf(place).send(payload, place, context),
      await channelOf(place).check(place, context),
    ];
    expect(said).toMatchObject([
      { type: 'refused', reason: '$HOOK is not a web address' },
      { type: 'problem' },
    ]);
    if (value !== '') expect(JSON.stringify(said)).not.toContain(value);
  });
});

test.each<[Name, string]>([
  ['slack-webhook', ['https://hooks.slack.com', 'services', 'T000', 'B000', 'XXXX'].join('/')],
  ['teams', 'https://prod-1.westeurope.logic.azure.com:443/workflows/a/triggers/manual/paths/invoke?sig=b'],
  ['teams', 'https://x.12.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/a'],
  ['google-chat', 'https://chat.googleapis.com/v1/spaces/AAA/messages?key=a&token=b'],
  ['mattermost', 'https://chat.example.com/hooks/xxxxxxxxxxxxxxxxxxxxxxxxxx'],
])('doctor knows an address of %s', async (channel, address) => {
  const place: Place = { channel, secret: 'HOOK' };
  expect(await channelOf(place).check(place, createContext({ HOOK: address }))).toMatchObject({
    type: 'unclear',
  });
});

test('messages of an incident have one thread in Google Chat, and a repeat has the same key', async () => {
  const [first, second] = [await sendTo('google-chat'), await sendTo('google-chat')];
  expect(first.requests[0]!.path).toBe(second.requests[0]!.path);
  expect(JSON.parse(first.requests[0]!.body)).toMatchObject({ thread: { threadKey: MESSAGE.thread } });
});
