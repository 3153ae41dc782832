import { describe, expect, test } from 'vitest';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import type { Deadline } from '../../src/deadlines/deadline.ts';
import type { DeadlineEvidence } from '../../src/deadlines/evidence.ts';
import { at, incidentText, worldOf } from '../support/incident-content.ts';

const SEV1 = 'severity: sev-1\ndetected: 09:00';
const ROTA = `people: { incident-commander: ["@amina", "@jo"], engineering-lead: ["@tunde"] }
on-call:
  incident-commander:
    timezone: UTC
    shifts:
      - { from: "08:00", to: "20:00", people: ["@amina"], backups: ["@jo"] }
      - { from: "20:00", to: "08:00", people: ["@jo"] }
`;
const HAND_OVER = 'name: Own\nextends: vayva\nhand-over: 15m\n';

interface Setting {
  readonly front?: string;
  readonly updates?: readonly string[];
  readonly site?: string;
  readonly extra?: string;
  readonly evidence?: DeadlineEvidence;
}

function find(kind: Deadline['kind'], now: string, setting: Setting = {}): Deadline | undefined {
  const { front = SEV1, updates = [], site = ROTA, extra = '', evidence = {} } = setting;
  const { siteContext, entries } = worldOf({ one: incidentText(front, updates) }, { site, extra });
  return deadlinesOf(siteContext, entries, evidence, at(now)).find((deadline) => deadline.kind === kind);
}

function asked(now: string, setting: Setting = {}): string[] {
  return find('first-update', now, setting)!.ask.map(({ name, people }) => [name, ...people].join(' '));
}

describe('V9.1 who leads now is asked', () => {
  test('by day, and at 3 a.m.', () => {
    expect(asked('09:01')).toEqual(['Incident commander @amina']);
    expect(asked('2026-11-23T03:00Z')[0]).toBe('Incident commander @jo');
  });

  test('V10.1 when it is late, the backup before the escalation path', () => {
    expect(asked('09:05')).toEqual(['Incident commander @amina', 'Incident commander (backup) @jo']);
    expect(asked('09:08')).toEqual([
      'Incident commander @amina',
      'Incident commander (backup) @jo',
      'Everybody in the company',
    ]);
  });

  test('the commander of the incident comes before the rota', () => {
    const front = `${SEV1}\ninternal: { commander: "@kim" }`;
    expect(asked('09:01', { front })).toEqual(['Incident commander @kim']);
  });

  test('in a gap no one is known; the deputy of the policy is asked', () => {
    const site = ROTA.replace(/ {6}- \{ from: "20:00".*\n/, '').replace(
      'shifts:',
      'allow-gaps: true\n    shifts:',
    );
    expect(asked('2026-11-23T03:00Z', { site })[0]).toBe('Incident commander (no one on call is known)');
    const extra =
      'name: Own\nextends: vayva\nroles: { incident-commander: { deputies: [product-manager, engineering-lead] } }\n';
    expect(asked('2026-11-23T03:00Z', { site, extra })[0]).toBe(
      'Incident commander (deputy: Engineering lead) @tunde',
    );
  });

  test('a calendar that failed is mentioned in the deadline', () => {
    const site = ROTA.replace(/ {4}shifts:[\s\S]*/, '    calendar: { url: "https://example.com/a.ics" }\n');
    const calendars = new Map([['incident-commander', { note: 'Its address did not answer.' }]]);
    const deadline = find('first-update', '09:01', { site, evidence: { calendars } })!;
    expect(deadline.note).toBe('Its address did not answer.');
    expect(deadline.ask[0]!.name).toBe('Incident commander (no one on call is known)');
  });
});

describe('V9.1 an open incident is handed over when the shift ends', () => {
  const of = (now: string, internal: string, setting: Setting = {}): string => {
    const front = `${SEV1}\ninternal: { ${internal} }`;
    const deadline = find('hand-over', now, { extra: HAND_OVER, ...setting, front });
    return deadline
      ? `${deadline.awaits}, ${new Date(deadline.due).toISOString().slice(11, 16)} ${deadline.state}`
      : 'none';
  };

  test.each([
    ['12:00', 'commander: "@amina"', 'Hand-over from @amina to @jo, 20:00 ahead', 'known ahead'],
    [
      '20:05',
      'commander: "@amina"',
      'Hand-over from @amina to @jo, 20:00 due',
      'due at the end of the shift',
    ],
    [
      '20:15',
      'commander: "@amina"',
      'Hand-over from @amina to @jo, 20:00 late',
      'late after the time of the policy',
    ],
    ['20:15', 'commander: "@jo"', 'Hand-over from @jo to @amina, 08:00 ahead', 'a new commander meets it'],
    [
      '20:15',
      'commander: "@amina", handed-over: [2026-11-22T20:02Z]',
      'Hand-over from @amina to @jo, 20:00 ahead',
      'so does a commander who stays: the end of the next shift counts',
    ],
    ['20:15', 'commander: "@kim"', 'none', 'someone outside of the rota has no shift'],
  ])('at %s with %s: %s, %s', (now, internal, expected) => {
    expect(of(now, internal)).toBe(expected);
  });

  test('without hand-over in the policy, or after the resolution, nothing is due', () => {
    expect(of('20:15', 'commander: "@amina"', { extra: '' })).toBe('none');
    expect(of('20:15', 'commander: "@amina"', { updates: ['10:00 resolved'] })).toBe('none');
  });
});
