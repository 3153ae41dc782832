import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, shopRepository } from '../support/shop-repository.ts';
import type { Repository } from '../support/shop-repository.ts';
import { scratch } from '../support/scratch.ts';

const ID = '2026-11-22-checkout';
const DRAFT = `postmortems/${ID}.md`;
const NOW = ['--now', '2026-11-22T12:00Z'];

/** A SEV-1 that is over: the first update late by half a minute of git's word, nothing else out of order. */
const INCIDENT = `---
title: Nobody can pay
severity: sev-1
components: { checkout: major-outage }
started: 2026-11-22T08:58Z
detected: 2026-11-22T09:02Z
internal:
  source: alert
  commander: "@amina"
  acknowledged: 2026-11-22T09:04Z
  fixed: 2026-11-22T09:40Z
  fix: rollback
  tested: staging
  cause: A release changed the callback.
  verified: { metrics: true, workflows: true, user: not-applicable }
---

## 2026-11-22T09:05Z investigating

We are currently investigating a service disruption affecting Checkout. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes.

## 2026-11-22T09:42Z monitoring
Affects: checkout degraded

Customers can pay again. We are watching.

## 2026-11-22T10:12Z resolved

The issue affecting Checkout has been resolved. All systems are now operational. We apologize for any inconvenience.
`;

const PEOPLE = `people:
  incident-commander: ["@amina"]
  engineering-lead: ["@tunde"]
  product-manager: ["@ngozi"]
  support-lead: ["@zainab"]
`;
const SITE = `name: Shop\nurl: https://shop.example/status\npolicy: vayva\ntimezone: Africa/Lagos\n${PEOPLE}`;

const shop = (more: Readonly<Record<string, string>> = {}): Repository =>
  shopRepository({
    files: {
      'status.yaml': SITE,
      'components/checkout.md': '---\nname: Checkout\nslo: 99.9\n---\n',
      [`incidents/${ID}.md`]: INCIDENT,
      ...more,
    },
  });

/** The rules that a file of a branch breaks, with the place of each. */
function broken(of: Repository, branch: string): string[] {
  of.git('checkout', '-q', branch);
  const { out } = of.command('validate', ['--format', 'json', ...NOW]);
  const { findings } = JSON.parse(out) as { findings: { rule: string; message: string; level: string }[] };
  of.git('checkout', '-q', 'main');
  return findings.filter(({ level }) => level === 'error').map(({ rule, message }) => `${rule}: ${message}`);
}

describe('npx candor postmortem', { timeout: 60_000 }, () => {
  test('V8.1, V8.3: from resolved to a pushed draft that lacks only what people can write', () => {
    const there = shop();
    const began = performance.now();
    const ran = there.command('postmortem', ['open', ...NOW]);
    const took = performance.now() - began;
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toContain(`Postmortem of ${ID}: committed on postmortem/${ID}, pushed to origin.`);
    expect(ran.out).toContain('Request a review: @amina, @tunde, @ngozi, @zainab');
    expect(broken(there, `postmortem/${ID}`)).toMatchInlineSnapshot(`
      [
        "postmortem-require-runbook-note: This postmortem does not record whether runbooks were updated.",
        "postmortem-no-reminders: This drafting note was left in: "What happened and when. Add events that were not recorded at the time".",
        "postmortem-no-reminders: This drafting note was left in: "Why it happened. Ask why until the answer is a system, not a person".",
        "postmortem-no-reminders: This drafting note was left in: "Who was affected and how".",
        "postmortem-no-reminders: This drafting note was left in: "What went well, what didn't. The first half is generated; add what went well, wh…".",
        "postmortem-require-action-items: No action item is marked as preventive; sev-1 requires at least one.",
        "postmortem-require-sections: The section "Action items" is empty.",
        "postmortem-no-reminders: This drafting note was left in: "Preventive measures. One per line: - [ ] WHAT (owner: @name, due: 2026-12-05, pr…".",
      ]
    `);
    expect(there.git('show', `postmortem/${ID}:${DRAFT}`)).toMatchInlineSnapshot(`
      "---
      incident: 2026-11-22-checkout
      severity: sev-1
      commander: "@amina"
      due: 2026-11-24T10:12Z
      publish: false
      # runbooks: updated, or not-needed?
      ---

      ## Timeline

      <!-- What happened and when. Add events that were not recorded at the time -->

      - 2026-11-22T08:58Z Customers were first affected
      - 2026-11-22T09:02Z It was detected
      - 2026-11-22T09:04Z It was acknowledged
      - 2026-11-22T09:05Z Customers read (investigating): “We are currently investigating a service disruption affecting Checkout. Our team is working to resolve this as quickly as possible. We will provide updates ever…”
      - 2026-11-22T09:40Z The fix was in production
      - 2026-11-22T09:42Z Customers read (monitoring): “Customers can pay again. We are watching.”
      - 2026-11-22T10:12Z Customers read (resolved): “The issue affecting Checkout has been resolved. All systems are now operational. We apologize for any inconvenience.”

      ## Root cause

      <!-- Why it happened. Ask why until the answer is a system, not a person -->

      A release changed the callback.

      ## Impact

      <!-- Who was affected and how -->

      Customers were affected for 1 h 14 min, from 2026-11-22T08:58Z to 2026-11-22T10:12Z.

      - Checkout: down for 44 min, then degraded for 30 min. It used 36.265 % of the error budget of an objective of 99.9 %.

      ## Response

      <!-- What went well, what didn't. The first half is generated; add what went well, what did not, and where you were lucky -->

      The first update came after 3 min. The longest time without an update was 37 min. 1 of 3 updates was late.

      SOP compliance, from 10:02 (Africa/Lagos): 5 of 6.

      | What | Clause | Time | When | Verdict |
      | --- | --- | --- | --- | --- |
      | Acknowledged | V1.1 | 2 min of 5 min | 10:04 | met |
      | First public update | V12.1 | 3 min of 5 min | 10:05 | met |
      | Public update 2 | V12.2 | 37 min of 30 min | 10:42 | late |
      | Resolved | V12.2 | 30 min of 30 min | 11:12 | met |
      | Watched after the fix | V7.2 | 32 min, at least 30 min | 11:12 | met |
      | Resolved after the fix | V12.3 | 32 min of 35 min | 11:12 | met |

      Longest silence: 37 min, from 10:05 to 10:42.

      Git does not show when the updates were published, so the times in the file are used.

      ## Action items

      <!-- Preventive measures. One per line: - [ ] WHAT (owner: @name, due: 2026-12-05, preventive) -->"
    `);
    // Three times the budget: the machine that tests run on is rarely idle.
    expect(took).toBeLessThan(9000);
  });

  test('U3.6: the same under Vauntico’s playbook, in its own sections', () => {
    const there = shop({
      'status.yaml': SITE.replace('vayva', 'vauntico'),
      [`incidents/${ID}.md`]: INCIDENT.replace('sev-1', 'severity-1').replace(
        '{ metrics: true, workflows: true, user: not-applicable }',
        '{ sacred-features: true, paystack: true, customer-flows: true, dashboards: true }',
      ),
    });
    expect(there.command('postmortem', ['open', ...NOW])).toMatchObject({ code: 0 });
    const draft = there.git('show', `postmortem/${ID}:${DRAFT}`);
    expect(draft.match(/^## .*$/gm)).toEqual(['## Root cause', '## Fix applied', '## Preventive guardrails']);
    expect(broken(there, `postmortem/${ID}`)).toMatchInlineSnapshot(`
      [
        "postmortem-no-reminders: This drafting note was left in: "Why it happened. Ask why until the answer is a system, not a person".",
        "postmortem-no-reminders: This drafting note was left in: "What was changed".",
        "postmortem-require-sections: The section "Preventive guardrails" is empty.",
        "postmortem-no-reminders: This drafting note was left in: "What keeps it from happening again. One per line: - [ ] WHAT (owner: @name, due:…".",
      ]
    `);
  });

  test('V8.1: a review that is begun is not begun again', () => {
    const there = shop();
    there.command('postmortem', ['open', ...NOW]);
    const again = there.command('postmortem', ['open', ID, ...NOW]);
    expect(again).toMatchObject({ code: 2 });
    expect(again.err).toBe(
      `The postmortem of ${ID} exists already.\nIt is on the branch postmortem/${ID}.\n`,
    );
  });

  test.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
    [
      'open without a resolved incident',
      { [`incidents/${ID}.md`]: INCIDENT.replace(/\n## 2026-11-22T10:12Z[\s\S]*/, '\n') },
      ['open'],
      'No resolved incident lacks its postmortem.',
    ],
    [
      'open of one that goes on',
      { [`incidents/${ID}.md`]: INCIDENT.replace(/\n## 2026-11-22T10:12Z[\s\S]*/, '\n') },
      ['open', 'checkout'],
      `${ID} is not resolved yet.`,
    ],
    ['open of one that is unknown', {}, ['open', 'chekout'], 'There is no incident "chekout".'],
    [
      'an unknown subcommand',
      {},
      ['opne'],
      'Unknown command "opne". Did you mean open? See candor postmortem --help.',
    ],
  ])('%s says what is wrong', (_name, files, args, expected) => {
    const ran = shop(files).command('postmortem', [...args, ...NOW]);
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.err.split('\n')[0]).toContain(expected);
  });

  test('V11.3: reviews live in a private repository, if the site names one; the public one learns nothing', () => {
    const there = shop({ 'status.yaml': `${SITE}postmortems: ../private\n` });
    const apart = join(dirname(there.root), 'private');
    mkdirSync(apart);
    git(apart, 'init', '-q', '-b', 'main');
    git(apart, 'commit', '-q', '--allow-empty', '-m', 'Begin');
    const bare = scratch();
    git(bare, 'init', '-q', '--bare', '-b', 'main');
    git(apart, 'remote', 'add', 'origin', bare);
    git(apart, 'push', '-q', 'origin', 'main');
    const ran = there.command('postmortem', ['open', ...NOW]);
    expect(ran).toMatchObject({ code: 0 });
    expect(git(apart, 'ls-tree', '--name-only', '-r', `postmortem/${ID}`)).toBe(DRAFT);
    expect(git(apart, 'ls-remote', 'origin')).toContain(`refs/heads/postmortem/${ID}`);
    expect(there.git('branch', '--list', 'postmortem/*')).toBe('');
    git(apart, 'merge', '-q', `postmortem/${ID}`);
    const { out } = there.command('validate', ['--format', 'json', ...NOW]);
    expect(out).toContain('"postmortem-no-reminders"');
  });

  test('U4.3: half a page for stakeholders, and the note that it was sent', () => {
    const there = shop({
      'status.yaml': SITE.replace('vayva', 'vauntico'),
      [`incidents/${ID}.md`]: INCIDENT.replace('sev-1', 'severity-1').replace(
        '{ metrics: true, workflows: true, user: not-applicable }',
        '{ sacred-features: true, paystack: true, customer-flows: true, dashboards: true }',
      ),
    });
    expect(there.command('postmortem', ['summary', ...NOW]).out).toMatchInlineSnapshot(`
      "# Nobody can pay

      Critical incident, summary for stakeholders; resolved at 11:12 (Africa/Lagos).

      ## What happened

      Checkout was affected. Customers were affected for 1 h 14 min, from 2026-11-22T08:58Z to 2026-11-22T10:12Z.

      - Checkout: down for 44 min, then degraded for 30 min. It used 36.265 % of the error budget of an objective of 99.9 %.

      ## What was done

      Cause: A release changed the callback.

      Service was restored by a rollback at 2026-11-22T09:40Z, and monitored until it was resolved.

      ## How customers were kept informed

      First update after 3 min. 3 public updates. Longest time without an update: 37 min. 4 of 4 requirements of the SOP were met.

      ## What comes next

      The postmortem is due by 2026-11-24T10:12Z; its action items follow.
      "
    `);
    const sent = there.command('postmortem', ['mark-sent', '--at', '2026-11-22T11:30Z', ...NOW]);
    expect(sent).toMatchObject({ code: 0 });
    const text = there.git('show', `incident/${ID}:incidents/${ID}.md`);
    expect(text).toContain('\n  summary: 2026-11-22T11:30Z\n');
  });

  test('U4.3: mark-ready prints what is sent, and needs a place for its audience', () => {
    const begin = (notify: string): Repository =>
      shop({
        'status.yaml': `${SITE.replace('vayva', 'vauntico')}${notify}`,
        [`incidents/${ID}.md`]: INCIDENT.replace('sev-1', 'severity-1').replace(
          '{ metrics: true, workflows: true, user: not-applicable }',
          '{ sacred-features: true, paystack: true, customer-flows: true, dashboards: true }',
        ),
      });
    const nowhere = begin('').command('postmortem', ['mark-ready', ...NOW]);
    expect(nowhere).toMatchObject({ code: 2 });
    expect(nowhere.err).toContain(
      'status.yaml names no place for the audience of the summary, or it is not internal, so Candor can not send it.\nSend it yourself, then run: npx candor postmortem mark-sent',
    );
    const there = begin('notify: { stakeholders: [{ channel: teams, secret: TEAMS }] }\n');
    const ready = there.command('postmortem', ['mark-ready', ...NOW]);
    expect(ready).toMatchObject({ code: 0 });
    expect(ready.out).toContain('# Nobody can pay');
    expect(ready.out).toContain('Sent to stakeholders when this is published.');
    const text = there.git('show', `incident/${ID}:incidents/${ID}.md`);
    // Seconds pass while it runs.
    expect(text).toMatch(/\n {2}summary-ready: 2026-11-22T12:0\d(?::\d\d)?Z\n/);
  });
});
