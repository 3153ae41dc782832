import markdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { findEndingUpdate } from '../../src/content/incident.ts';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import type { DeadlineEvidence } from '../../src/deadlines/evidence.ts';
import { planUpdateDrafts } from '../../src/reminders/plan-next-update.ts';
import type { TrackingState, TrackingContext, TrackingIssue } from '../../src/reminders/facts.ts';
import { decideWatchdog } from '../../src/reminders/watchdog.ts';
import { planTrackingIssues, planReminders, unsentRemindersOf } from '../../src/reminders/plan-issues.ts';
import type { TrackingAction } from '../../src/reminders/plan-issues.ts';
import { describeTrackingAction } from '../../src/reminders/describe.ts';
import { at, incidentText as text, worldOf } from '../support/incident-content.ts';

const SEV1 =
  'severity: sev-1\ndetected: 09:00\ninternal: { commander: "@amina", notes: "the alert", cause: "the cause" }';
const PEOPLE = 'people: { incident-commander: ["@amina"], engineering-lead: ["@tunde"] }\n';

const EMPTY: TrackingState = {
  issues: [],
  updateDrafts: [],
  pendingPulls: new Map(),
  declinedBranches: new Set(),
  manualBranches: new Set(),
  checkedHeads: new Set(),
  arePullsKnown: true,
  isPrivate: false,
};

function issue(more: Partial<TrackingIssue> = {}): TrackingIssue {
  return { number: 1, incident: 'one', open: true, title: '', body: '', reminders: [], ...more };
}

function facts(
  time: string,
  file: string,
  state: Partial<TrackingState> = {},
  more: Partial<TrackingContext> & { evidence?: DeadlineEvidence } = {},
): TrackingContext {
  const { siteContext, entries: incidents } = worldOf({ one: file }, { site: PEOPLE });
  const known = more.evidence ?? {};
  const now = at(time);
  const deadlines = deadlinesOf(siteContext, incidents, known, now);
  const repository = 'https://github.com/acme/status';
  return {
    siteContext,
    incidents,
    unreadableIds: [],
    deadlines,
    now,
    repositoryUrl: repository,
    state: { ...EMPTY, ...state },
    ...more,
    evidence: known,
  };
}

const open = text(SEV1, ['09:05 investigating']);
const sentReminders = (...boundaries: string[]): TrackingIssue =>
  issue({ reminders: [{ comment: 7, reminderIds: boundaries }] });
const lines = (actions: readonly TrackingAction[]): string[] => actions.map(describeTrackingAction);

describe('what is planned', () => {
  test.each([
    ['nothing before its time', '09:06', [issue()], []],
    [
      'V12.2: due',
      '09:20',
      [issue()],
      [
        'post on #1: one/internal-update/1795338300000#soon, one/internal-update/1795338300000#late, one/next-update/20261122T0905Z#due',
      ],
    ],
    [
      'only what is new',
      '09:20',
      [sentReminders('one/internal-update/1795338300000#late')],
      ['post on #1: one/next-update/20261122T0905Z#due'],
    ],
    [
      'V10.1: what a sleep missed, in one',
      '09:51',
      [sentReminders('one/internal-update/1795338300000#step-3')],
      [
        'post on #1: one/next-update/20261122T0905Z#due, one/next-update/20261122T0905Z#late, one/next-update/20261122T0905Z#step-1',
      ],
    ],
    [
      'on the issue to come',
      '09:20',
      [],
      [
        'post on it: one/internal-update/1795338300000#soon, one/internal-update/1795338300000#late, one/next-update/20261122T0905Z#due',
      ],
    ],
    [
      'a thing said twice is taken back',
      '09:06',
      [
        issue({
          reminders: [
            { comment: 7, reminderIds: ['a', 'b'] },
            { comment: 8, reminderIds: ['b'] },
            { comment: 9, reminderIds: ['b', 'c'] },
          ],
        }),
      ],
      ['delete comment 8 on #1, a duplicate of an older one'],
    ],
    [
      'an issue whose incident is gone is closed',
      '09:06',
      [issue(), issue({ number: 2, incident: 'two' })],
      ['close #2: two has no open deadlines'],
    ],
  ])('%s', (_, time, issues, expected) => {
    expect(lines(planReminders(facts(time, open, { issues })))).toEqual(expected);
  });

  test('V12.5: an incident off the page is tracked where only members can read the issues, and nowhere else', () => {
    const hidden = text('severity: sev-3\ndetected: 09:00', ['09:05 investigating']);
    const planned = (isPrivate: boolean | undefined, issues: TrackingIssue[] = []): string[] => {
      const context = facts('09:06', hidden, { isPrivate, issues });
      return lines([...planTrackingIssues(context), ...planReminders(context)]).map(
        (line) => line.split(':')[0]!,
      );
    };
    expect(planned(true)).toEqual(['open a tracking issue for one']);
    expect([planned(false), planned(undefined)]).toEqual([[], []]);
    // What is not known changes nothing; a repository that became public does.
    expect(planned(undefined, [issue()])).toEqual([]);
    expect(planned(false, [issue()])).toEqual(['close #1']);
    const [opened] = planTrackingIssues(facts('09:06', hidden, { isPrivate: true }));
    expect((opened as { body: string }).body).toContain('stays off the page (V12.5)');
    expect((opened as { body: string }).body).not.toContain('/incidents/');
  });

  test('an issue whose comments can’t be read now gets none, and is not closed', () => {
    const context = facts('09:20', open, { issues: [issue({ reminders: undefined })] });
    expect(planReminders(context)).toEqual([]);
    expect(planUpdateDrafts(facts('09:20', open, { issues: [issue()], arePullsKnown: false }))).toEqual([]);
  });

  test('an issue whose incident can’t be read now is left alone', () => {
    const issues = [issue(), issue({ number: 2, incident: 'two' })];
    expect(planReminders(facts('09:06', open, { issues }, { unreadableIds: ['two'] }))).toEqual([]);
  });

  test('one open issue an incident: made, kept up to date, opened again, the younger twin closed', () => {
    const [made] = planTrackingIssues(facts('09:06', open));
    expect(lines([made!])).toEqual(['open a tracking issue for one: SEV-1 Critical: Some orders fail']);
    const { title, body } = made as Extract<TrackingAction, { type: 'open-tracking-issue' }>;
    const kept = issue({ title, body: body.replaceAll('\n', '\r\n').trimEnd() });
    expect(planTrackingIssues(facts('09:07', open, { issues: [kept] }))).toEqual([]);
    expect(lines(planTrackingIssues(facts('09:40', open, { issues: [kept, issue({ number: 4 })] })))).toEqual(
      ['update #1, the tracking issue of one', 'close #4, a duplicate of #1 for one'],
    );
    expect(lines(planTrackingIssues(facts('09:07', open, { issues: [{ ...kept, open: false }] })))).toEqual([
      'reopen #1, the tracking issue of one',
    ]);
  });

  test('V8.4: what a review decided, which is internal, is not said here, and keeps no issue open', () => {
    const ended = text(SEV1, ['09:05 investigating', '10:00 resolved']);
    const items = [
      { description: 'Fix the secret database', owner: '@tunde', due: at('11:00'), done: false },
    ];
    const known = { postmortems: new Map([['one', { actionItems: items }]]) };
    const seen = facts('12:00', ended, { issues: [issue()] }, { evidence: known });
    expect(lines(planReminders(seen))).toEqual(['close #1: one has no open deadlines']);
    expect(JSON.stringify([...planReminders(seen), ...planTrackingIssues(seen)])).not.toMatch(
      /secret|the cause|the alert/,
    );
  });

  test('V12.2: no ready update where the SOP’s own words would be refused', () => {
    const context = facts('09:15', open);
    expect(planUpdateDrafts(context).map(describeTrackingAction)).toEqual([
      'open a draft pull request from next/one/20261122T0920Z with the next update of one',
    ]);
    const { policy } = context.siteContext;
    const templates = { 'no-change': 'Some users may still experience [specific impact].' };
    const severities = { ...policy.severities, 'sev-1': { ...policy.severities['sev-1']!, templates } };
    const siteContext = { ...context.siteContext, policy: { ...policy, severities } };
    expect(planUpdateDrafts({ ...context, siteContext })).toEqual([]);
  });

  test('a branch without a pull request is deleted once its update is published, with any time; other updates stay', () => {
    const publishedText = text(SEV1, ['09:05 investigating', '09:22 update']);
    const branch = { branch: 'next/one/20261122T0920Z', head: 'a1', draft: false, isUnmodified: false };
    const plan = (words: string): string[] =>
      planUpdateDrafts(facts('09:23', publishedText, { updateDrafts: [{ ...branch, text: words }] })).map(
        describeTrackingAction,
      );
    expect(plan(publishedText)).toEqual(['delete the branch next/one/20261122T0920Z']);
    expect(plan(text(SEV1, ['09:05 investigating', '09:21 update']))).toEqual([]);
  });
});

describe('hostile words', () => {
  const HOSTILE = [
    '@everyone #1 GH-2 acme/status#3 https://evil.example www.evil.example',
    '<img src=x onerror=alert(1)> **bold** [a](https://evil.example) `code`',
    '<!-- candor:said one/next-update/20261122T0905Z#due --> --> <!--',
    '$(touch pwned) `id` ::set-output name=a::b',
  ];
  test.each(HOSTILE)('V4.2: %s is shown as it is, and does nothing', (title) => {
    const file = open.replace('title: Some orders fail', () => `title: ${JSON.stringify(title)}`);
    const seen = facts('09:40', file);
    const words = [...planTrackingIssues(seen), ...planUpdateDrafts(seen)].map((action) =>
      'body' in action ? action.body! : '',
    );
    const html = words.map((body) => markdownIt({ html: true, linkify: true }).render(body)).join('\n');
    expect(html).not.toMatch(/<img|<strong>bold|<code>|evil\.example"/);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(words.join('\n').replace(/@(?:amina|tunde)\b/g, '')).not.toMatch(/@\w|(?<![&\\])#\d|GH-\d/);
    expect(findEndingUpdate(seen.incidents[0]!)).toBeUndefined();
  });
});

describe('the watchdog', () => {
  const decide = (time: string, more: object) => {
    const seen = facts(time, open, { issues: [issue()] });
    const usual = {
      siteContext: seen.siteContext,
      now: seen.now,
      openCount: 1,
      pendingActionCount: 0,
      isWatcherRunning: false,
      isWindowNear: false,
    };
    const missed = unsentRemindersOf(seen, 'one').filter(({ deadline }) => deadline.kind === 'next-update');
    return decideWatchdog({ ...usual, unsentReminders: missed, ...more });
  };
  test.each([
    ['nothing is open', '09:06', { openCount: 0, unsentReminders: [] }, false],
    ['an incident is open and no watcher runs', '09:06', { unsentReminders: [] }, true],
    ['a watcher runs', '09:06', { unsentReminders: [], isWatcherRunning: true }, false],
    ['a watcher runs that is a minute late', '09:21', { isWatcherRunning: true }, false],
    ['a watcher runs that has stopped reporting', '09:31', { isWatcherRunning: true }, true],
    ['a follow-up is due, and nothing is open', '09:31', { openCount: 0 }, true],
    ['a window is near', '09:06', { openCount: 0, unsentReminders: [], isWindowNear: true }, true],
    [
      'something waits for an approval',
      '09:06',
      { openCount: 0, unsentReminders: [], pendingActionCount: 1 },
      true,
    ],
  ])('%s', (_, time, more, start) => {
    expect(decide(time, more).startWatcher).toBe(start);
  });

  test('V12.2: says what it noticed late', () => {
    expect(decide('09:31', {}).lines).toEqual([
      '1 open and no watcher is running; starting it.',
      'one: Next public update (V12.2), by 10:20, now, late in 4 min; due at 10:20, noticed at 10:31, 11 min late.',
    ]);
  });

  test('a reminder says who noticed, and how late', () => {
    const seen = facts('09:31', open, { issues: [issue()] }, { triggeredBy: 'the watchdog' });
    expect(JSON.stringify(planReminders(seen))).toContain(
      '(Due at 10:20; noticed at 10:31 by the watchdog, 11 min late.)',
    );
  });
});
