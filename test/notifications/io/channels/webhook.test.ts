import { createHmac } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { channelOf } from '../../../../src/notifications/io/channels/all.ts';
import { webhook } from '../../../../src/notifications/io/channels/webhook.ts';
import { createContext, HOSTILE_TEXT, INTERNAL_MESSAGE, MESSAGE } from '../../support/message.ts';
import { startReceiver } from '../../support/receiver.ts';
import type { ReceivedRequest, Reply } from '../../support/receiver.ts';

const KEYS = [1, 2].map((byte) => Buffer.alloc(32, byte));
const SECRETS = { HOOK: KEYS.map((key) => `whsec_${key.toString('base64')}`).join(' ') };

async function sendTo(reply: Reply, timeout = 2000) {
  const receiver = await startReceiver(() => reply);
  const place = { channel: 'webhook', url: receiver.url, secret: 'HOOK' } as const;
  const payload = webhook.prepare(MESSAGE, place);
  const context = createContext(SECRETS, { signal: AbortSignal.timeout(timeout) });
  return { outcome: await webhook.send(payload, place, context), ...receiver, payload };
}

test('a webhook is signed by each secret, with the same id on each attempt', async () => {
  const { outcome, requests, payload } = await sendTo({ status: 200, body: 'thanks\nbye' });
  expect(outcome).toEqual({ type: 'sent', answer: 'status 200: thanks' });
  const [{ headers, body } = { headers: {} as Record<string, string>, body: '' }] = requests;
  expect(headers['webhook-id']).toBe('msg_0123456789abcdef0123456789abcdef');
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const signatures = KEYS.map((key) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`);
  expect(headers['webhook-signature']).toBe(signatures.join(' '));
  expect(JSON.parse(body)).toMatchObject({ type: 'candor.update', data: { title: MESSAGE.title } });
  expect(JSON.stringify(payload)).not.toContain(KEYS[0]!.toString('base64'));
});

test('the library of Standard Webhooks verifies what was sent, with the old and with the new secret', async () => {
  const { requests } = await sendTo({ status: 200 });
  const [{ headers, body }] = requests as [ReceivedRequest];
  for (const key of KEYS) {
    const verifier = new StandardWebhook(`whsec_${key.toString('base64')}`);
    // The library compares the time with the clock.
    vi.useFakeTimers({ now: Date.parse('2026-11-22T09:13Z') });
    onTestFinished(() => void vi.useRealTimers());
    expect(verifier.verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => verifier.verify(body.replace('Checkout', 'checkout'), headers)).toThrow();
  }
  const stranger = new StandardWebhook(`whsec_${Buffer.alloc(32, 9).toString('base64')}`);
  expect(() => stranger.verify(body, headers)).toThrow();
});

describe('what an answer means', () => {
  test.each<[string, Reply, object]>([
    ['410', { status: 410 }, { type: 'refused', reason: 'status 410: it wants no more messages' }],
    ['404', { status: 404, body: 'no such hook' }, { type: 'refused', reason: 'status 404: no such hook' }],
    [
      'a redirect',
      { status: 307, headers: { location: 'http://127.0.0.1:1/' } },
      { type: 'refused', reason: 'status 307: it redirects elsewhere' },
    ],
    [
      '429 with Retry-After',
      { status: 429, headers: { 'retry-after': '7' } },
      { type: 'retry', reason: 'status 429', after: 7000 },
    ],
    ['429 without it', { status: 429 }, { type: 'retry', reason: 'status 429' }],
    ['500', { status: 500, body: 'oops' }, { type: 'unknown', reason: 'status 500: oops' }],
    ['the connection lost', 'drop', { type: 'unknown', reason: 'UND_ERR_SOCKET' }],
    [
      '3 MB',
      { status: 200, body: Buffer.alloc(3_000_000, 'a') },
      { type: 'sent', answer: expect.any(String) },
    ],
  ])('%s', async (_name, reply, expected) => {
    const { outcome, requests } = await sendTo(reply);
    expect(outcome).toEqual(expected);
    expect(requests).toHaveLength(1);
  });

  test('silence', async () => {
    const { outcome } = await sendTo('silence', 300);
    expect(outcome).toEqual({ type: 'unknown', reason: 'no answer in time' });
  });

  test('a host that does not exist: nothing was sent', async () => {
    // RFC 6761: a name that never exists.
    const place = { channel: 'webhook', url: 'http://hooks.invalid/', secret: 'HOOK' } as const;
    const outcome = await webhook.send(webhook.prepare(MESSAGE, place), place, createContext(SECRETS));
    expect(outcome).toMatchObject({ type: 'retry' });
  });
});

test('an internal message has its facts and its next step as data, hostile text as it is', () => {
  const place = { channel: 'webhook', url: 'https://hooks.example.com/', secret: 'HOOK' } as const;
  expect(channelOf(place).prepare({ ...INTERNAL_MESSAGE, title: HOSTILE_TEXT }, place).body).toMatchObject({
    data: { title: HOSTILE_TEXT, nextStep: { command: expect.any(String) as string } },
  });
});

test('a secret that is not one of Standard Webhooks is a problem', async () => {
  const receiver = await startReceiver();
  const place = { channel: 'webhook', url: receiver.url, secret: 'HOOK' } as const;
  expect(await webhook.check(place, createContext({ HOOK: 'hunter2' }))).toMatchObject({ type: 'problem' });
  expect(await webhook.check(place, createContext(SECRETS))).toMatchObject({ type: 'unclear' });
});
