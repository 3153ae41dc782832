import { expect, test } from 'vitest';
import { pagerduty } from '../../../../src/notifications/io/channels/pagerduty.ts';
import { createContext, INTERNAL_MESSAGE } from '../../support/message.ts';
import { startReceiver } from '../../support/receiver.ts';
import type { Reply } from '../../support/receiver.ts';

const KEY = 'abcdefghijklmnopqrstuvwxyz012345';
const PLACE = { channel: 'pagerduty', secret: 'PD', region: 'eu' } as const;
const ACCEPTED: Reply = {
  status: 202,
  body: '{"status":"success","message":"Event processed","dedup_key":"k"}',
};

/** Sends to a server on this machine in place of PagerDuty's. */
async function sendTo(reply: Reply, message = INTERNAL_MESSAGE) {
  const receiver = await startReceiver(() => reply);
  const payload = pagerduty.prepare(message, PLACE);
  expect(payload.to).toBe('POST https://events.eu.pagerduty.com/v2/enqueue');
  expect(JSON.stringify(payload)).not.toContain(KEY);
  const outcome = await pagerduty.send(
    { ...payload, to: `POST ${receiver.url}/v2/enqueue` },
    PLACE,
    createContext({ PD: KEY }, { signal: AbortSignal.timeout(500) }),
  );
  return { outcome, requests: receiver.requests };
}

test('an incident triggers an alert and resolves it by the same key', async () => {
  const { outcome, requests } = await sendTo(ACCEPTED, { ...INTERNAL_MESSAGE, event: 'opened' });
  expect(outcome).toMatchObject({ type: 'sent' });
  const trigger = JSON.parse(requests[0]!.body) as { dedup_key: string };
  expect(trigger).toMatchObject({
    routing_key: KEY,
    event_action: 'trigger',
    dedup_key: 'vayva.shop/2026-11-22-checkout',
    payload: {
      summary: 'Some orders fail at checkout: Investigating',
      severity: 'error',
      source: 'vayva.shop',
    },
  });
  const resolve = await sendTo(ACCEPTED, { ...INTERNAL_MESSAGE, event: 'resolved' });
  expect(JSON.parse(resolve.requests[0]!.body)).toEqual({
    routing_key: KEY,
    event_action: 'resolve',
    dedup_key: trigger.dedup_key,
  });
});

test.each<[string, Reply, object]>([
  [
    '400 with the key inside',
    { status: 400, body: `invalid key ${KEY}` },
    { type: 'refused', reason: 'status 400: invalid key $PD' },
  ],
  ['429', { status: 429, headers: { 'retry-after': '5' } }, { type: 'retry', after: 5000 }],
  ['500', { status: 500 }, { type: 'unknown' }],
  ['a lost answer', 'drop', { type: 'unknown' }],
  ['silence', 'silence', { type: 'unknown' }],
])('%s', async (_name, reply, expected) => {
  const { outcome, requests } = await sendTo(reply);
  expect(outcome).toMatchObject(expected);
  expect(requests).toHaveLength(1);
});

test('doctor knows the form of a key, and prints none', async () => {
  expect(await pagerduty.check(PLACE, createContext({ PD: KEY }))).toMatchObject({ type: 'unclear' });
  const wrong = await pagerduty.check(PLACE, createContext({ PD: 'hunter2' }));
  expect(wrong).toMatchObject({ type: 'problem' });
  expect(JSON.stringify(wrong)).not.toContain('hunter2');
});
