import { describe, expect, test } from 'vitest';
import { formatInstant } from '../../src/time/instant.ts';
import type { Deadline } from '../../src/deadlines/deadline.ts';
import { reminderThresholdsOf } from '../../src/deadlines/deadline.ts';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import type { DeadlineScope } from '../../src/deadlines/all-deadlines.ts';
import type { DeadlineEvidence } from '../../src/deadlines/evidence.ts';
import { at, incidentText, worldOf } from '../support/incident-content.ts';

const SEV1 = 'severity: sev-1\ndetected: 09:00\ninternal:\n  commander: "@amina"';
const SEV2 = SEV1.replace('sev-1', 'sev-2');
const U1 = 'severity: severity-1\ndetected: 09:00\ninternal:\n  commander: "@amina"';
const ACK = '\n  acknowledged: 09:02';

interface Row {
  readonly says: string;
  readonly clause?: string;
  readonly kind: Deadline['kind'];
  readonly front: string;
  readonly updates?: readonly string[];
  readonly now?: string;
  /** `due late state`, or `none`. */
  readonly is: string;
  readonly policy?: string;
  readonly extra?: string;
  readonly facts?: DeadlineEvidence;
  readonly scope?: DeadlineScope;
}

const ROWS: readonly Row[] = [
  {
    clause: 'V1.1',
    says: 'a SEV-1 is acknowledged within 5 minutes',
    kind: 'acknowledge',
    front: SEV1,
    now: '09:03',
    is: '09:05 09:05 soon',
  },
  {
    clause: 'V1.1',
    says: 'a SEV-2 within 30',
    kind: 'acknowledge',
    front: SEV2,
    now: '09:29',
    is: '09:30 09:30 soon',
  },
  {
    clause: 'V1.1',
    says: 'and is late after that',
    kind: 'acknowledge',
    front: SEV2,
    now: '09:30',
    is: '09:30 09:30 late',
  },
  { clause: 'V1.1', says: 'once it is, nothing waits', kind: 'acknowledge', front: SEV1 + ACK, is: 'none' },
  {
    clause: 'V1.1',
    says: 'an update proves that somebody took it up',
    kind: 'acknowledge',
    front: SEV1,
    updates: ['09:04 investigating'],
    is: 'none',
  },
  {
    clause: 'U3.2',
    says: 'Severity 1 within 15 minutes',
    kind: 'acknowledge',
    front: U1,
    now: '09:01',
    is: '09:15 09:15 ahead',
    policy: 'vauntico',
  },
  {
    clause: 'U3.2',
    says: 'Severity 2 within 30 minutes',
    kind: 'acknowledge',
    front: U1.replace('y-1', 'y-2'),
    now: '09:31',
    is: '09:30 09:30 late',
    policy: 'vauntico',
  },
  {
    clause: 'V12.1',
    says: 'the first update of a SEV-1 within 5 minutes of detection',
    kind: 'first-update',
    front: SEV1,
    now: '09:06',
    is: '09:05 09:05 late',
  },
  {
    clause: 'V12.4',
    says: 'of a SEV-2 within 15',
    kind: 'first-update',
    front: SEV2,
    now: '09:06',
    is: '09:15 09:15 ahead',
  },
  {
    clause: 'V12.1',
    says: 'once there is one, it waits for the next',
    kind: 'first-update',
    front: SEV1,
    updates: ['09:04 investigating'],
    is: 'none',
  },
  {
    clause: 'V12.2',
    says: 'a SEV-1 hears again: due at 15, late at 30',
    kind: 'next-update',
    front: SEV1,
    updates: ['09:04 investigating'],
    now: '09:20',
    is: '09:19 09:34 due',
  },
  {
    clause: 'V12.2',
    says: 'late at 30 exactly',
    kind: 'next-update',
    front: SEV1,
    updates: ['09:04 investigating'],
    now: '09:34',
    is: '09:19 09:34 late',
  },
  {
    clause: 'V12.4',
    says: 'a SEV-2 due at 30, late at 60',
    kind: 'next-update',
    front: SEV2,
    updates: ['09:10 investigating'],
    now: '09:20',
    is: '09:40 10:10 ahead',
  },
  {
    clause: 'V12.2',
    says: 'raised to SEV-1 on the way',
    kind: 'next-update',
    front: SEV2,
    updates: ['09:10 investigating', '09:30 update\nSeverity: SEV-1'],
    now: '09:31',
    is: '09:45 10:00 ahead',
  },
  {
    clause: 'V12.4',
    says: 'lowered to SEV-2 on the way',
    kind: 'next-update',
    front: SEV1,
    updates: ['09:10 investigating', '09:30 update\nSeverity: sev2'],
    now: '09:31',
    is: '10:00 10:30 ahead',
  },
  {
    clause: 'V12.2',
    says: 'a resolved incident has no cadence any more',
    kind: 'next-update',
    front: SEV1,
    updates: ['09:10 investigating', '09:50 resolved'],
    now: '12:00',
    is: 'none',
  },
  {
    clause: 'V12.2',
    says: 'one that began again has',
    kind: 'next-update',
    front: SEV1,
    updates: ['09:10 investigating', '09:50 resolved', '10:00 investigating'],
    now: '10:01',
    is: '10:15 10:30 ahead',
  },
  {
    clause: 'V12.5',
    says: 'a SEV-3 is off the page',
    kind: 'first-update',
    front: SEV1.replace('sev-1', 'sev-3'),
    is: 'none',
  },
  {
    clause: 'V12.5',
    says: 'and its updates are not awaited',
    kind: 'next-update',
    front: SEV1.replace('sev-1', 'sev-3'),
    updates: ['09:10 investigating'],
    is: 'none',
  },
  {
    clause: 'V12.2',
    says: 'raised from off the page, it counts from there',
    kind: 'next-update',
    front: SEV1.replace('sev-1', 'sev-3'),
    updates: ['09:10 investigating', '11:00 investigating\nSeverity: sev-1'],
    now: '11:01',
    is: '11:15 11:30 ahead',
  },
  {
    clause: 'V12.2',
    says: 'a drill waits for nothing',
    kind: 'next-update',
    front: `drill: true\n${SEV1}`,
    updates: ['09:10 investigating'],
    is: 'none',
  },
  {
    clause: 'V12.2',
    says: 'unless rehearsals are asked for',
    kind: 'next-update',
    front: `drill: true\n${SEV1}`,
    updates: ['09:10 investigating'],
    now: '09:11',
    is: '09:25 09:40 ahead',
    scope: { drills: true },
  },
  {
    clause: 'V12.2',
    says: 'counts from the file where git is within the tolerance',
    kind: 'next-update',
    front: SEV1,
    updates: ['09:10 investigating'],
    facts: { publishedTimes: new Map([['one/20261122T0910Z', at('09:14')]]) },
    now: '09:15',
    is: '09:25 09:40 ahead',
  },
  {
    clause: 'V12.2',
    says: 'and from git where the clocks are 20 minutes apart',
    kind: 'next-update',
    front: SEV1,
    updates: ['09:30 investigating'],
    facts: { publishedTimes: new Map([['one/20261122T0930Z', at('09:10')]]) },
    now: '09:15',
    is: '09:25 09:40 ahead',
  },
  {
    clause: 'V12.3',
    says: 'a SEV-1 is resolved when it was watched for 30 minutes',
    kind: 'resolution',
    front: SEV1 + '\n  fixed: 10:00',
    updates: ['09:04 investigating'],
    now: '10:31',
    is: '10:30 10:35 due',
  },
  {
    clause: 'V12.3',
    says: 'late 5 minutes after',
    kind: 'resolution',
    front: SEV1 + '\n  fixed: 10:00',
    updates: ['09:04 investigating'],
    now: '10:35',
    is: '10:30 10:35 late',
  },
  {
    clause: 'V12.4',
    says: 'a SEV-2 within 2 hours of the fix, after the 30 minutes of V7.2',
    kind: 'resolution',
    front: SEV2 + '\n  fixed: 10:00',
    updates: ['09:04 investigating'],
    now: '10:10',
    is: '10:30 12:00 soon',
  },
  {
    clause: 'V12.4',
    says: 'without a recorded fix, from the first monitoring',
    kind: 'resolution',
    front: SEV2,
    updates: ['09:04 investigating', '10:10 monitoring', '10:40 update'],
    now: '10:41',
    is: '10:40 12:10 due',
  },
  {
    clause: 'V12.4',
    says: 'a fix that did not hold does not count',
    kind: 'resolution',
    front: SEV2 + '\n  fixed: 10:00',
    updates: ['10:10 monitoring', '10:20 investigating'],
    is: 'none',
  },
  {
    clause: 'V12.4',
    says: 'and the next one does',
    kind: 'resolution',
    front: SEV2 + '\n  fixed: 10:00',
    updates: ['10:10 monitoring', '10:20 investigating', '11:00 monitoring'],
    now: '11:01',
    is: '11:30 13:00 soon',
  },
  { clause: 'U3.4', says: 'no SLA window, no clock', kind: 'fix', front: U1, is: 'none', policy: 'vauntico' },
  {
    clause: 'U3.4',
    says: 'a fix within the SLA window',
    kind: 'fix',
    front: U1,
    now: '10:59',
    is: '13:00 13:00 ahead',
    extra: 'name: Own\nextends: vauntico\nseverities: { severity-1: { fix-within: 4h } }\n',
  },
  {
    clause: 'U3.4',
    says: 'met by the fix',
    kind: 'fix',
    front: U1 + '\n  fixed: 10:00',
    is: 'none',
    extra: 'name: Own\nextends: vauntico\nseverities: { severity-1: { fix-within: 4h } }\n',
  },
  {
    clause: 'V4.1',
    says: 'the team hears every 15 minutes (SEV-1)',
    kind: 'internal-update',
    front: SEV1 + '\n  updates: [09:10]',
    now: '09:11',
    is: '09:25 09:25 ahead',
  },
  {
    clause: 'V4.1',
    says: 'every 30 minutes (SEV-2), public updates too',
    kind: 'internal-update',
    front: SEV2 + '\n  updates: [09:10]',
    updates: ['09:20 investigating'],
    now: '09:21',
    is: '09:50 09:50 ahead',
  },
  {
    clause: 'V4.1',
    says: 'no more once resolved',
    kind: 'internal-update',
    front: SEV2,
    updates: ['09:20 investigating', '09:40 resolved'],
    is: 'none',
  },
  {
    clause: 'U4.1',
    says: 'hourly, off the page too',
    kind: 'internal-update',
    front: U1.replace('y-1', 'y-4'),
    now: '10:01',
    is: '10:00 10:00 late',
    policy: 'vauntico',
  },
  {
    clause: 'U4.2',
    says: 'customers are written to every 2 hours',
    kind: 'customer-email',
    front: U1 + '\n  emailed: [09:30, 10:00]',
    now: '11:40',
    is: '12:00 12:00 soon',
    policy: 'vauntico',
  },
  {
    clause: 'U4.2',
    says: 'the ledger counts too',
    kind: 'customer-email',
    front: U1,
    facts: { emailed: new Map([['one', [at('11:00')]]]) },
    now: '11:40',
    is: '13:00 13:00 ahead',
    policy: 'vauntico',
  },
  {
    clause: 'U4.2',
    says: 'until resolved',
    kind: 'customer-email',
    front: U1,
    updates: ['09:20 investigating', '09:40 resolved'],
    is: 'none',
    policy: 'vauntico',
  },
  {
    clause: 'U4.2',
    says: 'not for what is off the page',
    kind: 'customer-email',
    front: U1.replace('y-1', 'y-3'),
    is: 'none',
    policy: 'vauntico',
  },
  {
    clause: 'U4.3',
    says: 'a summary within 24 hours of resolution',
    kind: 'summary',
    front: U1,
    updates: ['09:20 investigating', '10:00 resolved'],
    now: '12:00',
    is: '2026-11-23T10:00Z 2026-11-23T10:00Z ahead',
    policy: 'vauntico',
  },
  {
    clause: 'U4.3',
    says: 'once it went out, nothing waits',
    kind: 'summary',
    front: U1 + '\n  summary: 11:00',
    updates: ['10:00 resolved'],
    is: 'none',
    policy: 'vauntico',
  },
  {
    clause: 'V8.1',
    says: 'a review within 48 hours of resolution',
    kind: 'postmortem',
    front: SEV2,
    updates: ['09:20 investigating', '10:00 resolved'],
    now: '2026-11-24T09:00Z',
    is: '2026-11-24T10:00Z 2026-11-24T10:00Z soon',
  },
  {
    clause: 'V8.1',
    says: 'and is late after them',
    kind: 'postmortem',
    front: SEV2,
    updates: ['10:00 resolved'],
    now: '2026-11-24T10:00Z',
    is: '2026-11-24T10:00Z 2026-11-24T10:00Z late',
  },
  {
    clause: 'V8.1',
    says: 'what is said after the end does not move it',
    kind: 'postmortem',
    front: SEV2,
    updates: ['10:00 resolved', '16:00 update'],
    now: '2026-11-24T10:00Z',
    is: '2026-11-24T10:00Z 2026-11-24T10:00Z late',
  },
  {
    clause: 'V8.1',
    says: 'once there is one, nothing waits',
    kind: 'postmortem',
    front: SEV2,
    updates: ['10:00 resolved'],
    facts: { postmortems: new Map([['one', {}]]) },
    is: 'none',
  },
  {
    clause: 'V11.3',
    says: 'nor where the incident says that its review was approved elsewhere',
    kind: 'postmortem',
    front: `${SEV2}\npostmortem-approved: 11:00`,
    updates: ['10:00 resolved'],
    is: 'none',
  },
  {
    clause: 'V8.1',
    says: 'not for a SEV-3',
    kind: 'postmortem',
    front: SEV2.replace('sev-2', 'sev-3'),
    updates: ['10:00 resolved'],
    is: 'none',
  },
  {
    clause: 'V8.1',
    says: 'but for what was one severity higher on the way',
    kind: 'postmortem',
    front: SEV2,
    updates: ['09:10 investigating', '09:30 update\nSeverity: sev-3', '10:00 resolved'],
    now: '12:00',
    is: '2026-11-24T10:00Z 2026-11-24T10:00Z ahead',
  },
  {
    clause: 'V8.5',
    says: 'an action item by its deadline',
    kind: 'action-item',
    front: SEV2,
    updates: ['10:00 resolved'],
    facts: {
      postmortems: new Map([
        [
          'one',
          {
            actionItems: [
              { description: 'Alert earlier', owner: '@tunde', due: at('2026-12-01T23:00Z'), done: false },
              { description: 'Done', due: at('2026-11-23T23:00Z'), done: true },
            ],
          },
        ],
      ]),
    },
    now: '2026-12-02T00:00Z',
    is: '2026-12-01T23:00Z 2026-12-01T23:00Z late',
  },
  {
    says: 'maintenance is announced by its own notice',
    kind: 'maintenance-notice',
    front: 'kind: maintenance\nstarts: 18:00\nends: 19:00\nnotice: 6h',
    now: '13:00',
    is: '12:00 12:00 late',
  },
  {
    says: 'by the notice of the policy',
    kind: 'maintenance-notice',
    front: 'kind: maintenance\nstarts: 18:00\nends: 19:00',
    extra: 'name: Own\nextends: vayva\nmaintenance: { notice: 8h }\n',
    now: '09:00',
    is: '10:00 10:00 soon',
  },
  {
    says: 'no notice, no clock',
    kind: 'maintenance-notice',
    front: 'kind: maintenance\nstarts: 18:00\nends: 19:00',
    is: 'none',
  },
  {
    says: 'announced, nothing waits',
    kind: 'maintenance-notice',
    front: 'kind: maintenance\nstarts: 18:00\nends: 19:00\nnotice: 6h',
    updates: ['09:00 scheduled'],
    is: 'none',
  },
  {
    says: 'maintenance is closed after it ends',
    kind: 'maintenance-end',
    front: 'kind: maintenance\nstarts: 18:00\nends: 19:00',
    updates: ['09:00 scheduled'],
    now: '19:10',
    is: '19:00 19:30 due',
  },
  {
    says: 'completed, nothing waits',
    kind: 'maintenance-end',
    front: 'kind: maintenance\nstarts: 18:00\nends: 19:00',
    updates: ['09:00 scheduled', '18:50 completed'],
    now: '19:10',
    is: 'none',
  },
];

describe('what the SOP waits for', () => {
  test.each(ROWS.map((row) => ({ ...row, title: [row.clause, row.kind].filter(Boolean).join(' ') })))(
    '$title: $says',
    (row) => {
      const world = worldOf({ one: incidentText(row.front, row.updates ?? []) }, row);
      const all = deadlinesOf(
        world.siteContext,
        world.entries,
        row.facts ?? {},
        at(row.now ?? '12:00'),
        row.scope,
      );
      const found = all.filter(({ kind }) => kind === row.kind);
      const said = found.map(({ due, late, state }) => `${short(due)} ${short(late)} ${state}`);
      expect(said).toEqual(row.is === 'none' ? [] : [row.is]);
      if (found[0]) expect(found[0].clause).toBe(row.clause);
    },
  );
});

describe('V15.1 the SOP itself is reviewed', () => {
  const review = (extra: string): string =>
    `name: Own\nextends: vayva\nsop-review: { last: 2026-09-01, every: 3 months, within: 7d, after: [sev-1], on-change: [tools, roles] }\n${extra}`;
  const of = (incidents: Record<string, string>, now: string, evidence: DeadlineEvidence = {}): string[] => {
    const world = worldOf(incidents, { extra: review('') });
    const all = deadlinesOf(world.siteContext, world.entries, evidence, at(now)).filter(
      ({ kind }) => kind === 'sop-review',
    );
    return all.map(({ due, late, state, clause }) => `${clause} ${short(due)} ${short(late)} ${state}`);
  };
  const quarter = 'V15.1 2026-11-30T23:00Z 2026-12-01T23:00Z';

  test('every quarter by the calendar, on the day of the company’s zone', () => {
    expect(of({}, '12:00')).toEqual([`${quarter} ahead`]);
    expect(of({}, '2026-11-28T00:00Z')).toEqual([`${quarter} soon`]);
    expect(of({}, '2026-12-01T22:59Z')).toEqual([`${quarter} due`]);
    expect(of({}, '2026-12-01T23:00Z')).toEqual([`${quarter} late`]);
  });

  test('after each SEV-1, once for all that wait', () => {
    const incident = incidentText(SEV1, ['10:00 resolved']);
    expect(of({ one: incident, two: incident.replace('10:00', '10:30') }, '2026-11-30T00:00Z')).toEqual([
      'V15.1 2026-11-29T10:00Z 2026-11-29T10:00Z late',
      `${quarter} soon`,
    ]);
    expect(of({ one: incidentText(SEV2, ['10:00 resolved']) }, '12:00')).toEqual([`${quarter} ahead`]);
    expect(of({ one: incidentText(`drill: true\n${SEV1}`, ['10:00 resolved']) }, '12:00')).toEqual([
      `${quarter} ahead`,
    ]);
  });

  test('not after one that the last review has seen', () => {
    const old = incidentText(SEV1, ['10:00 resolved']).replaceAll('2026-11-22', '2026-08-22');
    expect(of({ one: old }, '12:00')).toEqual([`${quarter} ahead`]);
  });

  test('when tools or roles change', () => {
    const changed = {
      tools: at('2026-11-21T09:00Z'),
      processes: at('2026-11-21T09:00Z'),
      roles: at('2026-08-01T09:00Z'),
    };
    expect(of({}, '12:00', { policyChanges: changed })).toEqual([
      'V15.1 2026-11-28T09:00Z 2026-11-28T09:00Z ahead',
      `${quarter} ahead`,
    ]);
  });
});

describe('V10.1 lateness climbs the path', () => {
  const site = 'people: { engineering-lead: ["@tunde"], ceo: ["@ngozi"] }\n';
  const asked = (now: string, front = SEV1): string[] => {
    const world = worldOf({ one: incidentText(front, ['09:00 investigating']) }, { site });
    const next = deadlinesOf(world.siteContext, world.entries, {}, at(now)).find(
      ({ kind }) => kind === 'next-update',
    )!;
    return next.ask.map(({ name, people }) => [name, ...people].join(' '));
  };
  test('one step when late, and one for each half of the time given', () => {
    expect(asked('09:29')).toEqual(['Incident commander @amina']);
    expect(asked('09:30')).toEqual(['Incident commander @amina', 'Everybody in the company']);
    expect(asked('09:45')).toEqual(['Incident commander @amina', 'Everybody in the company']);
    expect(asked('10:00')).toEqual([
      'Incident commander @amina',
      'Everybody in the company',
      'Engineering lead @tunde',
    ]);
    expect(asked('10:15').at(-1)).toBe('CEO @ngozi');
    expect(asked('2027-11-22T10:15Z').at(-1)).toBe('CEO @ngozi');
  });
  test('a role that the incident names is asked by name', () => {
    const front = `${SEV1}\n  roles: { engineering-lead: "@bola" }`;
    expect(asked('10:00', front).at(-1)).toBe('Engineering lead @bola');
  });
  test('U2.1 the policy says who sees to what', () => {
    const world = worldOf({ one: incidentText(U1) }, { policy: 'vauntico' });
    const first = deadlinesOf(world.siteContext, world.entries, {}, at('09:01')).find(
      ({ kind }) => kind === 'first-update',
    )!;
    expect(first.ask.map(({ key }) => key)).toEqual(['communications-lead']);
  });
  test('a late follow-up notifies no audience', () => {
    const world = worldOf({ one: incidentText(SEV1, ['10:00 resolved']) });
    const late = deadlinesOf(world.siteContext, world.entries, {}, at('2026-12-22T10:00Z')).find(
      ({ kind }) => kind === 'postmortem',
    )!;
    expect(late.ask.map(({ key }) => key)).toEqual(['incident-commander', 'engineering-lead', 'ceo']);
  });
});

test('the roles that presets name as responsible are roles of theirs', () => {
  for (const policy of ['vayva', 'vauntico']) {
    const { policy: read } = worldOf({}, { policy }).siteContext;
    for (const role of Object.values(read['owner-roles'])) expect(Object.keys(read.roles)).toContain(role);
  }
});

test('what ended before the scope is the record’s', () => {
  const world = worldOf({ one: incidentText(SEV2, ['10:00 resolved']) });
  const of = (endedAfter: number): number =>
    deadlinesOf(world.siteContext, world.entries, {}, at('12:00'), { endedAfter }).filter(
      ({ incident }) => incident,
    ).length;
  expect([of(at('10:00')), of(at('10:01'))]).toEqual([1, 0]);
});

test('what was imported and is over is held to nothing', () => {
  const front = `${SEV2}\nimported: { from: Statuspage, id: abc }`;
  const ended = worldOf({ one: incidentText(front, ['10:00 resolved']) });
  expect(
    deadlinesOf(ended.siteContext, ended.entries, {}, at('12:00')).filter(({ incident }) => incident),
  ).toEqual([]);
  const open = worldOf({ one: incidentText(front, ['10:00 investigating']) });
  expect(deadlinesOf(open.siteContext, open.entries, {}, at('12:00')).map(({ kind }) => kind)).toContain(
    'next-update',
  );
});

function short(instant: number): string {
  const text = formatInstant(instant);
  return text.startsWith('2026-11-22') ? text.slice(11, 16) : text;
}

test('V8.1: a postmortem is reminded of at half of its time, at three quarters, and when it is late', () => {
  const world = worldOf({ one: incidentText(SEV2, ['10:00 resolved']) });
  const review = deadlinesOf(world.siteContext, world.entries, {}, at('12:00')).find(
    ({ kind }) => kind === 'postmortem',
  )!;
  expect(reminderThresholdsOf(review).map((one) => `${formatInstant(one.at)} ${one.key}`))
    .toMatchInlineSnapshot(`
    [
      "2026-11-23T10:00Z half",
      "2026-11-23T22:00Z soon",
      "2026-11-24T10:00Z late",
      "2026-11-25T10:00Z step-1",
      "2026-11-26T10:00Z step-2",
    ]
  `);
});

describe('V1.1, V8.1 limits in working time', () => {
  const hours =
    'name: Own\nextends: vayva\noffice-hours: { timezone: UTC, holidays: { 2026: [2026-11-24] } }\npostmortem: { due: 2 business days }\nseverities: { sev-2: { acknowledge: 2h office hours, updates: { due: 2 office hours, late: 4 office hours } } }\n';
  const of = (
    kind: Deadline['kind'],
    front: string,
    updates: readonly string[] = [],
    extra = hours,
  ): string => {
    const world = worldOf({ one: incidentText(front, updates) }, { extra });
    const found = deadlinesOf(world.siteContext, world.entries, {}, at('12:00')).find(
      (deadline) => deadline.kind === kind,
    )!;
    return `${formatInstant(found.due)} ${formatInstant(found.late)}${found.note === undefined ? '' : ` ${found.note}`}`;
  };

  // 2026-11-22 is a Sunday, and the Tuesday after it is a holiday.
  test('acknowledgement on the next business day', () => {
    expect(of('acknowledge', SEV2)).toBe('2026-11-23T11:00Z 2026-11-23T11:00Z');
  });
  test('the interval of updates', () => {
    expect(of('next-update', SEV2, ['09:04 investigating'])).toBe('2026-11-23T11:00Z 2026-11-23T13:00Z');
  });
  test('a postmortem, over a holiday', () => {
    expect(of('postmortem', SEV1, ['10:00 resolved'])).toBe('2026-11-25T17:00Z 2026-11-25T17:00Z');
  });
  test('a year whose holidays are unknown is mentioned', () => {
    const extra = hours.replace('2 business days', '40 business days');
    expect(of('postmortem', SEV1, ['10:00 resolved'], extra)).toBe(
      '2027-01-18T17:00Z 2027-01-18T17:00Z The policy has no holidays for 2027.',
    );
  });
  test('without office hours it is counted day and night, and the note says so', () => {
    const extra = hours.replace(/office-hours:.*\n/, '');
    expect(of('postmortem', SEV1, ['10:00 resolved'], extra)).toBe(
      '2026-11-24T10:00Z 2026-11-24T10:00Z The policy has no office-hours: counted day and night.',
    );
  });
});

describe('V12.2 the interval of updates by phase and age, and by its writer', () => {
  const extra =
    'name: Own\nextends: vayva\nseverities: { sev-1: { updates: { phases: { monitoring: { due: 1h, late: 2h } }, ages: [{ after: 1h, due: 45m, late: 90m }, { after: 2h, due: 1h, late: 3h }] } } }\n';
  test.each([
    ['09:04 investigating', '09:19 09:34', 'the severity'],
    ['09:04 monitoring', '10:04 11:04', 'the phase'],
    ['10:00 identified', '10:45 11:30', 'the age'],
    ['11:30 identified', '12:30 14:30', 'the next age'],
    ['11:30 monitoring', '12:30 13:30', 'the phase before the age'],
    ['09:04 investigating\nNext update: 2026-11-22T10:15Z', '10:15 10:15', 'the writer before all of them'],
    [
      '09:04 investigating\nNext update: 2026-11-22T09:01Z',
      '09:19 09:34',
      'but not to a time before the update',
    ],
  ])('%j: %s, by %s', (update, expected) => {
    const world = worldOf({ one: incidentText(SEV1 + ACK, [update]) }, { extra });
    const { due, late } = deadlinesOf(world.siteContext, world.entries, {}, at('09:05')).find(
      ({ kind }) => kind === 'next-update',
    )!;
    expect(`${short(due)} ${short(late)}`).toBe(expected);
  });
});

describe('V8.1 a postmortem is due by severity', () => {
  const extra =
    'name: Own\nextends: vayva\npostmortem: { due: 48h, for: [sev-1, sev-2], by-severity: { sev-1: { due: 24h } } }\n';
  test.each([
    [SEV2, ['10:00 resolved'], '2026-11-24T10:00Z', 'its own'],
    [SEV1, ['10:00 resolved'], '2026-11-23T10:00Z', 'the gravest'],
    [
      SEV1,
      ['09:30 update\nSeverity: sev-2', '10:00 resolved'],
      '2026-11-23T10:00Z',
      'the gravest that it ever had',
    ],
  ])('%#: %s, %s', (front, updates, expected) => {
    const world = worldOf({ one: incidentText(front, updates) }, { extra });
    const { due } = deadlinesOf(world.siteContext, world.entries, {}, at('12:00')).find(
      ({ kind }) => kind === 'postmortem',
    )!;
    expect(formatInstant(due)).toBe(expected);
  });
});
