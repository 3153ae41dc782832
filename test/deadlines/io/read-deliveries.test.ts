import { expect, test } from 'vitest';
import { createDeliveryReader } from '../../../src/deadlines/io/read-deliveries.ts';
import { openLogStore } from '../../../src/delivery-log/io/log-store.ts';
import type { Delivery } from '../../../src/delivery-log/delivery.ts';
import { createTestRepository } from '../../notifications/support/repository.ts';

const AT = Date.parse('2026-11-22T10:00Z');
const mailAt = (at: number): Delivery => ({
  ...{ id: String(at).padStart(32, '0'), key: 'opened', state: 'sent', at, since: at, created: at, tries: 1 },
  ...{ audience: 'customers', isForCustomers: true, channel: 'email', place: 'x', incident: 'one' },
});
const SITE = { notify: { customers: { none: 'a test' } } };

test('U4.2: mail of other runs is known on the next call, and kept while the remote does not answer', async () => {
  const repository = createTestRepository();
  const [root, other] = [repository.clone(), repository.clone()];
  const read = createDeliveryReader(root);
  const times = async (): Promise<readonly number[] | undefined> => (await read(SITE)).emailed?.get('one');
  const store = openLogStore(other, 'origin');
  expect(await times()).toBeUndefined();
  for (const deliveries of [[mailAt(AT)], [mailAt(AT + 60_000)]])
    await store.write(await store.read(), { deliveries }, 'x');
  expect(await times()).toEqual([AT, AT + 60_000]);
  repository.git(root, 'remote', 'set-url', 'origin', '/nowhere');
  expect(await times()).toEqual([AT, AT + 60_000]);
});

test('a site that notifies no one has no log to read', async () => {
  expect(await createDeliveryReader('/nowhere')({ notify: {} })).toEqual({});
});
