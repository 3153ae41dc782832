import { describe, expect, test } from 'vitest';
import { incident, judge, page, update } from './repository-with-history.ts';
import type { World } from './repository-with-history.ts';

const FILE = 'incidents/a.md';
const FIRST = update('09:10');
const SECOND = update('09:40', 'identified', 'We know what is wrong.');

/** A way in which words reach the line, and what is said of it at 12:00. */
interface Case {
  readonly name: string;
  readonly given: (on: World) => void;
  readonly findings?: readonly string[];
  readonly published?: Readonly<Record<string, string>>;
}

function feature(on: World, made: string): void {
  on.git('checkout', '-q', '-b', 'feature');
  on.write(FILE, incident(FIRST)).commit(made);
}

const TRUE: Case['published'] = { 'a/0910Z': '09:10' };
const LATE = ['error valid-publish-time a.md'];

const CASES: readonly Case[] = [
  {
    name: 'commits at the times that the updates say',
    given: (on) => {
      on.write(FILE, incident(FIRST)).commit('09:11');
      on.write(FILE, incident(FIRST + SECOND)).commit('09:44');
    },
    published: { 'a/0910Z': '09:11', 'a/0940Z': '09:44' },
  },
  {
    name: 'the tolerance to its last minute',
    given: (on) => on.write(FILE, incident(FIRST)).commit('09:15:59'),
  },
  {
    name: 'a minute beyond the tolerance',
    given: (on) => on.write(FILE, incident(FIRST)).commit('09:16'),
    findings: LATE,
  },
  {
    name: 'an update dated five minutes ahead',
    given: (on) => on.write(FILE, incident(FIRST)).commit('09:05'),
  },
  {
    name: 'an update dated six minutes ahead',
    given: (on) => on.write(FILE, incident(FIRST)).commit('09:04'),
    findings: LATE,
  },
  {
    name: 'a branch that is merged: the merge publishes',
    given: (on) => {
      feature(on, '08:00');
      on.git('checkout', '-q', 'main');
      on.at('09:10').git('merge', '-q', '--no-ff', '-m', 'Merge pull request #1', 'feature');
    },
    published: TRUE,
  },
  {
    name: 'a branch with a true time that is merged too late',
    given: (on) => {
      feature(on, '09:10');
      on.git('checkout', '-q', 'main');
      on.at('10:00').git('merge', '-q', '--no-ff', '-m', 'Merge pull request #1', 'feature');
    },
    findings: LATE,
    published: { 'a/0910Z': '10:00' },
  },
  {
    name: 'a branch that is squashed',
    given: (on) => {
      feature(on, '08:00');
      on.write(FILE, incident(update('09:10', 'investigating', 'Other words, on the branch.'))).commit(
        '08:30',
      );
      on.git('checkout', '-q', 'main');
      on.git('merge', '-q', '--squash', 'feature');
      on.commit('09:10', 'An incident (#1)');
    },
    published: TRUE,
  },
  {
    name: 'a branch that is rebased',
    given: (on) => {
      feature(on, '08:00');
      on.git('checkout', '-q', 'main');
      on.write('readme.txt', 'x').commit('08:30');
      on.git('checkout', '-q', 'feature');
      on.at('09:10').git('rebase', '-q', 'main');
      on.git('checkout', '-q', 'main');
      on.git('merge', '-q', '--ff-only', 'feature');
    },
    published: TRUE,
  },
  {
    name: 'a cherry-picked commit',
    given: (on) => {
      feature(on, '08:00');
      on.git('checkout', '-q', 'main');
      on.write('readme.txt', 'x').commit('08:30');
      on.at('09:10').git('cherry-pick', 'feature');
    },
    published: TRUE,
  },
  {
    name: 'an amended commit',
    given: (on) => {
      on.write(FILE, incident(FIRST)).commit('08:00');
      on.at('09:10').git('commit', '-q', '--amend', '-m', 'Again');
    },
    published: TRUE,
  },
  {
    name: 'two branches that are merged one after the other',
    given: (on) => {
      on.git('branch', 'other');
      feature(on, '09:00');
      on.git('checkout', '-q', 'other');
      on.write('incidents/b.md', incident(update('09:20'))).commit('09:05');
      on.git('checkout', '-q', 'main');
      on.at('09:10').git('merge', '-q', '--no-ff', '-m', 'One', 'feature');
      on.at('09:20').git('merge', '-q', '--no-ff', '-m', 'Two', 'other');
    },
    published: { 'a/0910Z': '09:10', 'b/0920Z': '09:20' },
  },
  {
    name: 'a revert: the update is gone',
    given: (on) => {
      on.write(FILE, incident(FIRST)).commit('09:10');
      on.write(FILE, incident(FIRST + SECOND)).commit('09:40');
      on.at('09:50').git('revert', '--no-edit', 'HEAD');
    },
    findings: ['error no-unmarked-edit a.md'],
  },
  {
    name: 'a revert of a revert: it is back, and published when it first was',
    given: (on) => {
      on.write(FILE, incident(FIRST)).commit('09:10');
      on.write(FILE, incident(FIRST + SECOND)).commit('09:40');
      on.at('09:50').git('revert', '--no-edit', 'HEAD');
      on.at('11:00').git('revert', '--no-edit', 'HEAD');
    },
    published: { 'a/0910Z': '09:10', 'a/0940Z': '09:40' },
  },
  {
    name: 'a revert of the commit that brought the incident',
    given: (on) => {
      on.write(FILE, incident(FIRST)).commit('09:10');
      on.at('09:50').git('revert', '--no-edit', 'HEAD');
    },
    findings: ['warn require-stable-permalink a.md'],
  },
  {
    name: 'a file that moved before it was published',
    given: (on) => {
      on.write('drafts/a.md', incident(FIRST)).commit('08:00');
      on.git('checkout', '-q', '-b', 'feature');
      on.write('incidents/some-name.md', incident(FIRST)).remove('drafts/a.md').commit('08:10');
      on.git('mv', 'incidents/some-name.md', FILE);
      on.commit('08:20');
      on.git('checkout', '-q', 'main');
      on.at('09:10').git('merge', '-q', '--no-ff', '-m', 'Merge pull request #1', 'feature');
    },
    published: TRUE,
  },
  {
    name: 'a file that moves to another folder under its name',
    given: (on) => {
      on.write(FILE, incident(FIRST)).commit('09:10');
      on.write('incidents/2026/a.md', incident(FIRST)).remove(FILE).commit('11:00');
    },
    published: TRUE,
  },
  {
    name: 'a file that is renamed',
    given: (on) => {
      on.write(FILE, incident(FIRST)).commit('09:10');
      on.git('mv', FILE, 'incidents/b.md');
      on.commit('11:00');
    },
    findings: ['error require-stable-permalink b.md'],
    published: { 'b/0910Z': '09:10' },
  },
  {
    name: 'a file that is renamed and changed at once',
    given: (on) => {
      on.write(FILE, incident(FIRST)).commit('09:10');
      on.remove(FILE).write(
        'incidents/b.md',
        incident(update('09:10', 'investigating', 'Other words.') + update('11:00', 'identified')),
      );
      on.commit('11:00');
    },
    findings: ['error no-unmarked-edit b.md', 'error require-stable-permalink b.md'],
    published: { 'b/0910Z': '09:10', 'b/1100Z': '11:00' },
  },
  {
    name: 'a name that is given back',
    given: (on) => {
      on.write(FILE, incident(FIRST)).commit('09:10');
      on.git('mv', FILE, 'incidents/b.md');
      on.commit('11:00');
      on.git('mv', 'incidents/b.md', FILE);
      on.commit('11:10');
    },
    published: TRUE,
  },
  {
    name: 'a name that only changes its case, which nobody could see before',
    given: (on) => {
      on.write('incidents/A.md', incident(FIRST)).commit('09:10');
      on.git('mv', 'incidents/A.md', FILE);
      on.commit('11:00');
    },
    published: TRUE,
  },
  {
    name: 'a file that is deleted, and comes back later',
    given: (on) => {
      on.write(FILE, incident(FIRST)).commit('09:10');
      on.remove(FILE).commit('09:20');
      on.write(FILE, incident(FIRST)).commit('11:00');
    },
    published: TRUE,
  },
  {
    name: 'a file that is deleted, and comes back with other words',
    given: (on) => {
      on.write(FILE, incident(FIRST)).commit('09:10');
      on.remove(FILE).commit('09:20');
      on.write(FILE, incident(update('09:10', 'investigating', 'Other words.'))).commit('11:00');
    },
    findings: ['error no-unmarked-edit a.md'],
  },
];

describe('V6.4 times from git history, on real repositories', () => {
  test.each(CASES)('V6.4 $name', async ({ given, findings = [], published }) => {
    const on = page();
    given(on);
    const verdict = await judge(on.root);
    expect(verdict.findings.toSorted()).toEqual(findings);
    if (published) expect(verdict.published).toEqual(published);
    expect(verdict.unknown).toBeUndefined();
  });
});
