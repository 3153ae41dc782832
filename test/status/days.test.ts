import { expect, test } from 'vitest';
import { incident } from '../support/shop-files.ts';
import { viewFor } from '../support/status-view-from-files.ts';

const long = incident({
  title: 'Long',
  components: 'checkout: degraded',
  detected: '2026-11-13T09:00Z',
  updates: [['2026-11-13T09:10Z investigating', 'Words.']],
});
const short = incident({
  title: 'Short',
  components: 'orders: degraded',
  detected: '2026-11-17T09:00Z',
  updates: [
    ['2026-11-17T09:10Z investigating', 'Words.'],
    ['2026-11-17T09:40Z resolved', 'Words.'],
  ],
});

function rows(incidents: Readonly<Record<string, string>>): string[] {
  return viewFor({ incidents }).days.map((day) =>
    day.kind === 'quiet'
      ? `${day.from}–${day.to}`
      : `${day.from ?? day.day}–${day.day}: ${day.events.map(({ view, since }) => `${view.event.title} (${since})`).join(', ')}`,
  );
}

test('days with the same events are one row', () => {
  expect(rows({ long })).toEqual(['2026-11-13–2026-11-22: Long (today)', '2026-11-09–2026-11-12']);
});

test('a day with another event is a row of its own', () => {
  expect(rows({ long, short })).toEqual([
    '2026-11-18–2026-11-22: Long (continued)',
    '2026-11-17–2026-11-17: Short (today), Long (continued)',
    '2026-11-13–2026-11-16: Long (today)',
    '2026-11-09–2026-11-12',
  ]);
});

test('the day on which a past incident was reported is a row of its own', () => {
  const told = incident({
    title: 'Told',
    components: 'orders: degraded',
    detected: '2026-11-17T09:00Z',
    updates: [['2026-11-18T09:40Z resolved', 'Words.']],
  }).replace('detected:', 'ended: 2026-11-17T10:00Z\ndetected:');
  expect(rows({ told }).slice(1, 3)).toEqual([
    '2026-11-18–2026-11-18: Told (reported)',
    '2026-11-17–2026-11-17: Told (today)',
  ]);
});

test('a page shows since when no problem was reported, unless something is open', () => {
  expect(viewFor({ incidents: { short } }).quietSince).toBe('2026-11-17');
  expect(viewFor({ incidents: { short, long } }).quietSince).toBeUndefined();
  expect(viewFor({ components: { checkout: 'name: Checkout\nsince: 2026-11-20' } }).quietSince).toBe(
    '2026-11-20',
  );
  expect(viewFor({}).quietSince).toBeUndefined();
});
