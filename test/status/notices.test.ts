import { describe, expect, test } from 'vitest';
import { eventComplianceOf } from '../../src/compliance/event-compliance.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { obligationsOf } from '../../src/deadlines/all-deadlines.ts';
import { NO_EVIDENCE } from '../../src/deadlines/evidence.ts';
import { findPageChanges } from '../../src/reminders/rebuild.ts';
import { computeHeadlineState } from '../../src/site/badge.ts';
import { createHistoryFeed } from '../../src/site/feeds/history-feed.ts';
import { createUpdateFeed } from '../../src/site/feeds/update-feed.ts';
import { renderCalendar } from '../../src/site/ics.ts';
import { createEntryCard } from '../../src/site/og/card.ts';
import { createPageContext } from '../../src/site/site-context.ts';
import { ENDPOINT_NAMES, renderApiDocument } from '../../src/site/statuspage-api/endpoints.ts';
import { noticePeriod } from '../../src/status/notices.ts';
import { withRecordedDays } from '../../src/status/recorded-days.ts';
import { buildStatusView } from '../../src/status/status-view.ts';
import type { StatusView } from '../../src/status/status-view.ts';
import { at, worldOf } from '../support/incident-content.ts';

const TIMES = 'starts: 2026-11-20T08:00Z\nends: 2026-11-24T20:00Z';
const UPDATES = ['2026-11-18T09:00Z announced', '2026-11-21T09:00Z update'];

function noticeText(times: string, updates: readonly string[]): string {
  const sections = updates.map((heading) => `## ${heading}\n\nSupport answers until 22:00.\n`);
  return `---\nkind: notice\ntitle: Support answers longer\n${times}\n---\n\n${sections.join('\n')}`;
}

function viewOf(now: string, times = TIMES, updates = UPDATES): StatusView {
  const { siteContext, entries } = worldOf({ support: noticeText(times, updates) });
  return buildStatusView({
    siteContext,
    incidents: entries,
    promisedUpdateOf: () => undefined,
    now: at(now),
  });
}

const loaded = (view: StatusView) => ({ view, context: createPageContext(view.site) });

describe('a notice is on the home page from its start to its end', () => {
  test.each<[string, string, string | undefined, object]>([
    [
      'before it starts, hidden until then',
      '2026-11-19T09:00Z',
      'upcoming',
      { from: at('2026-11-20T08:00Z'), to: at('2026-11-24T20:00Z') },
    ],
    ['while it runs', '2026-11-22T09:00Z', 'open', { to: at('2026-11-24T20:00Z') }],
    ['at its end', '2026-11-24T20:00Z', undefined, {}],
  ])('%s', (_, now, when, period) => {
    const { notices, events } = viewOf(now);
    expect(notices.map((view) => view.when)).toEqual(when === undefined ? [] : [when]);
    expect(notices.map(noticePeriod)).toEqual(when === undefined ? [] : [period]);
    expect(events).toHaveLength(1);
  });

  test('from its first update, if the file has no start', () => {
    const view = viewOf('2026-11-19T09:00Z', 'ends: 2026-11-24T20:00Z');
    expect(view.notices).toMatchObject([{ when: 'open', from: at('2026-11-18T09:00Z') }]);
  });

  test('until an update ends it earlier', () => {
    const view = viewOf('2026-11-22T09:00Z', TIMES, [...UPDATES, '2026-11-22T08:00Z ended']);
    expect(view.notices).toEqual([]);
    expect(view.events).toMatchObject([{ when: 'past', phase: 'ended', to: at('2026-11-22T08:00Z') }]);
  });

  test('and the page is built again at both', () => {
    const { siteContext, entries } = worldOf({ support: noticeText(TIMES, UPDATES) });
    const of = (now: string) => findPageChanges(siteContext, entries, at(now)).nextWindow;
    expect(of('2026-11-20T07:00Z')).toBe(at('2026-11-20T08:00Z'));
    expect(of('2026-11-24T09:00Z')).toBe(at('2026-11-24T20:00Z'));
    expect(of('2026-11-24T20:00Z')).toBeUndefined();
  });
});

describe('a notice colours and counts nothing', () => {
  const view = viewOf('2026-11-22T09:00Z');
  const { siteContext, entries } = worldOf({ support: noticeText(TIMES, UPDATES) });

  test('everything works, no incident is open, no system is affected', () => {
    expect(view.overall).toMatchObject({ state: 'operational', open: 0, affected: [] });
    expect(computeHeadlineState(view.overall)).toBe('operational');
    expect([view.active, view.maintenance.underWay, view.maintenance.upcoming]).toEqual([[], [], []]);
    expect(viewOf('2026-11-19T09:00Z').maintenance.upcoming).toEqual([]);
    expect([...view.eventsByComponent]).toEqual([]);
    for (const { impairedDays } of view.uptime.values()) expect(impairedDays).toEqual([]);
    expect(createEntryCard(view.events[0]!, loaded(view).context)).not.toHaveProperty('state');
  });

  test('the record of a component does not begin with it', () => {
    const recorded = withRecordedDays(siteContext, entries, undefined, at('2026-11-22T09:00Z'));
    expect(recorded.components.map(({ recordedSince }) => recordedSince)).toEqual([
      '2026-11-22',
      '2026-11-22',
    ]);
  });

  test('the SOP has no deadline for it, and compliance leaves it out', () => {
    const context = { ...siteContext, evidence: NO_EVIDENCE };
    const duties = obligationsOf(siteContext, entries, NO_EVIDENCE);
    expect(duties.filter(({ incident }) => incident !== undefined)).toEqual([]);
    expect(eventComplianceOf(context, entries[0]!, at('2026-11-22T09:00Z'))).toBeUndefined();
  });
});

describe('a notice is read', () => {
  const view = viewOf('2026-11-22T09:00Z');
  const site = loaded(view);

  test('in the history, and on its first day only', () => {
    expect(view.months.map(({ month, events }) => [month, events.length])).toEqual([['2026-11', 1]]);
    expect(view.days.flatMap((day) => (day.kind === 'busy' ? [day.day] : []))).toEqual(['2026-11-20']);
  });

  test('in the feeds, each update once', () => {
    expect(createUpdateFeed(site).items.map(({ title }) => title)).toEqual([
      'Support answers longer (Update)',
      'Support answers longer (Announced)',
    ]);
  });

  test('not where programs expect incidents or maintenance', () => {
    expect(createHistoryFeed(site, 'tag').items).toEqual([]);
    expect(renderCalendar(site)).not.toContain('Support');
    for (const name of ENDPOINT_NAMES) expect(renderApiDocument(view, name)).not.toContain('Support');
  });

  test('the version of the page changes with its updates, its start and its end', () => {
    const versionOf = (now: string) =>
      (
        JSON.parse(renderApiDocument(viewOf(now, TIMES, UPDATES.slice(0, 1)), 'status')) as {
          page: { updated_at: string };
        }
      ).page.updated_at;
    expect(versionOf('2026-11-19T09:00Z')).toBe('2026-11-18T10:00:00.000+01:00');
    expect(versionOf('2026-11-20T09:00Z')).toBe('2026-11-20T09:00:00.000+01:00');
    expect(versionOf('2026-11-25T09:00Z')).toBe('2026-11-24T21:00:00.000+01:00');
  });
});

test.each([
  ['without an end', 'starts: 2026-11-20T08:00Z', '"ends" is missing.'],
  ['with a component', `${TIMES}\ncomponents: { checkout: degraded }`, 'Unknown key "components".'],
  ['with a severity', `${TIMES}\nseverity: sev-1`, 'Unknown key "severity".'],
])('a notice %s is an error', (_, times, message) => {
  const { diagnostics } = parseIncident({ path: 'incidents/a.md', text: noticeText(times, UPDATES) });
  expect(diagnostics.map((one) => one.message)).toEqual([expect.stringContaining(message)]);
});
