import { expect, test } from 'vitest';
import type { Delivery, DeliveryState } from '../../src/delivery-log/delivery.ts';
import { describeWaiting, waitingMessagesOf } from '../../src/notifications/waiting-text.ts';

const delivery = (id: string, state: DeliveryState): Delivery => ({
  ...{ id: id.repeat(32), key: 'opened', state, at: 0, since: 0, created: 0, audience: 'leadership' },
  ...{ isForCustomers: false, channel: 'email', place: 'x', tries: 1, incident: 'one', reason: 'status 404' },
});

test('a message that arrived at a later attempt waits for no one, and each other one is named once', () => {
  const { failed } = waitingMessagesOf({
    recorded: [delivery('a', 'unknown'), delivery('d', 'skipped')],
    ended: [
      delivery('b', 'unknown'),
      delivery('b', 'unknown'),
      delivery('c', 'refused'),
      delivery('a', 'sent'),
    ],
    held: [],
  });
  expect(failed.map(({ id }) => id[0])).toEqual(['b', 'c']);
});

test('each line ends with the one command', () => {
  const waiting = {
    held: 21,
    heldIncidents: 3,
    failed: [delivery('b', 'unknown'), delivery('c', 'refused')],
  };
  expect(describeWaiting(waiting, true)).toMatchInlineSnapshot(`
    [
      "It is unknown whether leadership got "one opened" by email: status 404. If it is not there, send it again: npx candor notify --release bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
      "leadership did not get "one opened": email refused it: status 404. When that is repaired, send it again: npx candor notify --release cccccccccccccccccccccccccccccccc",
      "21 messages to customers are too many at once: none was sent. See what they say: npx candor notify --dry-run --deployed. Send them: npx candor notify --release all",
    ]
  `);
  expect(describeWaiting(waiting, false).join('\n')).not.toMatch(/one opened|404/);
});
