import { describe, expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { eventComplianceOf } from '../../src/compliance/event-compliance.ts';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import { NO_EVIDENCE } from '../../src/deadlines/evidence.ts';
import { findPublicChanges } from '../../src/publication-history/changes.ts';
import { buildStatusView } from '../../src/status/status-view.ts';
import type { StatusView } from '../../src/status/status-view.ts';
import { enMessages } from '../../src/site/i18n/en.ts';
import { renderApiDocument } from '../../src/site/statuspage-api/endpoints.ts';
import { computeStatusRollup } from '../../src/site/statuspage-api/states.ts';
import { HOUR } from '../../src/time/duration.ts';
import { formatInstant } from '../../src/time/instant.ts';
import { at, incidentText, worldOf } from '../support/incident-content.ts';

/** Two hours of trouble, found out 18 days later. */
const FRONT = [
  'severity: sev-2',
  'started: 2026-11-10T09:00Z',
  'ended: 2026-11-10T11:00Z',
  'detected: 2026-11-28T12:00Z',
].join('\n');
const TOLD = '2026-11-28T12:10Z monitoring';
const RESOLVED = '2026-11-28T12:20Z resolved';
const NOW = at('2026-11-28T13:00Z');

function viewOf(updates: readonly string[], now = NOW): StatusView {
  const { siteContext, entries } = worldOf(
    { one: incidentText(FRONT, updates) },
    { components: { checkout: 'slo: 99.9\n' } },
  );
  return buildStatusView({
    siteContext,
    incidents: entries,
    promisedUpdateOf: () => undefined,
    now,
  });
}

describe('an incident that was over before anyone knew', () => {
  test('U6.3: bars, availability and the objective count its two hours', () => {
    const uptime = viewOf([RESOLVED]).uptime.get('checkout')!;
    expect(uptime.impairedDays).toMatchObject([{ day: '2026-11-10', impairedFor: 2 * HOUR }]);
    // A degraded minute counts by a tenth.
    expect(uptime.summary!.downtime).toBe((2 * HOUR) / 10);
    expect(uptime.summary!.objective!.status).toBe('met');
  });

  test('the page lists it on the day of its effect and on the day when customers were informed', () => {
    const { days } = viewOf([RESOLVED]);
    expect(days[0]).toMatchObject({ day: '2026-11-28', events: [{ since: 'reported' }] });
    expect(days).toHaveLength(2);
    const soon = viewOf([RESOLVED.replace('28', '12')], at('2026-11-12T20:00Z'));
    expect(soon.days.filter(({ kind }) => kind === 'busy')).toMatchObject([
      { day: '2026-11-12', events: [{ since: 'reported' }] },
      { day: '2026-11-10', events: [{ since: 'today' }] },
    ]);
  });

  test('while it is not resolved, nothing is affected', () => {
    const view = viewOf([TOLD.replace('monitoring', 'investigating')]);
    expect(view.active).toMatchObject([{ when: 'open', to: at('2026-11-10T11:00Z'), current: [] }]);
    expect(enMessages.overall(view.overall)).toBe(
      'All systems are working again, and we are watching closely.',
    );
    expect(computeStatusRollup(view).indicator).toBe('none');
  });

  test('the API resolves it when customers were no longer affected', () => {
    const { incidents } = JSON.parse(renderApiDocument(viewOf([TOLD, RESOLVED]), 'incidents')) as {
      incidents: object[];
    };
    expect(incidents).toMatchObject([
      { started_at: '2026-11-10T10:00:00.000+01:00', resolved_at: '2026-11-10T12:00:00.000+01:00' },
    ]);
    const open = JSON.parse(renderApiDocument(viewOf([TOLD]), 'incidents')) as { incidents: object[] };
    expect(open.incidents).toMatchObject([{ resolved_at: null }]);
  });

  test('V12.2 V4.1 U4.2 U3.4: nothing is due that is due only while customers are affected', () => {
    const { siteContext, entries } = worldOf({ one: incidentText(FRONT, [TOLD]) }, { policy: 'vauntico' });
    const front = FRONT.replace('sev-2', 'severity-1');
    const strict = worldOf({ one: incidentText(front, [TOLD]) }, { policy: 'vauntico' });
    expect(deadlinesOf(siteContext, entries, NO_EVIDENCE, NOW).map(({ kind }) => kind)).not.toContain('fix');
    expect(deadlinesOf(strict.siteContext, strict.entries, NO_EVIDENCE, NOW).map(({ kind }) => kind)).toEqual(
      [],
    );
  });

  test('V12.4: it is resolved in time after it was detected', () => {
    const { siteContext, entries } = worldOf({ one: incidentText(FRONT, [TOLD]) });
    const found = deadlinesOf(siteContext, entries, NO_EVIDENCE, NOW).find(
      ({ kind }) => kind === 'resolution',
    )!;
    expect([formatInstant(found.due), formatInstant(found.late)]).toEqual([
      '2026-11-28T12:00Z',
      '2026-11-28T14:00Z',
    ]);
  });

  test('compliance measures from detection, and states how long customers were affected', () => {
    const { siteContext, entries } = worldOf({ one: incidentText(FRONT, [TOLD, RESOLVED]) });
    const { site, policy } = siteContext;
    const made = eventComplianceOf({ site, policy, evidence: NO_EVIDENCE }, entries[0]!, NOW)!;
    expect(made.affected).toEqual({ from: at('2026-11-10T09:00Z'), to: at('2026-11-10T11:00Z') });
    expect(made.measures.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'acknowledge met',
      'first-update met',
      'resolution met',
      'postmortem unknown',
    ]);
  });

  test('V6.4: a change of "ended" is a public change', () => {
    const read = (text: string) =>
      parseContent({
        policies: [],
        components: [],
        postmortems: [],
        incidents: [{ path: 'incidents/one.md', text }],
      }).incidents[0]!;
    const text = incidentText(FRONT, [TOLD]);
    expect(findPublicChanges(read(text), read(text.replace('T11:00Z', 'T10:00Z')))).toEqual([
      { field: 'ended', before: '2026-11-10T11:00Z', after: '2026-11-10T10:00Z' },
    ]);
  });
});

test('an ordinary incident may state a time before its resolving update', () => {
  const front = 'severity: sev-2\ndetected: 09:00\nended: 09:40';
  const { siteContext, entries } = worldOf({
    one: incidentText(front, ['09:10 investigating', '09:45 monitoring', '10:30 resolved']),
  });
  const view = buildStatusView({
    siteContext,
    incidents: entries,
    promisedUpdateOf: () => undefined,
    now: at('12:00'),
  });
  expect(view.events[0]!.to).toBe(at('09:40'));
  expect(view.uptime.get('checkout')!.impairedDays[0]!.impairedFor).toBe((2 * HOUR) / 3);
});
