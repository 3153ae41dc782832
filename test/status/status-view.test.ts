import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { phaseLabel } from '../../src/status/entry.ts';
import { parseContent } from '../../src/content/content.ts';
import type { Content, SiteContext } from '../../src/content/content.ts';
import type { StatusEvent, Incident } from '../../src/content/incident.ts';
import { parseInstant } from '../../src/time/instant.ts';
import type { Instant } from '../../src/time/instant.ts';
import { createCalendar } from '../../src/time/calendar.ts';
import { newestUpdates } from '../../src/status/updates.ts';
import { buildStatusView } from '../../src/status/status-view.ts';
import type { StatusView, StatusViewInput } from '../../src/status/status-view.ts';
import { NO_EVIDENCE } from '../../src/deadlines/evidence.ts';
import { findPromisedUpdate } from '../../src/deadlines/promised-update.ts';
import { enMessages } from '../../src/site/i18n/en.ts';
import { FIRST, incident, RESOLVED, SHOP } from '../support/shop-files.ts';
import type { Files } from '../support/shop-files.ts';

const POLICY = readFileSync(new URL('../../presets/vayva.yaml', import.meta.url), 'utf8');

function contentOf(files: Files): Content {
  const under = (folder: string) =>
    Object.entries(files).flatMap(([path, text]) => (path.startsWith(`${folder}/`) ? [{ path, text }] : []));
  return parseContent({
    site: { path: 'status.yaml', text: files['status.yaml']! },
    policies: [{ path: 'policies/vayva.yaml', text: POLICY }],
    components: under('components'),
    incidents: under('incidents'),
    postmortems: [],
  });
}

function time(text: string): Instant {
  const read = parseInstant(text);
  if ('error' in read) throw new Error(text);
  return read.instant;
}

function given(siteContext: SiteContext, events: readonly StatusEvent[]): Omit<StatusViewInput, 'now'> {
  const promised = (event: Incident) => findPromisedUpdate(siteContext, NO_EVIDENCE, event);
  return { siteContext, incidents: events, promisedUpdateOf: promised };
}

function viewAt(now: string, files: Files = SHOP): StatusView {
  const { siteContext, incidents } = contentOf(files);
  return buildStatusView({ ...given(siteContext!, incidents), now: time(now) });
}

const MOVE = SHOP['incidents/2026-11-29-move.md']!;
const only = (files: Files): Files => ({
  'status.yaml': SHOP['status.yaml']!,
  ...Object.fromEntries(Object.entries(SHOP).filter(([path]) => path.startsWith('components/'))),
  ...files,
});

test('the sentence names what suffers, worst first', () => {
  expect(enMessages.overall(viewAt('2026-11-22T12:00Z').overall)).toBe(
    'Checkout is partly down, and Orders is having problems.',
  );
  expect(enMessages.overall(viewAt('2026-11-22T12:00Z', only({})).overall)).toBe('All systems are working.');
});

test.each([
  ['checkout: major-outage', 'Checkout is down.'],
  ['checkout: degraded, orders: degraded', 'Checkout and Orders are having problems.'],
  ['checkout: degraded, orders: degraded, whatsapp: degraded', 'All systems are having problems.'],
  ['checkout: degraded, gone: major-outage', 'gone is down, and Checkout is having problems.'],
  ['', 'We are looking into a problem.'],
])('%s: %s', (components, sentence) => {
  const open = incident({ title: 'x', components, detected: '2026-11-22T11:00Z', updates: [] });
  expect(enMessages.overall(viewAt('2026-11-22T12:00Z', only({ 'incidents/a.md': open })).overall)).toBe(
    sentence,
  );
});

test('the sentence counts where names would be too many', () => {
  const component = (id: string, state: 'degraded' | 'major-outage') => ({
    id,
    name: id.toUpperCase(),
    state,
    hasPage: true,
  });
  const affected = [
    component('a', 'major-outage'),
    ...['b', 'c', 'd', 'e'].map((id) => component(id, 'degraded')),
  ];
  const overall = {
    state: 'major-outage',
    isUncertain: false,
    components: 20,
    open: 1,
    monitoringOnly: false,
  } as const;
  expect(enMessages.overall({ ...overall, affected })).toBe('A is down, and 4 others are affected.');
  expect(enMessages.overall({ ...overall, affected: affected.slice(1) })).toBe(
    '4 systems are having problems.',
  );
});

test('an incident that is only watched any more is said to be so', () => {
  const watched = incident({
    title: 'x',
    components: 'checkout: degraded',
    detected: '2026-11-22T11:00Z',
    updates: [['2026-11-22T11:30Z monitoring\nAffects: checkout operational', 'It works again.']],
  });
  const view = viewAt('2026-11-22T12:00Z', only({ 'incidents/a.md': watched }));
  expect(enMessages.overall(view.overall)).toBe(
    'All systems are working again, and we are watching closely.',
  );
  expect(view.active).toHaveLength(1);
});

test('the next update is promised from the last one, by the policy (V12.4)', () => {
  const [open] = viewAt('2026-11-22T12:00Z').active;
  expect(open!.next).toEqual({
    due: time('2026-11-22T12:10Z'),
    by: time('2026-11-22T12:40Z'),
    lateBy: 0,
  });
  expect(viewAt('2026-11-22T12:40Z').active[0]!.next!.lateBy).toBe(0);
  expect(viewAt('2026-11-22T12:41Z').active[0]!.next!.lateBy).toBe(60_000);
});

test('the first update is promised from detection (V12.4)', () => {
  const quiet = incident({ title: 'x', components: '', detected: '2026-11-22T11:00Z', updates: [] });
  const { next } = viewAt('2026-11-22T11:20Z', only({ 'incidents/a.md': quiet })).active[0]!;
  expect(next).toEqual({ due: time('2026-11-22T11:15Z'), by: time('2026-11-22T11:15Z'), lateBy: 300_000 });
});

test.each([
  ['2026-11-28T12:00Z', 'upcoming', 'scheduled', 'All systems are working.'],
  ['2026-11-29T01:00Z', 'open', 'in-progress', 'Orders is under planned maintenance.'],
  ['2026-11-29T03:59Z', 'open', 'in-progress', 'Orders is under planned maintenance.'],
  ['2026-11-29T04:00Z', 'past', 'completed', 'All systems are working.'],
])('its window moves a maintenance without an update: at %s it is %s', (now, when, phase, sentence) => {
  const view = viewAt(now, only({ 'incidents/move.md': MOVE }));
  expect(view.events[0]).toMatchObject({ when, phase });
  expect(enMessages.overall(view.overall)).toBe(sentence);
});

test.each([
  ['', '2026-11-29T04:00Z', 'time-over'],
  ['\n## 2026-11-29T00:50Z in-progress\n\nWe begin.\n', '2026-11-29T00:55Z', 'in-progress'],
  ['\n## 2026-11-29T03:00Z verifying\n\nWe look.\n', '2026-11-29T03:30Z', 'verifying'],
  ['\n## 2026-11-29T03:00Z completed\n\nDone.\n', '2026-11-29T03:30Z', 'completed'],
  ['\n## 2026-11-29T03:00Z verifying\n\nWe look.\n', '2026-11-29T04:30Z', 'time-over'],
  ['\n## 2026-11-29T04:20Z completed\n\nDone.\n', '2026-11-29T04:30Z', 'completed'],
  ['\n## 2026-11-29T04:00Z in-progress\n\nIt takes longer.\n', '2026-11-29T05:00Z', 'in-progress'],
])('what is said of a maintenance goes before its window', (update, now, phase) => {
  expect(phaseLabel(viewAt(now, only({ 'incidents/move.md': MOVE + update })).events[0]!)).toBe(phase);
});

test('the last fourteen days are those of the site, quiet ones folded', () => {
  const { days } = viewAt('2026-11-22T23:30Z');
  expect(
    days.map((day) => (day.kind === 'quiet' ? `${day.from}/${day.to}` : `${day.day}: ${day.events.length}`)),
  ).toEqual(['2026-11-23: 1', '2026-11-19/2026-11-21', '2026-11-18: 1', '2026-11-10/2026-11-17']);
  expect(days[0]).toMatchObject({ from: '2026-11-22', events: [{ since: 'today' }] });
});

test('nothing is claimed of days before the record began, but what is known of them is shown', () => {
  const since = (files: Files): Files =>
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path,
        path.startsWith('components/') ? text.replace('---\n', '---\nsince: 2026-11-20\n') : text,
      ]),
    );
  const listed = (files: Files) =>
    viewAt('2026-11-22T23:30Z', files).days.map((day) =>
      day.kind === 'quiet' ? `${day.from}/${day.to}` : `${day.day}: ${day.events.length}`,
    );
  expect(listed(since(SHOP))).toEqual(['2026-11-23: 1', '2026-11-20/2026-11-21', '2026-11-18: 1']);
  expect(listed(since(only({})))).toEqual(['2026-11-20/2026-11-23']);
});

test('months hold what began in them, in the zone of the site', () => {
  const late = incident({
    title: 'x',
    components: 'orders: degraded',
    detected: '2026-10-31T23:30Z',
    updates: [
      ['2026-10-31T23:40Z investigating', FIRST('Orders', 'x')],
      ['2026-11-01T01:00Z resolved', RESOLVED('Orders')],
    ],
  });
  const { months } = viewAt('2026-11-22T12:00Z', only({ 'incidents/a.md': late }));
  expect(months.map(({ month }) => month)).toEqual(['2026-11']);
});

test('a component keeps what it suffered from', () => {
  const { eventsByComponent } = viewAt('2026-11-22T12:00Z');
  expect(eventsByComponent.get('orders')!.map(({ event }) => event.id)).toEqual([
    '2026-11-22-checkout',
    '2026-11-18-orders',
  ]);
  expect(eventsByComponent.get('whatsapp')).toBeUndefined();
});

test('updates come newest first, whatever the order of the incidents', () => {
  const { events } = viewAt('2026-11-22T12:00Z');
  const all = newestUpdates(events, 50);
  expect(all.map(({ update }) => update.at)).toEqual(
    all.map(({ update }) => update.at).toSorted((a, b) => b - a),
  );
  expect(newestUpdates(events, 2)).toEqual(all.slice(0, 2));
});

test.each([
  ['Africa/Lagos', '2026-11-22', '2026-11-21T23:00Z'],
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00Z'],
  ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00Z'],
  ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00Z'],
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00Z'],
  ['America/Havana', '2026-11-01', '2026-11-01T04:00Z'],
  ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15Z'],
])('in %s, %s begins at %s', (zone, day, start) => {
  const calendar = createCalendar(zone);
  expect(calendar.startOf(day)).toBe(time(start));
  expect(calendar.dayOf(time(start))).toBe(day);
  expect(calendar.dayOf(time(start) - 1)).not.toBe(day);
});

test('the time grows with the number of incidents, and not with its square', { retry: 2 }, () => {
  const past = SHOP['incidents/2026-11-18-orders.md']!;
  const shop = contentOf(only({ 'incidents/2026-11-18-orders.md': past }));
  const timeFor = (count: number): number => {
    const events = Array.from({ length: count }, (_, at) => ({ ...shop.incidents[0]!, id: `entry-${at}` }));
    const start = performance.now();
    const view = buildStatusView({ ...given(shop.siteContext!, events), now: time('2026-11-22T12:00Z') });
    expect(view.events).toHaveLength(count);
    return performance.now() - start;
  };
  timeFor(1000);
  const least = (count: number): number => Math.min(...Array.from({ length: 3 }, () => timeFor(count)));
  // Four times the incidents: 4 times the time if it is linear, 16 times if it is quadratic.
  expect(least(20_000) / least(5000)).toBeLessThan(10);
});
