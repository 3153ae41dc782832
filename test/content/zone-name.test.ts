import { expect, test } from 'vitest';
import { applyFixes } from '../../src/content/finding.ts';
import { parseSite } from '../../src/content/site.ts';
import { createDateFormats } from '../../src/site/dates.ts';

const AT = Date.parse('2026-11-22T13:40Z');

function statusYaml(zone: string, name: string): string {
  return `name: Kiosk\nurl: https://kiosk.example/status\npolicy: vayva\ntimezone: ${zone}\ntimezone-name: ${name}\n`;
}

test.each([
  ['Africa/Lagos', 'Lagos time'],
  ['Africa/Lagos', 'WAT'],
  ['Africa/Lagos', 'GMT+1'],
  ['Asia/Kolkata', 'IST'],
  ['Europe/Berlin', 'IST'],
  ['Europe/Berlin', 'Berlin time'],
  ['Europe/Paris', 'heure de Paris'],
  ['Europe/Paris', 'constructor'],
])('"timezone-name" for %s may be "%s"', (zone, name) => {
  const { value, diagnostics } = parseSite({ path: 'status.yaml', text: statusYaml(zone, name) });
  expect(diagnostics).toEqual([]);
  expect(value?.['timezone-name']).toBe(name);
});

test.each([
  ['Europe/Berlin', 'CET', 'winter', 'Berlin time'],
  ['Europe/Berlin', 'Central European Summer Time', 'summer', 'Berlin time'],
  ['Europe/Berlin', 'UTC+1', 'winter', 'Berlin time'],
  ['America/New_York', 'EDT', 'summer', 'New York time'],
  ['Europe/London', 'BST', 'summer', 'London time'],
  ['Australia/Sydney', 'AEST', 'winter', 'Sydney time'],
  ['Australia/Sydney', 'AEDT', 'summer', 'Sydney time'],
  ['Europe/Dublin', 'IST', 'summer', 'Dublin time'],
  ['Asia/Jerusalem', 'IST', 'winter', 'Jerusalem time'],
  ['Europe/Lisbon', 'WET', 'winter', 'Lisbon time'],
])('for %s, "%s" gets a warning, because it is right in %s only', (zone, name, season, instead) => {
  const source = { path: 'status.yaml', text: statusYaml(zone, name) };
  const { value, diagnostics } = parseSite(source);
  expect(value?.name).toBe('Kiosk');
  expect(diagnostics.map(({ level, message, help }) => [level, message, help])).toEqual([
    [
      'warn',
      `"timezone-name" is "${name}", but the clocks of "${zone}" change: that is its name in ${season} only.`,
      `Write a name that is right all year, such as "${instead}", or leave it out.`,
    ],
  ]);
  const text = applyFixes(
    source,
    diagnostics.flatMap(({ fix }) => (fix ? [fix] : [])),
  );
  expect(parseSite({ ...source, text }).diagnostics).toEqual([]);
});

test.each([
  ['Africa/Lagos', undefined, '22 Nov 2026, 14:40 GMT+1', '13:40 UTC'],
  ['Africa/Lagos', 'Lagos time', '22 Nov 2026, 14:40 Lagos time', '13:40 UTC'],
  ['Europe/London', undefined, '22 Nov 2026, 13:40 GMT', undefined],
  ['Europe/London', 'London time', '22 Nov 2026, 13:40 London time', '13:40 UTC'],
])('a time in %s named %s is "%s", in UTC %s', (zone, name, local, utc) => {
  const { local: shown, utc: inUtc } = createDateFormats('en-GB', zone, name).instant(AT);
  expect([shown, inUtc]).toEqual([local, utc]);
});

test.each([
  ['de', 'Europe/Berlin', 'MEZ', 'Mitteleuropäische Zeit'],
  ['fr', 'Europe/Paris', 'CET', 'heure d’Europe centrale'],
  ['pt', 'Europe/Lisbon', 'WEST', 'Horário da Europa Ocidental'],
])('in %s, the name that is proposed for %s instead of %s is "%s"', (language, zone, name, instead) => {
  const text = `${statusYaml(zone, name)}language: ${language}\n`;
  const [finding] = parseSite({ path: 'status.yaml', text }).diagnostics;
  expect(finding?.fix?.text).toBe(instead);
});
