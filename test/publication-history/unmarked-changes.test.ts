import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { incident, judge, page, update } from './repository-with-history.ts';
import type { Verdict, World } from './repository-with-history.ts';

const FILE = 'incidents/a.md';
const WAS = incident(update('09:10') + update('09:40', 'identified', 'We know what is wrong.'), {
  components: '{ checkout: degraded }',
});
const THIRD = update('11:58', 'update', 'More.');

/** What an incident becomes that was published with two updates, and what is said of it. */
interface Case {
  readonly name: string;
  readonly is: string;
  /** Part of each message that is expected; none for what is free. */
  readonly says?: readonly string[];
}

const swap = (from: string, to: string): string => {
  expect(WAS).toContain(from);
  return WAS.replace(from, to);
};

const CASES = (): readonly Case[] => [
  { name: 'nothing', is: WAS },
  { name: 'a further update', is: WAS + THIRD },
  { name: 'line ends of Windows', is: WAS.replaceAll('\n', '\r\n') },
  { name: 'white space', is: swap('We are investigating.\n', 'We  are\ninvestigating.  \n\n\n') },
  { name: 'no line end at the end', is: WAS.trimEnd() },
  { name: 'a comment', is: swap('investigating.\n', 'investigating.\n\n<!-- agreed with @tunde -->\n') },
  {
    name: 'a comment of many lines with a heading in it',
    is: swap('investigating.\n', 'investigating.\n\n<!--\nlater\n-->\n'),
  },
  {
    name: 'internal fields',
    is: swap('---\n\n', 'internal:\n  commander: "@amina"\n  fixed: 2026-11-22T10:00Z\n---\n\n'),
  },
  { name: 'a severity in another spelling', is: swap('sev-2', 'SEV 2') },
  { name: 'components on lines of their own', is: swap('{ checkout: degraded }', '\n  checkout: degraded') },
  { name: 'a time in another zone', is: swap('## 2026-11-22T09:10Z', '## 2026-11-22 10:10+01:00') },
  {
    name: 'started said, as it was understood',
    is: swap('detected:', 'started: 2026-11-22T09:00Z\ndetected:'),
  },
  {
    name: 'words',
    is: swap('We are investigating.', 'We look.'),
    says: ['The text of this update changed'],
  },
  { name: 'a phase', is: swap('identified', 'monitoring'), says: ['The phase of this update changed'] },
  { name: 'a time', is: swap('09:40Z', '09:42Z'), says: ['The time of this update changed'] },
  {
    name: 'a time and words',
    is: swap('09:40Z identified\n\nWe know', '09:42Z identified\n\nYou know'),
    says: ['2026-11-22T09:40Z was removed', 'This update has the time 2026-11-22T09:42Z'],
  },
  {
    name: 'Affects',
    is: swap('identified\n', 'identified\nAffects: checkout operational\n'),
    says: ['The "Affects" of this update'],
  },
  {
    name: 'Severity',
    is: swap('identified\n', 'identified\nSeverity: sev-1\n'),
    says: ['The "Severity" of this update'],
  },
  {
    name: 'an update that is removed',
    is: swap(update('09:10'), ''),
    says: ['2026-11-22T09:10Z was removed'],
  },
  { name: 'the title', is: swap('Some orders', 'Orders'), says: ['"title" changed from "Some orders fail"'] },
  { name: 'the severity', is: swap('sev-2', 'sev-1'), says: ['"severity" changed from "sev-2"'] },
  {
    name: 'components',
    is: swap('checkout: degraded', 'checkout: major-outage'),
    says: ['"components" changed from "checkout degraded"'],
  },
  { name: 'the start', is: swap('T09:00Z', 'T08:00Z'), says: ['"started" changed from "2026-11-22T09:00Z"'] },
  {
    name: 'customer-facing',
    is: swap('title', 'customer-facing: true\ntitle'),
    says: ['"customer-facing" changed from "false"'],
  },
  {
    name: 'a drill of it',
    is: swap('title', 'drill: true\ntitle'),
    says: ['This hides a published incident'],
  },
  {
    name: 'a severity that is not on the page',
    is: swap('sev-2', 'sev-3'),
    says: ['This hides a published incident'],
  },
  {
    name: 'words with a correction',
    is: swap('09:40Z identified\n\nWe know', '09:40Z identified (corrected 2026-11-22T11:59Z)\n\nYou know'),
  },
  {
    name: 'a time and words with a correction',
    is: swap('09:40Z identified\n\nWe know', '09:42Z identified (corrected 2026-11-22T11:59Z)\n\nYou know'),
  },
  {
    name: 'words with a correction that is older than the update',
    is: swap('09:40Z identified\n\nWe know', '09:40Z identified (corrected 2026-11-22T09:30Z)\n\nYou know'),
    says: ['without a newer correction time'],
  },
  {
    name: 'words with the correction of another update',
    is: swap('09:10Z investigating', '09:10Z investigating (corrected 2026-11-22T11:59Z)').replace(
      'We know',
      'You know',
    ),
    says: ['The text of this update changed'],
  },
  {
    name: 'the title, with a correction',
    is: swap('Some orders', 'Orders').replace(
      'investigating\n',
      'investigating (corrected 2026-11-22T11:59Z)\n',
    ),
  },
  {
    name: 'components, with a further update',
    is: swap('checkout: degraded', 'checkout: major-outage') + THIRD,
  },
  {
    name: 'words, with a further update',
    is: swap('We know', 'You know') + THIRD,
    says: ['The text of this update changed'],
  },
];

describe('V6.4 published updates are only added to', () => {
  // One repository for all cases, each with an incident of its own: a commit takes longer than its check.
  const cases = CASES().map((one, index) => ({ ...one, id: `case-${index}` }));
  let branch: Verdict['byIncident'];
  let line: Verdict['byIncident'];
  const folder = mkdtempSync(join(tmpdir(), 'candor-words-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeAll(async () => {
    const on = page('', folder);
    const write = (textOf: (one: Case) => string): World => {
      for (const one of cases) on.write(`incidents/${one.id}.md`, textOf(one));
      return on;
    };
    write(() => incident(update('09:10'), { components: '{ checkout: degraded }' })).commit('09:10');
    write(() => WAS).commit('09:40');
    on.git('checkout', '-q', '-b', 'feature');
    write(({ is }) => is);
    branch = (await judge(on.root, '12:00', { base: 'main' })).byIncident;
    on.git('checkout', '-q', 'main');
    on.commit('11:58');
    line = (await judge(on.root, '12:00')).byIncident;
  });

  test.each(cases)('V6.4 on a branch and on the line: $name', ({ id, says = [] }) => {
    for (const verdict of [branch, line]) {
      const messages = verdict.get(id) ?? [];
      expect(messages).toHaveLength(says.length);
      for (const [index, part] of says.entries()) expect(messages[index]).toContain(part);
    }
  });

  test('V6.4 a change that is reverted does not count, and one with a later correction is corrected', async () => {
    const on = page();
    on.write(FILE, WAS).commit('09:40');
    on.write(FILE, swap('We know', 'You know')).commit('10:00');
    expect((await judge(on.root)).findings).toContain('error no-unmarked-edit a.md');
    on.write(FILE, WAS).commit('10:10');
    expect((await judge(on.root)).findings).not.toContain('error no-unmarked-edit a.md');
    on.write(FILE, swap('We know', 'They know')).commit('10:20');
    on.write(
      FILE,
      swap('identified\n\nWe know', 'identified (corrected 2026-11-22T10:30Z)\n\nThey know'),
    ).commit('10:30');
    expect((await judge(on.root)).findings).not.toContain('error no-unmarked-edit a.md');
  });

  test('V6.4 a correction with a false time is found, as the words of it are', async () => {
    const on = page();
    on.write(FILE, incident(update('09:10'))).commit('09:10');
    const corrected = '## 2026-11-22T09:10Z investigating (corrected 2026-11-22T09:20Z)\n\nOther words.\n';
    on.write(FILE, incident(corrected)).commit('11:00');
    const { findings, messages } = await judge(on.root);
    expect(findings).toEqual(['error valid-publish-time a.md']);
    expect(messages[0]).toContain(
      'This correction has the time 2026-11-22T09:20Z, but was published at 2026-11-22T11:00Z',
    );
  });

  test('V6.4 a time that is fixed, with a correction, is compared with when the update was published', async () => {
    const on = page();
    on.write(FILE, incident(update('08:10'))).commit('09:10');
    expect((await judge(on.root)).findings).toEqual(['error valid-publish-time a.md']);
    on.write(
      FILE,
      incident('## 2026-11-22T09:10Z investigating (corrected 2026-11-22T11:00Z)\n\nWe are investigating.\n'),
    );
    on.commit('11:00');
    const verdict = await judge(on.root);
    expect(verdict.findings).toEqual([]);
    expect(verdict.published).toEqual({ 'a/0910Z': '09:10' });
  });

  test('V6.4 what customers do not see may change: drills, and what the policy keeps off the page', async () => {
    const on = page();
    for (const front of [
      ['drill', 'true'],
      ['severity', 'sev-3'],
    ].map((pair) => Object.fromEntries([pair]))) {
      on.write(FILE, incident(update('06:10'), front)).commit('09:10');
      on.write(FILE, incident(update('06:20', 'identified', 'Other words.'), front)).commit('10:00');
      on.remove(FILE).commit('10:10');
      expect((await judge(on.root)).findings).toEqual([]);
    }
  });

  test('V6.4 a version that could not be read was never published: the version before it is compared', async () => {
    const on = page();
    on.write(FILE, incident(update('09:10'))).commit('09:10');
    on.write(
      FILE,
      incident(update('09:10') + update('09:40', 'identified')).replace('title', 'titel'),
    ).commit('09:40');
    on.write(FILE, incident(update('09:10') + update('09:40', 'identified'))).commit('10:00');
    const verdict = await judge(on.root);
    expect(verdict.findings).toEqual([]);
    expect(verdict.published).toEqual({ 'a/0910Z': '09:10', 'a/0940Z': '09:40' });
    on.write(FILE, incident(update('09:10', 'investigating', 'Broken.')).replace('title', 'titel')).commit(
      '10:10',
    );
    on.write(
      FILE,
      incident(update('09:10', 'investigating', 'Other.') + update('09:40', 'identified')),
    ).commit('10:20');
    expect((await judge(on.root)).findings).toEqual(['error no-unmarked-edit a.md']);
  });

  test('V6.4 a suppression works for a rule on git history, and is not reported as unused without it', async () => {
    const on = page();
    const suppression =
      '<!-- allow valid-publish-time: GitHub was down, the banner of the shop said it at 09:10 -->\n';
    on.write(FILE, incident(update('09:10') + suppression)).commit('10:10');
    expect((await judge(on.root)).findings).toEqual([]);
    expect((await judge(on.root, '12:00', { base: 'HEAD' })).findings).toEqual([]);
  });
});
