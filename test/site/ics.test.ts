import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { renderCalendar } from '../../src/site/ics.ts';
import { pageFor } from '../support/status-view-from-files.ts';
import type { PageFiles } from '../support/status-view-from-files.ts';
import { COMPLETED, SITUATIONS, UNDER_WAY, UPCOMING } from './sample-incidents.ts';

/** The events as a calendar program understands them; it throws at an invalid calendar. */
function events(files: PageFiles): ICAL.Component[] {
  const calendar = new ICAL.Component(
    ICAL.parse(renderCalendar(pageFor(files))) as [string, unknown[], unknown[]],
  );
  expect(calendar.name).toBe('vcalendar');
  expect(calendar.getAllSubcomponents().length).toBeGreaterThan(0);
  return calendar.getAllSubcomponents('vevent');
}

const value = (event: ICAL.Component | undefined, name: string): string =>
  String(event?.getFirstPropertyValue(name));

test.each(Object.entries(SITUATIONS))(
  'is a calendar, in the same bytes whenever it is built: %s',
  (_, files) => {
    events(files);
    const text = renderCalendar(pageFor(files));
    expect(renderCalendar(pageFor({ ...files, now: '12:07' }))).toBe(text);
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/\n|\r/);
    }
  },
);

test('an event, field by field', () => {
  const [event] = events({ incidents: { '2026-11-23-books': UPCOMING } });
  const fields = event!
    .getAllProperties()
    .map((property) => [property.name, String(property.getFirstValue())]);
  expect(Object.fromEntries(fields)).toEqual({
    uid: '2026-11-23-books@vayva.shop/status',
    dtstamp: '2026-11-20T08:00:00Z',
    'last-modified': '2026-11-20T08:00:00Z',
    sequence: '0',
    dtstart: '2026-11-23T22:00:00Z',
    dtend: '2026-11-23T23:30:00Z',
    status: 'CONFIRMED',
    transp: 'TRANSPARENT',
    summary: 'Vayva: Upgrade of the order books',
    description:
      'Affected: Orders\n\nScheduled: Orders can be slow while we upgrade.\n\nhttps://vayva.shop/status/incidents/2026-11-23-books/',
    url: 'https://vayva.shop/status/incidents/2026-11-23-books/',
  });
});

describe('an event that changes', () => {
  const calledOff = UPCOMING.replace('Orders can be slow', '').concat(
    '\n## 2026-11-21T08:00Z completed\n\nWe do not need it any more.\n',
  );
  const corrected = UPCOMING.replace('scheduled', 'scheduled (corrected 2026-11-20T09:00Z)');
  test.each([
    {
      what: 'as it was announced',
      text: UPCOMING,
      sequence: '0',
      modified: '2026-11-20T08:00:00Z',
      status: 'CONFIRMED',
      ends: '2026-11-23T23:30:00Z',
    },
    {
      what: 'corrected',
      text: corrected,
      sequence: '1',
      modified: '2026-11-20T09:00:00Z',
      status: 'CONFIRMED',
      ends: '2026-11-23T23:30:00Z',
    },
    {
      what: 'called off',
      text: calledOff,
      sequence: '1',
      modified: '2026-11-21T08:00:00Z',
      status: 'CANCELLED',
      ends: '2026-11-23T23:30:00Z',
    },
    {
      what: 'over before its time',
      text: COMPLETED,
      sequence: '2',
      modified: '2026-11-21T22:40:00Z',
      status: 'CONFIRMED',
      ends: '2026-11-21T22:40:00Z',
    },
  ])('$what', ({ text, sequence, modified, status, ends }) => {
    const [event] = events({ incidents: { '2026-11-23-books': text } });
    expect(value(event, 'uid')).toBe('2026-11-23-books@vayva.shop/status');
    expect(value(event, 'sequence')).toBe(sequence);
    expect(value(event, 'last-modified')).toBe(modified);
    expect(value(event, 'status')).toBe(status);
    expect(value(event, 'dtend')).toBe(ends);
  });
});

test('words of any kind come through whole', () => {
  const words = String.raw`Commas, semicolons; back\slashes: \n “quotes” ${'ü🧯漢字 '.repeat(20)}BEGIN:VEVENT`;
  const text = UNDER_WAY.replace('Orders can be slow while we upgrade.', words);
  const [event] = events({ incidents: { '2026-11-22-books': text } });
  expect(value(event, 'description').split('\n\n')[1]).toBe(`Scheduled: ${words}`);
});

test('holds what is to come, and of the past the newest', () => {
  const incidents: Record<string, string> = { '2026-11-23-books': UPCOMING, '2026-11-22-books': UNDER_WAY };
  for (let month = 0; month < 60; month += 1) {
    const day = new Date(Date.UTC(2026, 9 - month, 21)).toISOString().slice(0, 10);
    incidents[`${day}-move`] = COMPLETED.replaceAll('2026-11-21', day).replaceAll('2026-11-19', day);
  }
  const uids = events({ incidents }).map((event) => value(event, 'uid'));
  expect(uids).toHaveLength(52);
  expect(uids.slice(0, 3).map((uid) => uid.split('@')[0])).toEqual([
    '2026-11-23-books',
    '2026-11-22-books',
    '2026-10-21-move',
  ]);
});
