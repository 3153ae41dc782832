import { expect, test } from 'vitest';
import { withLocalTimes } from '../../src/response/local-times.ts';
import type { IncidentInput } from '../../src/response/inputs.ts';

const NOW = Date.UTC(2026, 10, 22, 2, 30);

test.each<[zone: string, input: IncidentInput, expected: IncidentInput]>([
  ['Africa/Lagos', { detected: '03:10' }, { detected: '2026-11-22T02:10Z' }],
  ['Africa/Lagos', { started: '23:50' }, { started: '2026-11-21T22:50Z' }],
  ['Africa/Lagos', { fixed: '3:34' }, { fixed: '2026-11-22T02:34Z' }],
  [
    'Africa/Lagos',
    { starts: '02:00', ends: '05:00' },
    { starts: '2026-11-23T01:00Z', ends: '2026-11-23T04:00Z' },
  ],
  [
    'Africa/Lagos',
    { starts: '2026-12-01T22:00Z', ends: '02:00' },
    { starts: '2026-12-01T22:00Z', ends: '2026-12-02T01:00Z' },
  ],
  [
    'Africa/Lagos',
    { starts: '2026-12-01 22:00', ends: '02:00' },
    { starts: '2026-12-01T21:00Z', ends: '2026-12-02T01:00Z' },
  ],
  ['America/New_York', { detected: '2026-11-21T21:00' }, { detected: '2026-11-22T02:00Z' }],
  // The clocks skip this hour, and show 03:30.
  ['America/New_York', { starts: '2027-03-14 02:30' }, { starts: '2027-03-14T07:30Z' }],
  ['Africa/Lagos', { starts: '2026-02-30 22:00', ends: '9999-01-01 10:00' }, {}],
  ['America/New_York', { detected: '21:00' }, { detected: '2026-11-22T02:00Z' }],
  ['Africa/Lagos', { detected: '12m', started: '2026-11-22T02:00Z', ended: '25:10' }, {}],
])('in %s, %o is read as %o', (zone, input, expected) => {
  expect(withLocalTimes(input, zone, NOW)).toEqual({ ...input, ...expected });
});
