import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChange, EMPTY_LOG } from '../../src/delivery-log/delivery.ts';
import type { Delivery, DeliveryLog } from '../../src/delivery-log/delivery.ts';
import { channelOf } from '../../src/notifications/io/channels/all.ts';
import { prepareRun } from '../../src/notifications/io/runner.ts';
import type { NotificationInput } from '../../src/notifications/io/runner.ts';
import { buildMessage } from '../../src/notifications/messages.ts';
import { CUSTOMER_MESSAGE_CAP } from '../../src/notifications/plan.ts';
import type { DeliveryPlan } from '../../src/notifications/plan.ts';
import { DAY, HOUR, MINUTE } from '../../src/time/duration.ts';
import { companyInput, incidentFile } from './support/content.ts';
import type { CompanyFiles, IncidentOptions } from './support/content.ts';

const NOW = Date.parse('2026-11-22T12:00Z');
const hook = (name: string): string =>
  `[{ channel: webhook, url: "https://hooks.example.com/${name}", secret: HOOK }]`;
const NOTIFY = `{ incidents-channel: ${hook('team')}, leadership: ${hook('leads')}, status-page: ${hook('customers')} }`;

/** Every place is known since a day before. */
function knownLog(input: NotificationInput): DeliveryLog {
  const { plan } = prepareRun({ ...input, incidents: [] }, EMPTY_LOG, NOW - DAY);
  return applyChange(EMPTY_LOG, { deliveries: [], places: plan.places });
}

function planOf(
  files: Partial<CompanyFiles>,
  log?: DeliveryLog,
  now = NOW,
  options: Partial<NotificationInput> = {},
) {
  const input = { ...companyInput({ notify: NOTIFY, ...files }), ...options };
  return prepareRun(input, log ?? knownLog(input), now);
}

const linesOf = ({ send, record, held }: DeliveryPlan): string[] =>
  [
    ...send.map(
      ({ delivery, covered }) =>
        `send ${lineOf(delivery)}${covered.length > 0 ? ` (+${covered.length})` : ''}`,
    ),
    ...held.map(({ delivery }) => `hold ${lineOf(delivery)}`),
    ...record.map((delivery) => `${delivery.state} ${lineOf(delivery)}: ${delivery.reason}`),
  ].toSorted();
const lineOf = ({ key, audience }: Delivery): string => `${key} to ${audience}`;

/** Time passes in some tests, so that deadlines come nearer. */
const withoutReminders = ({ send }: DeliveryPlan): DeliveryPlan['send'] =>
  send.filter(({ event }) => event.type !== 'reminder');

const isForCustomers = ({ destination }: DeliveryPlan['send'][number]): boolean =>
  destination.type === 'customers';

/** What the log has when every message arrived. */
function afterwards(log: DeliveryLog, { send, record, places }: DeliveryPlan, now = NOW): DeliveryLog {
  const sent = send.map(({ delivery }): Delivery => ({ ...delivery, state: 'sent', since: now }));
  return applyChange(log, { deliveries: [...record, ...sent], places });
}

const at = (minutes: number): number => NOW - minutes * MINUTE;
const one = (options: Partial<IncidentOptions> = {}): { incidents: Record<string, string> } => ({
  incidents: {
    one: incidentFile({
      detected: at(10),
      updates: [[at(8), 'investigating', 'We are looking into failed orders.']],
      ...options,
    }),
  },
});

describe('who gets what (V1.2, V4.1)', () => {
  test.each<[string, Partial<IncidentOptions>, string[]]>([
    [
      'a SEV-1',
      {},
      [
        'send opened to leadership',
        'send update:20261122T1152Z to incidents-channel (+1)',
        'send update:20261122T1152Z to status-page',
        'skipped opened to incidents-channel: covered by update:20261122T1152Z',
      ],
    ],
    [
      'a SEV-3 that stays off the page (V12.5)',
      { severity: 'sev-3' },
      [
        'send update:20261122T1152Z to incidents-channel (+1)',
        'skipped opened to incidents-channel: covered by update:20261122T1152Z',
      ],
    ],
    [
      'a drill',
      { front: 'drill: true' },
      [
        'send update:20261122T1152Z to incidents-channel (+1)',
        'skipped opened to incidents-channel: covered by update:20261122T1152Z',
      ],
    ],
    ['an imported one', { front: 'imported: { from: statuspage, id: x1 }' }, []],
    [
      'one that is resolved',
      { updates: [[at(5), 'resolved', 'It works again. We apologize.']] },
      [
        'send update:20261122T1155Z to incidents-channel (+1)',
        'send update:20261122T1155Z to leadership (+1)',
        'send update:20261122T1155Z to status-page',
        'skipped opened to incidents-channel: covered by update:20261122T1155Z',
        'skipped opened to leadership: covered by update:20261122T1155Z',
      ],
    ],
    [
      'three updates that wait are one message',
      {
        updates: [
          [at(8), 'investigating', 'First.'],
          [at(6), 'identified', 'Second.'],
          [at(4), 'monitoring', 'Third.'],
        ],
      },
      [
        'send opened to leadership',
        'send update:20261122T1156Z to incidents-channel (+3)',
        'send update:20261122T1156Z to status-page (+2)',
        'skipped opened to incidents-channel: covered by update:20261122T1156Z',
        'skipped update:20261122T1152Z to incidents-channel: covered by update:20261122T1156Z',
        'skipped update:20261122T1152Z to status-page: covered by update:20261122T1156Z',
        'skipped update:20261122T1154Z to incidents-channel: covered by update:20261122T1156Z',
        'skipped update:20261122T1154Z to status-page: covered by update:20261122T1156Z',
      ],
    ],
    [
      'an update from three hours ago',
      { detected: at(200), updates: [[at(180), 'investigating', 'Old.']] },
      [
        'send opened to incidents-channel',
        'send opened to leadership',
        'send reminder:one/internal-update/1795338000000#step-3 to incidents-channel',
        'send reminder:one/next-update/20261122T0900Z#step-3 to incidents-channel',
        'skipped update:20261122T0900Z to incidents-channel: expired before it could be sent',
        'skipped update:20261122T0900Z to status-page: expired before it could be sent',
      ],
    ],
  ])('%s', (_name, options, expected) => {
    expect(linesOf(planOf(one(options)).plan)).toEqual(expected);
  });

  test('customers wait for the page, the team does not', () => {
    const { plan } = planOf(one(), undefined, NOW, { isPageCurrent: false });
    expect(plan.send.map(({ destination }) => destination.type)).not.toContain('customers');
    expect(plan.send).not.toEqual([]);
  });

  test('an incident opened in the minute in which its place was added is not the past', () => {
    const input = companyInput({ notify: NOTIFY, incidents: {} });
    const added = prepareRun(input, EMPTY_LOG, NOW + 20_000).plan;
    const log = applyChange(EMPTY_LOG, { deliveries: added.record, places: added.places });
    const opened = one({ detected: NOW, updates: [[NOW, 'investigating', 'We are looking into it.']] });
    expect(withoutReminders(planOf(opened, log, NOW + 40_000).plan)).toHaveLength(3);
    const before = one({ detected: at(1), updates: [[at(1), 'investigating', 'We are looking into it.']] });
    expect(withoutReminders(planOf(before, log, NOW + 40_000).plan)).toEqual([]);
  });

  test('two audiences at one place are notified once, in the words for customers', () => {
    const notify = `{ leadership: ${hook('same')}, incidents-channel: ${hook('same')}, status-page: ${hook('same')} }`;
    const { plan } = planOf({ notify, ...one() });
    const updates = plan.send.filter(({ event }) => event.key.startsWith('update:'));
    expect(updates.map(({ destination }) => destination.type)).toEqual(['customers']);
  });
});

describe('nothing twice', () => {
  test('a corrected text, a renamed file, and two files that swap names send nothing', () => {
    const a = incidentFile({ detected: at(9), updates: [[at(8), 'investigating', 'About orders.']] });
    const b = incidentFile({ detected: at(7), updates: [[at(6), 'investigating', 'About cards.']] });
    const first = planOf({ incidents: { a, b } });
    const log = afterwards(knownLog(companyInput({ notify: NOTIFY })), first.plan);
    expect(first.plan.send.length).toBeGreaterThan(4);
    for (const incidents of [
      { a: a.replace('About orders', 'On orders'), b },
      { renamed: a, b },
      { a: b, b: a },
      { a },
    ] as Record<string, string>[])
      expect(linesOf(planOf({ incidents }, log).plan)).toEqual([]);
  });

  test('a withdrawn incident is taken back where it was notified, and nowhere else', () => {
    const log = afterwards(
      knownLog(companyInput({ notify: NOTIFY })),
      planOf(one({ severity: 'sev-3' })).plan,
    );
    const withdrawn = one({
      severity: 'sev-3',
      updates: [
        [at(8), 'investigating', 'We are looking into failed orders.'],
        [at(4), 'withdrawn', 'We found no problem.'],
      ],
    });
    expect(linesOf(planOf(withdrawn, log).plan)).toEqual(['send update:20261122T1156Z to incidents-channel']);
    expect(linesOf(planOf(withdrawn).plan)).toEqual([]);
  });

  test('a claim is left alone for five minutes, then repeated where the channel has a key', () => {
    const input = companyInput({ notify: NOTIFY, ...one() });
    const { plan } = prepareRun(input, knownLog(input), NOW);
    const claimed = applyChange(knownLog(input), { deliveries: plan.send.map(({ delivery }) => delivery) });
    const soon = prepareRun(input, claimed, NOW + 4 * MINUTE).plan;
    expect([withoutReminders(soon), soon.next]).toEqual([[], NOW + 5 * MINUTE]);
    const later = prepareRun(input, claimed, NOW + 6 * MINUTE).plan;
    expect(withoutReminders(later).map(({ delivery }) => [delivery.id, delivery.tries])).toEqual(
      plan.send.map(({ delivery }) => [delivery.id, 2]),
    );
  });

  test('a claim of a stopped runner for an event that is no more is unknown', () => {
    const input = companyInput({ notify: NOTIFY, ...one() });
    const { plan } = prepareRun(input, knownLog(input), NOW);
    const claimed = applyChange(knownLog(input), { deliveries: plan.send.map(({ delivery }) => delivery) });
    const gone = { ...input, incidents: [] };
    expect(prepareRun(gone, claimed, NOW + 4 * MINUTE).plan.record).toEqual([]);
    expect(prepareRun(gone, claimed, NOW + 6 * MINUTE).plan.record.map(({ state }) => state)).toEqual(
      plan.send.map(() => 'unknown'),
    );
  });

  test('an outage of the chat outlasts the update that covers the opening: the team is notified of the opening', () => {
    const input = companyInput({ notify: NOTIFY, ...one() });
    const { plan } = prepareRun(input, knownLog(input), NOW);
    const retried = plan.send.map(({ delivery }): Delivery => ({ ...delivery, state: 'retry', after: NOW }));
    let log = applyChange(knownLog(input), { deliveries: [...plan.record, ...retried] });
    const later = NOW + 20 * MINUTE;
    const expired = prepareRun(input, log, later).plan;
    log = afterwards(log, { ...expired, send: [] }, later);
    const team = withoutReminders(prepareRun(input, log, later).plan).filter(
      ({ delivery }) => delivery.audience === 'incidents-channel',
    );
    expect(team.map(({ event }) => event.key)).toEqual(['opened']);
    const done = afterwards(log, prepareRun(input, log, later).plan, later);
    expect(withoutReminders(prepareRun(input, done, later).plan)).toEqual([]);
  });

  test('more than twenty messages to customers wait for a person', () => {
    const incidents = Object.fromEntries(
      Array.from({ length: CUSTOMER_MESSAGE_CAP + 1 }, (_, index) => [`i-${index}`, one().incidents['one']!]),
    );
    const { plan } = planOf({ incidents });
    expect(plan.held).toHaveLength(CUSTOMER_MESSAGE_CAP + 1);
    expect(plan.send.some(({ destination }) => destination.type === 'customers')).toBe(false);
    const released = plan.held.map(({ delivery }): Delivery => ({
      ...delivery,
      state: 'released',
      tries: 0,
    }));
    const log = applyChange(knownLog(companyInput({ notify: NOTIFY })), { deliveries: released });
    const again = planOf({ incidents }, log).plan;
    expect([again.held.length, again.send.filter(isForCustomers).length]).toEqual([0, released.length]);
    // On a computer that does not know whether the page shows them, they wait for the next deployment.
    const elsewhere = planOf({ incidents }, log, NOW, { isPageCurrent: false }).plan;
    expect(elsewhere.send.filter(isForCustomers)).toEqual([]);
  });

  test('after a plan was carried out there is nothing left, whatever the content and the log', () => {
    const update = fc.tuple(
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom('investigating', 'identified', 'monitoring', 'resolved', 'update'),
    );
    const incident = fc.record({
      severity: fc.constantFrom('sev-1', 'sev-2', 'sev-3'),
      detected: fc.integer({ min: 1, max: 60 * 24 * 3 }),
      front: fc.constantFrom('', 'drill: true', 'customer-facing: true'),
      updates: fc.uniqueArray(update, { maxLength: 4, selector: ([minutes]) => minutes }),
    });
    const state = fc.constantFrom('sent', 'refused', 'unknown', 'retry', 'skipped', 'released', 'claimed');
    fc.assert(
      fc.property(
        fc.array(incident, { maxLength: 4 }),
        fc.array(state),
        fc.boolean(),
        (files, states, isKnown) => {
          const incidents = Object.fromEntries(
            files.map(({ detected, updates, ...rest }, index): [string, string] => [
              `i-${index}`,
              incidentFile({
                ...rest,
                detected: at(detected),
                updates: updates
                  .toSorted(([a], [b]) => b - a)
                  .map(([minutes, phase]) => [at(minutes), phase, 'Some text.'] as const),
              }),
            ]),
          );
          const input = companyInput({ notify: NOTIFY, incidents });
          const start = isKnown ? knownLog(input) : EMPTY_LOG;
          const first = prepareRun(input, start, NOW).plan;
          const past = first.send.flatMap(({ delivery }, index): Delivery[] =>
            states[index] === undefined ? [] : [{ ...delivery, state: states[index], since: NOW - HOUR }],
          );
          let log = applyChange(start, { deliveries: past, places: first.places });
          // Messages about failures are sent in the second round.
          for (let round = 0; round < 2; round += 1) log = afterwards(log, prepareRun(input, log, NOW).plan);
          const { send, record, places } = prepareRun(input, log, NOW).plan;
          expect([send, record, places]).toEqual([[], [], {}]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('no internal word reaches customers', () => {
  const front = [
    'internal:',
    '  commander: "@SECRETWORD"',
    '  cause: SECRETWORD cause',
    '  source: alert',
  ].join('\n');
  const text = 'Some orders fail. <!-- SECRETWORD in a comment -->\n\n<!-- SECRETWORD without an end';
  const files = one({ front, updates: [[at(8), 'investigating', text]] });
  const { plan, messageContext } = planOf(files);
  const payloads = plan.send.map((planned) => ({
    type: planned.destination.type,
    text: JSON.stringify(
      channelOf(planned.destination.place).prepare(
        buildMessage(planned, messageContext),
        planned.destination.place,
      ),
    ),
  }));
  const [customers, internal] = ['customers', 'internal'].map((type) =>
    payloads.filter((payload) => payload.type === type),
  );
  expect(customers).toHaveLength(1);
  expect(customers![0]!.text).not.toContain('SECRETWORD');
  expect(internal!.some(({ text: body }) => body.includes('SECRETWORD'))).toBe(true);
});

describe('the clock of e-mail (U4.2) and reminders (U4.1, V10.1)', () => {
  const VAUNTICO = `{ customers: ${hook('customers')}, incident-response: ${hook('team')} }`;

  test('an off-page severity 4 is reminded of in the internal channel', () => {
    const files = one({ severity: 'severity-4', detected: at(70), updates: [] });
    const { plan, messageContext } = planOf({ policy: 'vauntico', notify: VAUNTICO, ...files });
    const reminders = plan.send.filter(({ event }) => event.type === 'reminder');
    expect(reminders.map((planned) => buildMessage(planned, messageContext))[0]).toMatchObject({
      audience: 'incident-response',
      state: 'Late',
      title: 'Some orders fail at checkout',
      body: expect.stringContaining(
        'Internal update in Slack #incident-response (U4.1), late since',
      ) as string,
      nextStep: { command: 'npx candor incident update --incident one' },
    });
  });
});
