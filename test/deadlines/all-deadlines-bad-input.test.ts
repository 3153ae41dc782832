import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/time/duration.ts';
import { formatInstant } from '../../src/time/instant.ts';
import { parseActiveContent } from '../../src/deadlines/active-content.ts';
import type { Deadline } from '../../src/deadlines/deadline.ts';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import type { DeadlineEvidence } from '../../src/deadlines/evidence.ts';
import { at, incidentText, worldOf } from '../support/incident-content.ts';

const SEV1 = 'severity: sev-1\ndetected: 09:00\ninternal:\n  commander: "@amina"';

function find(
  kind: Deadline['kind'],
  front: string,
  updates: string[],
  now: string,
  evidence: DeadlineEvidence = {},
  extra = '',
): Deadline {
  const world = worldOf({ one: incidentText(front, updates) }, { extra });
  return deadlinesOf(world.siteContext, world.entries, evidence, at(now)).find(
    (deadline) => deadline.kind === kind,
  )!;
}

const times = ({ due, late, state }: Deadline): string =>
  `${formatInstant(due).slice(11, 16)} ${formatInstant(late).slice(11, 16)} ${state}`;

describe('the deadlines are reported correctly for', () => {
  test('V12.2 times that go backwards: the latest update counts, and the note says so', () => {
    const next = find('next-update', SEV1, ['09:30 investigating', '09:10 identified'], '09:40');
    expect(times(next)).toBe('09:45 10:00 soon');
    expect(next.note).toContain('2026-11-22T09:10Z');
  });

  test('V12.3 a fix before detection: counted from detection', () => {
    const resolution = find('resolution', `${SEV1}\n  fixed: 08:00`, ['09:04 investigating'], '09:10');
    expect(times(resolution)).toBe('09:30 09:35 ahead');
    expect(resolution.note).toBe('The fix is recorded before detection: counted from detection.');
  });

  test('V8.1 an incident resolved before it began: the postmortem counts from detection', () => {
    const world = worldOf({ one: incidentText(SEV1, ['08:00 investigating', '08:30 resolved']) });
    const all = deadlinesOf(world.siteContext, world.entries, {}, at('12:00')).filter(
      ({ incident }) => incident,
    );
    expect(all.map(({ kind, due }) => [kind, due])).toEqual([['postmortem', at('2026-11-24T09:00Z')]]);
  });

  test('V12.2 two updates in one minute', () => {
    const next = find('next-update', SEV1, ['09:10 investigating', '09:10 identified'], '09:15');
    expect(times(next)).toBe('09:25 09:40 ahead');
    expect(next.id).toBe('one/next-update/20261122T0910Z-2');
  });

  test('V12.2 an update 20 minutes in the future: without git its own time, with git the time it was published', () => {
    expect(times(find('next-update', SEV1, ['09:30 investigating'], '09:10'))).toBe('09:45 10:00 ahead');
    const evidence = { publishedTimes: new Map([['one/20261122T0930Z', at('09:10')]]) };
    const next = find('next-update', SEV1, ['09:30 investigating'], '09:10', evidence);
    expect(times(next)).toBe('09:25 09:40 ahead');
    expect(next.note).toContain('2026-11-22T09:30Z');
  });

  test('V12.2 a clock 20 minutes slow: the commit time counts, and nothing is late at once', () => {
    const evidence = { publishedTimes: new Map([['one/20261122T0910Z', at('09:30')]]) };
    expect(times(find('next-update', SEV1, ['09:10 investigating'], '09:41', evidence))).toBe(
      '09:45 10:00 soon',
    );
  });

  test('V12.2 a policy whose late is before its due: read the other way round, and said', () => {
    const extra = 'name: Own\nextends: vayva\nseverities: { sev-1: { updates: { due: 30m, late: 15m } } }\n';
    const next = find('next-update', SEV1, ['09:00 investigating'], '09:20', {}, extra);
    expect(times(next)).toBe('09:15 09:30 due');
    expect(next.note).toBe('In the policy, "late" is before "due"; the two were swapped.');
  });

  test('V10.1 an incident left open for a year: late, at the last step, and quick', () => {
    const next = find('next-update', SEV1, ['09:00 investigating'], '2027-11-22T09:00Z');
    expect(next.state).toBe('late');
    expect(next.step).toEqual({ index: 3, key: 'ceo' });
  });

  test('a maintenance that ends before it starts', () => {
    const front = 'kind: maintenance\nstarts: 19:00\nends: 18:00';
    const end = find('maintenance-end', front, ['09:00 scheduled'], '18:30');
    expect(times(end)).toBe('19:00 19:30 ahead');
    expect(end.note).toContain('before it starts');
  });

  test('a severity that the policy does not know: no clock, and no crash', () => {
    const world = worldOf({ one: incidentText(SEV1.replace('sev-1', 'sev-9')) });
    expect(
      deadlinesOf(world.siteContext, world.entries, {}, at('12:00')).filter(({ incident }) => incident),
    ).toEqual([]);
    const next = find('next-update', SEV1, ['09:10 investigating', '09:20 update\nSeverity: huge'], '09:21');
    expect(times(next)).toBe('09:35 09:50 ahead');
  });

  test('bounds of nothing and a policy of zeros', () => {
    const extra =
      'name: Own\nextends: vayva\nseverities: { sev-1: { first-update: 0m, updates: { due: 0m, late: 0m } } }\n';
    expect(times(find('first-update', SEV1, [], '09:00', {}, extra))).toBe('09:00 09:00 late');
    expect(find('next-update', SEV1, ['09:00 investigating'], '09:00', {}, extra).step?.index).toBe(0);
  });
});

test('an open incident that can’t be read is named, and hides no other', () => {
  const { siteContext } = worldOf({});
  const sources = {
    site: { path: 'status.yaml', text: 'name: A\nurl: https://a.example\npolicy: vayva\n' },
    policies: [siteContext.policy.source],
    components: [],
    incidents: [
      { path: 'incidents/broken.md', text: incidentText(SEV1, ['09:10 investigatin']) },
      { path: 'incidents/fine.md', text: incidentText(SEV1, ['09:10 investigating']) },
      { path: 'incidents/old.md', text: incidentText('severity: [', ['09:10 resolved']) },
    ],
    postmortems: [],
  };
  const content = parseActiveContent(sources, at('12:00'));
  expect(content.unread).toEqual(['incidents/broken.md']);
  expect(content.incidents.map(({ id }) => id)).toEqual(['fine']);
});

test('10,000 incidents of which 5 are open cost next to nothing', () => {
  const ended = incidentText(SEV1, ['09:10 investigating', '09:50 resolved']);
  const texts = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`ended-${index}`, ended]));
  const open = Object.fromEntries(
    Array.from({ length: 5 }, (_, index) => [`open-${index}`, incidentText(SEV1, ['09:10 investigating'])]),
  );
  const world = worldOf({ ...texts, ...open });
  const events = Array.from({ length: 5 }, () => world.entries).flat();
  const began = performance.now();
  const found = deadlinesOf(world.siteContext, events, {}, at('09:10') + 40 * DAY + HOUR, {
    endedAfter: at('09:10') + 10 * DAY,
  });
  expect(found.length).toBeGreaterThan(5);
  expect(performance.now() - began).toBeLessThan(300);
});
