import { expect, test } from 'vitest';
import { findPageChanges } from '../../src/reminders/rebuild.ts';
import { formatInstant } from '../../src/time/instant.ts';
import { at, worldOf } from '../support/incident-content.ts';

const WINDOW = `---
kind: maintenance
title: Database move
components: { checkout: degraded }
starts: 2026-11-22T14:00Z
ends: 2026-11-22T16:00Z
---
`;

test.each([
  ['before the window', '09:00', '2026-11-22T00:00Z', '2026-11-22T14:00Z'],
  ['at its start', '14:00', '2026-11-22T14:00Z', '2026-11-22T16:00Z'],
  ['at its end', '16:00', '2026-11-22T16:00Z', '2026-11-23T00:00Z'],
])('the page changes with the time: %s', (_, time, last, next) => {
  const { siteContext: known, entries } = worldOf({ move: WINDOW });
  const siteContext = { ...known, site: { ...known.site, timezone: 'UTC' } };
  const changes = findPageChanges(siteContext, entries, at(time));
  expect([formatInstant(changes.last), formatInstant(changes.next)]).toEqual([last, next]);
});

test('midnight is that of the site’s zone, also on days with 23 or 25 hours', () => {
  const known = worldOf({}).siteContext;
  const siteContext = { ...known, site: { ...known.site, timezone: 'Europe/Berlin' } };
  const of = (now: string): string => formatInstant(findPageChanges(siteContext, [], Date.parse(now)).next);
  expect(of('2026-03-29T00:30Z')).toBe('2026-03-29T22:00Z');
  expect(of('2026-10-25T10:00Z')).toBe('2026-10-25T23:00Z');
});
