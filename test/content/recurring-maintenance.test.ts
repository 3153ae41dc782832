import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseSiteContext } from '../../src/content/content.ts';
import { recurringWindows } from '../../src/content/recurring-maintenance.ts';
import { formatInstant } from '../../src/time/instant.ts';

const MAINTENANCE = `recurring-maintenance:
  database:
    first: 2026-12-06T02:00
    duration: 2h
    repeat: FREQ=MONTHLY;BYDAY=1SU
    components: { checkout: degraded }
    text: "We work on [component]."
`;

const VAYVA = { path: 'policies/vayva.yaml', text: readFileSync('presets/vayva.yaml', 'utf8') };

function readSite(recurring: string, notice = '') {
  return parseSiteContext({
    site: {
      path: 'status.yaml',
      text: `name: Shop\nurl: https://shop.example/status\npolicy: own\ntimezone: Europe/London\n${recurring}`,
    },
    policies: [{ path: 'policies/own.yaml', text: `extends: vayva\nmaintenance: { ${notice} }\n` }, VAYVA],
    components: [{ path: 'components/checkout.md', text: '---\nname: Checkout\n---\n' }],
    incidents: [],
    postmortems: [],
  });
}

describe('what is wrong in recurring-maintenance', () => {
  test.each([
    ['nothing', ['', ''], ''],
    ['the rule', ['MONTHLY', 'MONTLY'], ''],
    ['the first day', ['12-06', '12-07'], ''],
    ['a rule without days', ['MONTHLY;BYDAY=1SU', 'YEARLY;BYMONTH=2;BYMONTHDAY=30'], ''],
    ['a time with a zone', ['02:00\n', '02:00Z\n'], ''],
    ['a time that is not', ['12-06', '13-06'], ''],
    ['windows that overlap', ['2h', '40d'], ''],
    ['another component', ['checkout:', 'chekout:'], ''],
    ['no component', ['{ checkout: degraded }', '{}'], ''],
    ['no text', [/    text.*\n/, ''], ''],
    ['another exception', [/$/, '    except: [2027-01-03, 2027-01-04]\n'], ''],
    ['too late for the policy', [/$/, '    announce: 3d\n'], 'notice: 3d'],
  ] as const)('%s', (name, [from, to], policy) => {
    const { diagnostics, siteContext } = readSite(MAINTENANCE.replace(from, to), policy);
    const found = diagnostics.map(({ location, message, help, fix }) =>
      [`${location.line}: ${message}`, help, ...(fix ? [`write: ${fix.text}`] : [])].join('\n'),
    );
    expect(found.join('\n')).toMatchSnapshot(name);
    expect(siteContext !== undefined).toBe(!name.startsWith('a time'));
  });
});

describe('the windows, in the zone of the page', () => {
  const { siteContext } = readSite(MAINTENANCE);
  const maintenance = siteContext!.site['recurring-maintenance']['database']!;
  const list = (changes: Partial<typeof maintenance>, before: string): string[] =>
    recurringWindows('database', { ...maintenance, ...changes }, 'Europe/London', Date.parse(before)).map(
      ({ id, starts, ends }) => `${id} ${formatInstant(starts)} ${formatInstant(ends)}`,
    );

  test('keep their time of day over summer time, and leave exceptions out', () => {
    const except = ['2027-01-03', '2027-02-07', '2027-03-07'];
    expect(list({ except }, '2027-05-03T00:00Z')).toEqual([
      '2026-12-06-database 2026-12-06T02:00Z 2026-12-06T04:00Z',
      '2027-04-04-database 2027-04-04T01:00Z 2027-04-04T03:00Z',
      '2027-05-02-database 2027-05-02T01:00Z 2027-05-02T03:00Z',
    ]);
  });

  test('at a time that the clocks skip, and at one that occurs twice', () => {
    const daily = { repeat: 'FREQ=DAILY;COUNT=3' };
    expect(list({ ...daily, first: '2027-03-27T01:30' }, '2028-01-01T00:00Z')).toEqual([
      '2027-03-27-database 2027-03-27T01:30Z 2027-03-27T03:30Z',
      '2027-03-28-database 2027-03-28T01:30Z 2027-03-28T03:30Z',
      '2027-03-29-database 2027-03-29T00:30Z 2027-03-29T02:30Z',
    ]);
    expect(list({ ...daily, first: '2027-10-30T01:30' }, '2028-01-01T00:00Z')).toEqual([
      '2027-10-30-database 2027-10-30T00:30Z 2027-10-30T02:30Z',
      '2027-10-31-database 2027-10-31T00:30Z 2027-10-31T02:30Z',
      '2027-11-01-database 2027-11-01T01:30Z 2027-11-01T03:30Z',
    ]);
  });

  test('none of a rule that can not be used', () => {
    expect(list({ repeat: 'often' }, '2028-01-01T00:00Z')).toEqual([]);
  });
});
