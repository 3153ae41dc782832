import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/time/duration.ts';
import { sloStatusOf } from '../../src/status/slo.ts';
import { COMPONENT_STATES } from '../../src/content/schema/incident.ts';
import type { ComponentState } from '../../src/content/schema/incident.ts';
import { availabilityOf, impairedPeriodsOf, toUptimeIncident } from '../../src/status/uptime.ts';
import type { ImpairedPeriod, UptimeIncident } from '../../src/status/uptime.ts';
import { availabilityByDay, lastDays } from '../../src/status/uptime-view.ts';
import { createCalendar } from '../../src/time/calendar.ts';
import { at, incidentText, worldOf } from '../support/incident-content.ts';

const WEIGHTS = { degraded: 0.1, 'partial-outage': 0.5, 'major-outage': 1 };
const SEV2 = 'severity: sev-2\ndetected: 09:00\nstarted: 08:50';

function stretches(
  texts: Readonly<Record<string, string>>,
  until = at('12:00'),
  component = 'checkout',
): readonly ImpairedPeriod[] {
  const { siteContext, entries } = worldOf(texts);
  const troubled = entries.flatMap((event) => toUptimeIncident(siteContext.policy, event) ?? []);
  return impairedPeriodsOf(troubled, until).get(component) ?? [];
}

const said = (list: readonly ImpairedPeriod[]): string[] =>
  list.map(
    ({ from, to, state }) =>
      `${new Date(from).toISOString().slice(11, 16)}-${new Date(to).toISOString().slice(11, 16)} ${state}`,
  );

describe('U6.3 what a component suffered from', () => {
  test('from when customers were first affected until the end, as the updates say', () => {
    const one = incidentText(SEV2, [
      '09:10 investigating',
      '09:30 update\nAffects: checkout major-outage',
      '10:00 resolved',
    ]);
    expect(said(stretches({ one }))).toEqual(['08:50-09:30 degraded', '09:30-10:00 major-outage']);
    expect(said(stretches({ one }, at('09:45')))).toEqual([
      '08:50-09:30 degraded',
      '09:30-09:45 major-outage',
    ]);
  });
  test('an open incident lasts until now', () => {
    expect(said(stretches({ one: incidentText(SEV2, ['09:10 investigating']) }))).toEqual([
      '08:50-12:00 degraded',
    ]);
  });
  test('overlapping incidents count once, by the worst state', () => {
    const one = incidentText(SEV2, ['09:10 investigating', '11:00 resolved']);
    const two = one
      .replace('checkout: degraded', 'checkout: partial-outage')
      .replaceAll('08:50', '10:00')
      .replace('T11:00Z', 'T10:30Z');
    const list = stretches({ one, two });
    expect(said(list)).toEqual([
      '08:50-10:00 degraded',
      '10:00-10:30 partial-outage',
      '10:30-11:00 degraded',
    ]);
    expect(list[1]!.incidents).toEqual(['one', 'two']);
    expect(availabilityOf(list, WEIGHTS, at('09:00'), at('11:00')).downtime).toBeCloseTo(
      (60 * 0.1 + 30 * 0.5 + 30 * 0.1) * MINUTE,
      6,
    );
  });
  test('drills, what is off the page, and planned maintenance do not count', () => {
    const drill = incidentText(`drill: true\n${SEV2}`, ['09:10 investigating']);
    const off = incidentText(SEV2.replace('sev-2', 'sev-3'), ['09:10 investigating']);
    const planned = incidentText('kind: maintenance\nstarts: 09:00\nends: 10:00', ['08:00 scheduled']);
    expect(stretches({ drill, off, planned })).toEqual([]);
    expect(stretches({ off: off.replace('severity', 'customer-facing: true\nseverity') })).toHaveLength(1);
  });
  test('times that go backwards, and an end before the beginning', () => {
    const back = incidentText(SEV2, [
      '09:30 investigating',
      '09:10 update\nAffects: checkout major-outage',
      '10:00 resolved',
    ]);
    expect(said(stretches({ back }))).toEqual(['08:50-09:30 degraded', '09:30-10:00 major-outage']);
    expect(stretches({ over: incidentText(SEV2, ['08:30 resolved']) })).toEqual([]);
  });
});

const NOW = at('2026-11-22T12:00Z');
const incidents = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 400 }),
    first: fc.constantFrom(...COMPONENT_STATES),
    steps: fc.array(fc.tuple(fc.integer({ min: -10, max: 120 }), fc.constantFrom(...COMPONENT_STATES)), {
      maxLength: 4,
    }),
    length: fc.option(fc.integer({ min: -20, max: 300 }), { nil: undefined }),
  }),
  { maxLength: 6 },
);

/** Every minute on its own: which states hold then, and what the worst of them costs. */
function minuteByMinute(list: readonly UptimeIncident[], from: number, to: number): number {
  let lost = 0;
  for (let minute = from; minute < to; minute += MINUTE) {
    let worst = 0;
    for (const { started, components, updates, ended } of list) {
      if (minute < started || (ended !== undefined && minute >= ended)) continue;
      let state: ComponentState = components['checkout'] ?? 'operational';
      let reached = started;
      for (const update of updates) {
        reached = Math.max(reached, update.at);
        if (reached <= minute) state = update.states['checkout'] ?? 'operational';
      }
      worst = Math.max(worst, state === 'operational' ? 0 : WEIGHTS[state]);
    }
    lost += worst * MINUTE;
  }
  return lost;
}

describe('U6.3 availability', () => {
  test('agrees with counting every minute, on random incidents', () => {
    fc.assert(
      fc.property(
        incidents,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        (made, begin, length) => {
          const zero = NOW - 600 * MINUTE;
          const list = made.map(({ start, first, steps, length: lasts }, index): UptimeIncident => {
            const started = zero + start * MINUTE;
            const updates = steps.map(([after, state]) => ({
              at: started + after * MINUTE,
              states: { checkout: state },
            }));
            return {
              id: `i${index}`,
              started,
              components: { checkout: first },
              updates,
              ...(lasts !== undefined && { ended: started + lasts * MINUTE }),
            };
          });
          const merged = impairedPeriodsOf(list, NOW).get('checkout') ?? [];
          for (const [index, { from, to }] of merged.entries()) {
            expect(from).toBeLessThan(to);
            if (index > 0) expect(from).toBeGreaterThanOrEqual(merged[index - 1]!.to);
          }
          const from = zero + begin * MINUTE;
          const to = from + length * MINUTE;
          expect(availabilityOf(merged, WEIGHTS, from, to).downtime).toBeCloseTo(
            minuteByMinute(list, from, to),
            3,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('by day in the site’s zone, right where the clocks change, and the days add up', () => {
    const calendar = createCalendar('Europe/Berlin');
    const now = at('2026-10-26T11:00Z');
    const list: readonly ImpairedPeriod[] = [
      {
        from: at('2026-10-24T20:00Z'),
        to: at('2026-10-26T01:00Z'),
        state: 'major-outage',
        incidents: ['one'],
      },
    ];
    const days = availabilityByDay(list, WEIGHTS, lastDays(calendar, now, 4));
    expect(days.map(({ day, from, to, downtime }) => [day, (to - from) / HOUR, downtime / HOUR])).toEqual([
      ['2026-10-23', 24, 0],
      ['2026-10-24', 24, 2],
      ['2026-10-25', 25, 25],
      ['2026-10-26', 12, 2],
    ]);
    const spring = availabilityByDay([], WEIGHTS, lastDays(calendar, at('2026-03-29T21:00Z'), 1));
    expect((spring[0]!.to - spring[0]!.from) / HOUR).toBe(22);
    const whole = availabilityOf(list, WEIGHTS, days[0]!.from, now);
    expect(days.reduce((sum, { downtime }) => sum + downtime, 0)).toBe(whole.downtime);
    expect(availabilityByDay(list, WEIGHTS, lastDays(calendar, now, 90), '2026-10-25')).toHaveLength(2);
  });
});

describe('U6.3 objectives', () => {
  const { siteContext } = worldOf({}, { components: { checkout: 'slo: 99.9\n' } });
  const checkout = siteContext.components.find(({ id }) => id === 'checkout')!;
  const calendar = createCalendar(siteContext.site.timezone);
  const status = (minutes: number, component = checkout) => {
    const list: readonly ImpairedPeriod[] = [
      { from: NOW - DAY, to: NOW - DAY + minutes * MINUTE, state: 'major-outage', incidents: [] },
    ];
    const made = sloStatusOf(component, minutes === 0 ? [] : list, siteContext.policy.uptime, calendar, NOW)!;
    return [made.status, Math.round(made.spent * 100), made.budget / MINUTE];
  };

  test('99.9 % over 90 days is a budget of 129.6 minutes', () => {
    expect(status(0)).toEqual(['met', 0, 129.6]);
    expect(status(100)).toEqual(['met', 77, 129.6]);
    expect(status(104)).toEqual(['at-risk', 80, 129.6]);
    expect(status(129.6)).toEqual(['at-risk', 100, 129.6]);
    expect(status(130)).toEqual(['breached', 100, 129.6]);
  });
  test('100 % has no budget', () => {
    expect(status(0, { ...checkout, slo: 100 })).toEqual(['met', 0, 0]);
    expect(status(1, { ...checkout, slo: 100 })).toEqual(['breached', Infinity, 0]);
  });
  test('counts from when it went into service', () => {
    expect(status(0, { ...checkout, since: '2026-11-12' })[2]).toBeCloseTo((10 * 24 + 13) * 60 * 0.001, 3);
  });
  test('no objective, or no weights in the policy: none', () => {
    expect(
      sloStatusOf({ ...checkout, slo: undefined }, [], siteContext.policy.uptime, calendar, NOW),
    ).toBeUndefined();
    expect(sloStatusOf(checkout, [], undefined, calendar, NOW)).toBeUndefined();
  });
});
