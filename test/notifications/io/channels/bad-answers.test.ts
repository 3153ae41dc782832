import { describe, expect, test } from 'vitest';
import { PLACES } from '../../../../src/content/schema/places.ts';
import type { ChannelName, Place } from '../../../../src/content/schema/places.ts';
import { channelOf } from '../../../../src/notifications/io/channels/all.ts';
import { createContext, MESSAGE } from '../../support/message.ts';
import { startReceiver } from '../../support/receiver.ts';
import type { Reply } from '../../support/receiver.ts';

/** All channels but e-mail, whose servers speak SMTP: `email.test.ts`. */
type HttpChannel = Exclude<ChannelName, 'email'>;

const WEBHOOK_KEY = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const TOKEN = 'veryverysecret0123456789abcdefgh';

/** A place at a server on this computer, and its secret. */
const PLACES_AT: Readonly<Record<HttpChannel, (url: string) => readonly [Place, string]>> = {
  slack: (url) => [{ channel: 'slack', to: 'C0123ABCDEF', secret: 'S', api: url }, TOKEN],
  'slack-webhook': (url) => [{ channel: 'slack-webhook', secret: 'S' }, `${url}/${TOKEN}`],
  teams: (url) => [{ channel: 'teams', secret: 'S' }, `${url}/${TOKEN}`],
  discord: (url) => [{ channel: 'discord', secret: 'S' }, `${url}/${TOKEN}`],
  'google-chat': (url) => [{ channel: 'google-chat', secret: 'S' }, `${url}/${TOKEN}`],
  mattermost: (url) => [{ channel: 'mattermost', secret: 'S' }, `${url}/${TOKEN}`],
  webhook: (url) => [{ channel: 'webhook', url, secret: 'S' }, WEBHOOK_KEY],
  listmonk: (url) => [{ channel: 'listmonk', url, list: 1, user: 'candor', secret: 'S' }, TOKEN],
  pagerduty: () => [{ channel: 'pagerduty', secret: 'S', region: 'us' }, TOKEN],
};

async function send(channel: HttpChannel, reply: Reply, timeout = 2000) {
  const receiver = await startReceiver(() => reply);
  const [place, secret] = PLACES_AT[channel](receiver.url);
  const payload = channelOf(place).prepare(MESSAGE, place);
  const outcome = await channelOf(place).send(
    channel === 'pagerduty' ? { ...payload, to: `POST ${receiver.url}/v2/enqueue` } : payload,
    place,
    createContext({ S: secret }, { signal: AbortSignal.timeout(timeout) }),
  );
  return { outcome, secret, requests: receiver.requests };
}

test('every channel is here, or tested with a mail server', () => {
  expect([...Object.keys(PLACES_AT), 'email'].toSorted()).toEqual(Object.keys(PLACES).toSorted());
});

/** listmonk is asked first whether the campaign exists: without an answer, nothing was created. */
const unknown = (channel: HttpChannel): string => (channel === 'listmonk' ? 'retry' : 'unknown');

describe.each(Object.keys(PLACES_AT) as HttpChannel[])('%s', (channel) => {
  test.each<[string, Reply, object]>([
    [
      '429 with Retry-After',
      { status: 429, headers: { 'retry-after': '7' } },
      { type: 'retry', after: 7000 },
    ],
    ['429 without it', { status: 429 }, { type: 'retry' }],
    [
      '429 with a Retry-After that no one can read',
      { status: 429, headers: { 'retry-after': 'soon' } },
      { type: 'retry' },
    ],
    ['500', { status: 500, body: 'oops' }, { type: unknown(channel) }],
    ['503', { status: 503 }, { type: 'retry' }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, { type: 'refused' }],
    ['401', { status: 401 }, { type: 'refused' }],
    ['the connection lost', 'drop', { type: unknown(channel) }],
    ['3 MB of a refusal', { status: 400, body: Buffer.alloc(3_000_000, 'a') }, { type: 'refused' }],
    ['3 MB of control characters', { status: 400, body: Buffer.alloc(3_000_000, 7) }, { type: 'refused' }],
    ['silence', 'silence', { type: unknown(channel), reason: 'no answer in time' }],
  ])('%s: one request, and an outcome in a few words', async (_name, reply, expected) => {
    const { outcome, requests } = await send(channel, reply, reply === 'silence' ? 300 : 5000);
    expect(outcome).toMatchObject(expected);
    expect(requests).toHaveLength(1);
    expect(JSON.stringify(outcome).length).toBeLessThan(1500);
  });

  test('an answer that repeats the secret: the outcome has it not', async () => {
    const [, secret] = PLACES_AT[channel]('http://127.0.0.1');
    const part = secret.replace('http://127.0.0.1/', '');
    const { outcome } = await send(channel, { status: 400, body: `no access with ${part}` });
    expect(outcome.type).toBe('refused');
    expect(JSON.stringify(outcome)).not.toContain(part);
  });
});

test.each<[HttpChannel, string, string]>([
  ['slack', '{"ok":false,"error":"channel_not_found"}', 'refused'],
  ['slack-webhook', 'no_service', 'unknown'],
  ['teams', '{"error":{"code":"WorkflowTriggerIsNotEnabled"}}', 'unknown'],
  ['discord', '{"message":"Unknown Webhook","code":10015}', 'unknown'],
  ['google-chat', '{"error":{"code":404}}', 'unknown'],
  ['mattermost', '{"id":"web.incoming_webhook.invalid.app_error"}', 'unknown'],
  ['listmonk', '{"message":"Internal error"}', 'retry'],
  ['pagerduty', '{"status":"invalid event","message":"Event object is invalid"}', 'refused'],
])('%s: status 200 with an error inside is not "sent"', async (channel, body, type) => {
  expect((await send(channel, { status: 200, body })).outcome.type).toBe(type);
});
