import { onTestFinished, describe, expect, test } from 'vitest';
import { startHub } from '../../github-emulator/emulator.ts';
import { reviewedIncident } from '../../support/example-content.ts';
import { payloadOf } from '../../workflows/executor/payloads.ts';
import { statusRepository } from '../../workflows/executor/repository.ts';
import { runWorkflow } from '../../workflows/executor/run-workflow.ts';

const ID = '2026-11-22-checkout';
const REVIEW = `---
incident: ${ID}
severity: sev-1
runbooks: updated
---

## Root cause

A secret that nobody outside may read: the queue had no bound.

## Action items

- [ ] Bound the queue (owner: @tunde, due: 2026-12-05, preventive)
`;

const SITE = `name: Shop
url: https://shop.example/status
policy: vayva
timezone: Africa/Lagos
people:
  incident-commander: ["@amina", "@ife"]
  engineering-lead: ["@tunde"]
  product-manager: ["@ngozi"]
  support-lead: ["@zainab"]
`;

const PEOPLE = {
  amina: 'admin',
  ife: 'write',
  tunde: 'write',
  ngozi: 'write',
  zainab: 'write',
  sade: 'write',
} as const;

/** A repository with an incident that is over, and a pull request with its review, by Sade. */
async function stage(review = REVIEW, published?: string) {
  const repository = statusRepository({
    'status.yaml': SITE,
    [`incidents/${ID}.md`]: reviewedIncident(),
    ...(published !== undefined && { [`postmortems/${ID}.md`]: published }),
  });
  const hub = await startHub({ people: PEOPLE });
  onTestFinished(() => hub.close());
  onTestFinished(() => hub.assertClean());
  repository.git('push', '-q', hub.folder, 'HEAD:refs/heads/main');
  await hub.seed({ [`postmortems/${ID}.md`]: review }, { branch: `postmortem/${ID}`, by: 'sade' });
  const sade = await hub.as({ login: 'sade' });
  const { data } = await sade.octokit.rest.pulls.create({
    ...sade.at,
    head: `postmortem/${ID}`,
    base: 'main',
    title: `${ID}: postmortem`,
  });
  const { number } = data;
  const remote = { name: hub.repository, folder: hub.folder, url: `${hub.url}/${hub.repository}.git` };
  const check = async (event = 'pull_request', action = 'opened') => {
    const pull = (await hub.pullRequests()).find((one) => one['number'] === number) as unknown as typeof data;
    const run = await runWorkflow('.github/workflows/postmortem-approvals.yml', {
      event,
      payload: payloadOf(event, action, {
        pull_request: {
          ...{ number, user: pull.user, base: { ref: 'main' } },
          head: { ...pull.head, repo: { full_name: hub.repository } },
        },
        repository: { full_name: hub.repository, default_branch: 'main' },
      }),
      repository: remote,
      ...{ apiUrl: hub.url, serverUrl: hub.url },
      token: (permissions) => hub.token({ permissions: permissions as Record<string, 'read' | 'write'> }),
    });
    const { data: comments } = await sade.octokit.rest.issues.listComments({
      ...sade.at,
      issue_number: number,
    });
    const { data: combined } = await sade.octokit.rest.repos.getCombinedStatusForRef({
      ...sade.at,
      ref: pull.head.sha,
    });
    const [given] = combined.statuses;
    const status = `${given?.state}: ${given?.description}`;
    return { run, status, notes: comments.map(({ body }) => body ?? '') };
  };
  const approve = async (login: string, commit?: string): Promise<void> => {
    const { octokit, at } = await hub.as({ login });
    const { data: pull } = await octokit.rest.pulls.get({ ...at, pull_number: number });
    await octokit.rest.pulls.createReview({
      ...{ ...at, pull_number: number, event: 'APPROVE' as const, body: 'Good.' },
      commit_id: commit ?? pull.head.sha,
    });
  };
  return { hub, number, check, approve };
}

describe('V8.2: approvals of a review, on GitHub', { timeout: 120_000 }, () => {
  test('the status waits, names who is missing and requests their review; it succeeds when all have approved', async () => {
    const { hub, number, check, approve } = await stage();
    const first = await check();
    expect(first.run.conclusion).toBe('success');
    expect(first.status).toMatch(/^pending: Approval is missing from the /);
    expect(first.notes).toHaveLength(1);
    expect(first.notes[0]).toContain('- Engineering lead: waits for @tunde');
    const asked = (await hub.pullRequests()).find((one) => one['number'] === number)!['requested_reviewers'];
    expect((asked as { login: string }[]).map(({ login }) => login).toSorted()).toEqual([
      'amina',
      'ife',
      'ngozi',
      'tunde',
      'zainab',
    ]);
    for (const login of ['amina', 'tunde', 'ngozi']) await approve(login);
    const second = await check('pull_request_review', 'submitted');
    expect(second.status).toBe('pending: Approval is missing from the support lead.');
    expect(second.notes).toHaveLength(1);
    expect(second.notes[0]).toContain('Approval is missing from the support lead.');
    await approve('zainab');
    const third = await check('pull_request_review', 'submitted');
    expect(third.status).toBe('success: All required approvals are given.');
    expect(third.notes).toEqual([expect.stringContaining('All required approvals are given.')]);
    // V8.4: nothing of what the review says is in a log or a comment.
    const log = third.run.jobs['postmortem-approvals']!.log;
    for (const text of [log, ...third.notes]) expect(text).not.toContain('the queue had no bound');
  });

  test('a push after the approvals requests them again; ticking a box of what is published does not', async () => {
    const { hub, check, approve } = await stage();
    for (const login of ['amina', 'tunde', 'ngozi', 'zainab']) await approve(login);
    await hub.seed(
      { [`postmortems/${ID}.md`]: `${REVIEW}More.\n` },
      { branch: `postmortem/${ID}`, by: 'sade' },
    );
    const { status, notes } = await check('pull_request', 'synchronize');
    expect(status).toMatch(/^pending: /);
    expect(notes[0]).toContain('The approval of @tunde does not count: approved an earlier text.');
    const ticked = await stage(REVIEW.replace('[ ]', '[x]'), REVIEW);
    const after = await ticked.check();
    expect(after.status).toMatch(/^success: /);
    expect(after.notes).toEqual([]);
  });

  test('an approval that was dismissed counts no more', async () => {
    const { hub, number, check, approve } = await stage();
    for (const login of ['amina', 'tunde', 'ngozi', 'zainab']) await approve(login);
    const { octokit, at } = await hub.as({ login: 'amina' });
    const { data: reviews } = await octokit.rest.pulls.listReviews({ ...at, pull_number: number });
    const of = reviews.find(({ user }) => user?.login === 'tunde')!;
    await octokit.rest.pulls.dismissReview({
      ...at,
      pull_number: number,
      review_id: of.id,
      message: 'Not yet.',
    });
    const { status } = await check('pull_request_review', 'dismissed');
    expect(status).toMatch(/^pending: /);
  });

  test('a pull request without a review of an incident passes at once, in silence', async () => {
    const { hub, check } = await stage();
    await hub.seed(
      { [`postmortems/${ID}.md`]: null, 'docs/a.md': 'a\n' },
      { branch: `postmortem/${ID}`, by: 'sade' },
    );
    // Its push starts nothing here: validate.yml sets the status.
    expect((await check('pull_request', 'synchronize')).run.started).toBe(false);
    const { status, notes } = await check('pull_request_review', 'submitted');
    expect(status).toBe('success: No postmortem is changed here: no approval is needed.');
    expect(notes).toEqual([]);
  });
});
