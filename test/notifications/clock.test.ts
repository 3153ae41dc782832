import { describe, expect, test } from 'vitest';
import { applyChange, EMPTY_LOG } from '../../src/delivery-log/delivery.ts';
import type { Delivery, DeliveryLog } from '../../src/delivery-log/delivery.ts';
import { prepareRun } from '../../src/notifications/io/runner.ts';
import type { DeliveryPlan } from '../../src/notifications/plan.ts';
import { DAY, HOUR, MINUTE } from '../../src/time/duration.ts';
import { companyInput, incidentFile } from './support/content.ts';

const NOW = Date.parse('2026-11-22T12:00Z');
const place = (name: string): string =>
  `[{ channel: webhook, url: "https://hooks.example.com/${name}", secret: HOOK }]`;
const NOTIFY = `{ incidents-channel: ${place('team')}, status-page: ${place('customers')} }`;
const TEXT = 'We are looking into failed orders.';
const INPUT = companyInput({
  notify: NOTIFY,
  incidents: {
    one: incidentFile({ detected: NOW - 10 * MINUTE, updates: [[NOW - 8 * MINUTE, 'investigating', TEXT]] }),
  },
});

/** The log of places that became known at a time. */
function logSince(at: number): DeliveryLog {
  return applyChange(EMPTY_LOG, {
    deliveries: [],
    places: prepareRun({ ...INPUT, incidents: [] }, EMPTY_LOG, at).plan.places,
  });
}

/** What the log has after a run that sent everything. */
function afterwards(log: DeliveryLog, { send, record, places }: DeliveryPlan, now: number): DeliveryLog {
  const sent = send.map(({ delivery }): Delivery => ({ ...delivery, state: 'sent', since: now }));
  return applyChange(log, { deliveries: [...record, ...sent], places });
}

const updates = ({ send }: DeliveryPlan): string[] =>
  send.filter(({ event }) => event.type !== 'reminder').map(({ event }) => event.key);

describe('a clock that is an hour off', () => {
  test.each([
    ['ahead', HOUR],
    ['behind', -HOUR],
  ])('of a runner, %s: what it sent, no one sends again', (_name, offset) => {
    const start = logSince(NOW - DAY);
    const first = prepareRun(INPUT, start, NOW + offset).plan;
    const log = afterwards(start, first, NOW + offset);
    const second = prepareRun(INPUT, log, NOW).plan;
    expect([...updates(first), ...updates(second)]).not.toEqual([]);
    const ids = [...first.send, ...second.send].map(({ delivery }) => delivery.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(updates(prepareRun(INPUT, afterwards(log, second, NOW), NOW).plan)).toEqual([]);
  });

  test.each([
    ['ahead', HOUR],
    ['behind', -HOUR],
  ])('of a runner that was killed, %s: its claims are never sent beside it', (_name, offset) => {
    const start = logSince(NOW - DAY);
    const { send, record } = prepareRun(INPUT, start, NOW + offset).plan;
    const claims = applyChange(start, { deliveries: [...record, ...send.map(({ delivery }) => delivery)] });
    const ids = new Set(send.map(({ delivery }) => delivery.id));
    const soon = prepareRun(INPUT, claims, NOW + Math.max(0, offset) + MINUTE).plan;
    if (offset > 0) expect(soon.send.filter(({ delivery }) => ids.has(delivery.id))).toEqual([]);
    // Channels with a key get the same message again, under the same key.
    const later = prepareRun(INPUT, claims, NOW + Math.max(0, offset) + 6 * MINUTE).plan;
    for (const { delivery } of later.send.filter(({ delivery: { id } }) => ids.has(id)))
      expect(delivery.tries).toBe(2);
  });

  test('of the run that first saw a place: the log names what the place did not get', () => {
    const { plan } = prepareRun(INPUT, logSince(NOW + HOUR), NOW);
    expect(plan.send.filter(({ event }) => event.type !== 'reminder')).toEqual([]);
    expect(
      plan.record.map(({ key, audience, reason }) => `${key} ${audience}: ${reason}`).toSorted(),
    ).toEqual([
      'opened incidents-channel: baseline: it happened before the place was notified',
      'update:20261122T1152Z incidents-channel: baseline: it happened before the place was notified',
      'update:20261122T1152Z status-page: baseline: it happened before the place was notified',
    ]);
  });
});
