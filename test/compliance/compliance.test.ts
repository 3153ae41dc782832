import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Incident } from '../../src/content/incident.ts';
import { createCalendar } from '../../src/time/calendar.ts';
import { DAY, HOUR, MINUTE } from '../../src/time/duration.ts';
import { formatInstant } from '../../src/time/instant.ts';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import type { DeadlineEvidence } from '../../src/deadlines/evidence.ts';
import { eventComplianceOf } from '../../src/compliance/event-compliance.ts';
import type { EventCompliance } from '../../src/compliance/event-compliance.ts';
import { buildComplianceReport } from '../../src/compliance/compliance.ts';
import { publicComplianceOf, toPublicCompliance } from '../../src/compliance/public-compliance.ts';
import { sloStatusOf } from '../../src/status/slo.ts';
import { impairedPeriodsOf, toUptimeIncident } from '../../src/status/uptime.ts';
import { renderEventComplianceMarkdown } from '../../src/compliance/report/markdown.ts';
import { at, incidentText, worldOf } from '../support/incident-content.ts';

const SEV1 =
  'severity: sev-1\ndetected: 09:00\ninternal:\n  commander: "@amina"\n  acknowledged: 09:02\n  fixed: 09:40';
const KEPT = ['09:04 investigating', '09:30 identified', '09:42 monitoring', '10:11 resolved'];

function record(
  front: string,
  updates: readonly string[],
  now = '12:00',
  evidence: DeadlineEvidence = {},
  world = {},
): EventCompliance {
  const { siteContext, entries } = worldOf({ one: incidentText(front, updates) }, world);
  return eventComplianceOf(
    { site: siteContext.site, policy: siteContext.policy, evidence },
    entries[0]!,
    at(now),
  )!;
}

const said = ({ measures }: EventCompliance): string[] =>
  measures.map(
    ({ kind, status, took, clause, by }) =>
      `${clause} ${kind} ${status} ${took === undefined ? '-' : took / MINUTE} ${by}`,
  );

describe('compliance with the SOP in an incident', () => {
  test('V1.1 V12.1 V12.2 V7.2 V12.3 V8.1: all of it', () => {
    const made = record(SEV1, KEPT, '12:00', { postmortems: new Map([['one', { merged: at('11:11') }]]) });
    expect(said(made)).toEqual([
      'V1.1 acknowledge met 2 file',
      'V12.1 first-update met 4 file',
      'V12.2 next-update met 26 file',
      'V12.2 next-update met 12 file',
      'V12.2 next-update met 29 file',
      'V7.2 monitoring met 31 file',
      'V12.3 resolution met 31 file',
      'V8.1 postmortem met 60 git',
    ]);
    expect(made.longestGap).toEqual({ from: at('09:42'), to: at('10:11'), length: 29 * MINUTE });
    expect(made).toMatchObject({
      severity: { key: 'sev-1' },
      public: true,
      began: at('09:00'),
      ended: at('10:11'),
      words: { git: 0, file: 4 },
    });
  });

  test('V12.1 V12.2 each thing that was late, short or never came', () => {
    const front = SEV1.replace('09:02', '09:06');
    const made = record(
      front,
      ['09:06 investigating', '09:37 identified', '10:05 resolved'],
      '2026-11-25T12:00Z',
      { postmortems: new Map() },
    );
    expect(said(made)).toEqual([
      'V1.1 acknowledge late 6 file',
      'V12.1 first-update late 6 file',
      'V12.2 next-update late 31 file',
      'V12.2 next-update met 28 file',
      'V7.2 monitoring too-short 25 file',
      'V12.3 resolution met 25 file',
      `V8.1 postmortem missed ${(73 * HOUR + 55 * MINUTE) / MINUTE} git`,
    ]);
  });

  test('V12.2 an open incident: what may still come waits, what did not come is missed', () => {
    expect(said(record(SEV1.replace('\n  fixed: 09:40', ''), ['09:04 investigating'], '09:20'))).toContain(
      'V12.2 next-update waiting 16 file',
    );
    expect(said(record(SEV1, ['09:04 investigating'], '10:20'))).toContain(
      'V12.2 next-update missed 76 file',
    );
    expect(said(record(SEV1, [], '10:20'))).toContain('V12.1 first-update missed 80 file');
  });

  test('V12.1 git’s word counts where there is one, and is named', () => {
    const published = new Map([
      ['one/20261122T0904Z', at('09:07')],
      ['one/20261122T0930Z', at('09:36')],
    ]);
    const made = record(SEV1, KEPT, '12:00', { publishedTimes: published });
    expect(said(made).slice(1, 4)).toEqual([
      'V12.1 first-update late 7 git',
      'V12.2 next-update late 32 git',
      'V12.2 next-update met 12 file',
    ]);
    expect(made.words).toEqual({ git: 2, file: 2 });
  });

  test('V1.1 V8.1 what the file does not record is unknown, and not met', () => {
    const front = SEV1.replace('\n  acknowledged: 09:02', '');
    expect(said(record(front, ['09:20 investigating', '10:40 resolved']))).toContain(
      'V1.1 acknowledge unknown - file',
    );
    expect(said(record(front, KEPT))).toContain('V1.1 acknowledge met 4 file');
    expect(said(record(front, KEPT))).toContain('V8.1 postmortem unknown - file');
    expect(said(record(front, KEPT, '12:00', { postmortems: new Map([['one', {}]]) }))).toContain(
      'V8.1 postmortem unknown - file',
    );
  });

  test('U4.2 U4.3 each e-mail from the one before, and the summary', () => {
    const front =
      'severity: severity-1\ndetected: 09:00\ninternal:\n  emailed: [10:00, 13:00]\n  summary: 2026-11-23T09:00Z';
    const made = record(
      front,
      ['09:10 investigating', '14:30 resolved'],
      '2026-11-23T12:00Z',
      {},
      { policy: 'vauntico' },
    );
    expect(said(made).filter((line) => /U4\.[23] (?:customer|summary)/.test(line))).toEqual([
      'U4.2 customer-email met 60 file',
      'U4.2 customer-email late 180 file',
      `U4.3 summary met ${18.5 * 60} file`,
    ]);
    const silent = record(
      front.replace(/  emailed.*\n/, ''),
      ['09:10 investigating', '14:30 resolved'],
      '2026-11-23T12:00Z',
      {},
      { policy: 'vauntico' },
    );
    expect(said(silent)).toContain('U4.2 customer-email unknown - file');
  });

  test('maintenance: announced before it started, closed after it ended', () => {
    const front = 'kind: maintenance\nstarts: 18:00\nends: 19:00\nnotice: 6h';
    const made = record(front, ['13:00 scheduled', '19:20 completed'], '20:00');
    expect(made.measures.map(({ kind, status, took }) => [kind, status, took! / MINUTE])).toEqual([
      ['maintenance-notice', 'late', 300],
      ['maintenance-end', 'met', 20],
    ]);
  });

  test('bad input: resolved before it began, a fix before detection, times that go backwards', () => {
    const made = record(SEV1.replace('09:40', '08:40'), [
      '09:30 investigating',
      '09:10 identified',
      '08:30 resolved',
    ]);
    for (const { took } of made.measures) expect(took ?? 0).toBeGreaterThanOrEqual(0);
    expect(made.ended).toBe(at('09:00'));
    expect(made.longestGap!.length).toBe(0);
  });

  test('V8.3 as a table for the postmortem', () => {
    const { siteContext } = worldOf({});
    const text = renderEventComplianceMarkdown(record(SEV1, KEPT), siteContext, at('12:00'));
    expect(text.split('\n').slice(0, 6)).toEqual([
      'SOP compliance, from 10:00 (Africa/Lagos): 7 of 7.',
      '',
      '| What | Clause | Time | When | Verdict |',
      '| --- | --- | --- | --- | --- |',
      '| Acknowledged | V1.1 | 2 min of 5 min | 10:02 | met |',
      '| First public update | V12.1 | 4 min of 5 min | 10:04 | met |',
    ]);
    expect(text).toContain('Longest silence: 29 min, from 10:42 to 11:11.');
    expect(text).toContain('the times in the file are used');
  });
});

describe('V12.2 the record and the clock never disagree', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 6 });
  test('an update was late exactly if the deadline report called it late at the moment before it was published', () => {
    fc.assert(
      fc.property(fc.constantFrom('sev-1', 'sev-2'), gaps, (severity, minutes) => {
        let time = at('09:00');
        const times = minutes.map((minute) => (time += minute * MINUTE));
        const front = `severity: ${severity}\ndetected: 09:00`;
        const text = (count: number): string =>
          incidentText(
            front,
            times.slice(0, count).map((one) => `${formatInstant(one)} investigating`),
          );
        const whole = worldOf({ one: text(times.length) });
        const context = { site: whole.siteContext.site, policy: whole.siteContext.policy, evidence: {} };
        const measures = eventComplianceOf(context, whole.entries[0]!, time)!.measures.filter(({ kind }) =>
          kind.endsWith('-update'),
        );
        for (const [index, came] of times.entries()) {
          const before = worldOf({ one: text(index) });
          const waiting = deadlinesOf(before.siteContext, before.entries, {}, came - 1);
          const deadline = waiting.find(
            ({ kind }) => kind === (index === 0 ? 'first-update' : 'next-update'),
          )!;
          expect(measures[index]!.status, `update ${index}`).toBe(deadline.state === 'late' ? 'late' : 'met');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the record as a whole', () => {
  const incident = incidentText(SEV1, KEPT);
  const late = incident.replace('T09:04Z inv', 'T09:09Z inv').replaceAll('2026-11-22', '2026-09-30');
  const old = incident.replaceAll('2026-11-22', '2026-07-22');
  const drill = incident.replace('severity', 'drill: true\nseverity');
  const imported = incident.replace('severity', 'imported: { from: Statuspage, id: a }\nseverity');
  const hidden = incident.replace('sev-1', 'sev-3');
  const { siteContext, entries } = worldOf(
    { now: incident, late, old, drill, imported, hidden },
    { components: { checkout: 'slo: 99.9\n' } },
  );
  const whole = buildComplianceReport(siteContext, entries, {}, at('12:00'));

  test('V12.2 the promise: of the updates due in the last 90 days, how many came on time', () => {
    expect(whole.onTimeUpdates).toEqual({
      from: at('12:00') - 90 * 24 * HOUR,
      to: at('12:00'),
      due: 8,
      onTime: 7,
      late: [{ incident: 'late', by: 4 * MINUTE }],
      fromGit: 0,
    });
  });

  test('drills and imported incidents are left out; the newest comes first', () => {
    expect(whole.entries.map(({ id }) => id)).toEqual(['hidden', 'now', 'late', 'old']);
  });

  test('per quarter of the company’s zone, by when it was detected', () => {
    expect(
      whole.quarters.map(({ quarter, incidents, severities }) => [quarter, incidents, severities]),
    ).toEqual([
      ['2026-Q4', 2, { 'sev-3': 1, 'sev-1': 1 }],
      ['2026-Q3', 2, { 'sev-1': 2 }],
    ]);
    expect(whole.quarters[1]!.tallies.find(({ kind }) => kind === 'first-update')).toEqual({
      kind: 'first-update',
      clause: 'V12.1',
      met: 1,
      of: 2,
      unknown: 0,
      median: 4 * MINUTE,
      longest: 9 * MINUTE,
    });
    const night = worldOf({ one: incident.replaceAll('2026-11-22T09', '2026-12-31T23') });
    expect(
      buildComplianceReport(night.siteContext, night.entries, {}, at('2027-02-01T00:00Z')).quarters[0]!
        .quarter,
    ).toBe('2027-Q1');
  });

  test('U6.3 V12.2 the page counts the same, whenever incidents were published, disclosed and closed', () => {
    const minute = fc
      .integer({ min: -3 * HOUR, max: 3 * HOUR })
      .map((length) => Math.floor(length / MINUTE) * MINUTE);
    const base = worldOf({ one: incident.replace('degraded', 'major-outage') }).entries[0] as Incident;
    const shifted = fc.record({
      shift: fc.constantFrom(-90 * DAY, -30 * DAY, -10 * HOUR),
      by: minute,
      updates: fc.array(minute, { minLength: 4, maxLength: 4 }),
      published: fc.option(minute),
      disclosed: fc.option(minute),
      isOpen: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(shifted, { maxLength: 4 }), (all) => {
        const publishedTimes = new Map<string, number>();
        const events = all.map(({ shift, by, updates, published, disclosed, isOpen }, index): Incident => {
          const from = at('12:00') + shift + by;
          const moved = base.updates.map((update, place) => ({ ...update, at: from + updates[place]! }));
          const own = isOpen ? moved.slice(0, -1) : moved;
          if (published !== null) publishedTimes.set(`${index}/${own.at(-1)!.id}`, from + published);
          return {
            ...{ ...base, id: `${index}`, started: from, detected: from, updates: own },
            ...(disclosed !== null && { disclosed: from + disclosed }),
          };
        });
        const evidence = { publishedTimes };
        const report = buildComplianceReport(siteContext, events, evidence, at('12:00'));
        expect(publicComplianceOf(siteContext, events, evidence, at('12:00'))).toEqual(
          toPublicCompliance(report),
        );
        const { policy, site, components } = siteContext;
        const uptime = events.map((event) => toUptimeIncident(policy, event)!);
        const periods = impairedPeriodsOf(uptime, at('12:00')).get('checkout') ?? [];
        const calendar = createCalendar(site.timezone);
        expect(report.objectives).toEqual([
          sloStatusOf(components[0]!, periods, policy.uptime, calendar, at('12:00')),
        ]);
      }),
    );
  });

  test('U6.3 a breach is an error, a budget nearly spent a warning', () => {
    const breached = buildComplianceReport(siteContext, entries, {}, at('12:00'));
    expect(breached.findings).toEqual([]);
    const worse = worldOf(
      { one: incident.replace('degraded', 'major-outage').replace('T10:11Z', 'T11:30Z') },
      { components: { checkout: 'slo: 99.9\n' } },
    );
    const found = buildComplianceReport(worse.siteContext, worse.entries, {}, at('12:00')).findings;
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      rule: 'objective',
      clause: 'U6.3',
      level: 'error',
      location: { path: 'components/checkout.md', line: 3 },
    });
    expect(found[0]!.message).toBe(
      'Checkout has breached its objective: 99.884 % of 99.9 %, 115 % of its error budget is used.',
    );
    const nearly = worldOf(
      { one: incident.replace('degraded', 'major-outage').replace('T10:11Z', 'T10:50Z') },
      { components: { checkout: 'slo: 99.9\n' } },
    );
    expect(
      buildComplianceReport(nearly.siteContext, nearly.entries, {}, at('12:00')).findings[0],
    ).toMatchObject({
      level: 'warn',
    });
  });
});
