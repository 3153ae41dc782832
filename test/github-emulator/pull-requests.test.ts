import { describe, expect, test } from 'vitest';
import type { GithubClient } from '../../src/github/client.ts';
import { opened, refusal, setStage } from './emulator-per-test.ts';
import type { Stage } from './emulator-per-test.ts';

const stage = setStage();

describe('pull requests', () => {
  test('follow a push, and are closed with their branch', async () => {
    const pull_number = await opened(stage);
    const moved = await stage.hub.seed({ 'a.md': 'two\n' }, { branch: 'incident/a' });
    const { octokit, at } = stage.robot;
    const { data } = await octokit.rest.pulls.get({ ...at, pull_number });
    expect(data).toMatchObject({
      head: { sha: moved, label: 'acme:incident/a' },
      mergeable: true,
      commits: 2,
    });
    expect(await stage.hub.git('rev-parse', `refs/pull/${pull_number}/head`)).toBe(moved);
    expect(await stage.hub.git('show', `refs/pull/${pull_number}/merge:a.md`)).toBe('two');
    await octokit.rest.git.deleteRef({ ...at, ref: 'heads/incident/a' });
    expect(await stage.hub.pullRequests()).toMatchObject([{ state: 'closed', merged: false }]);
    stage.hub.assertClean();
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['a second one', () => opened(stage), '422 A pull request already exists for acme:incident/a.'],
    [
      'one of a branch that is not there',
      () => create('nowhere'),
      '{"resource":"PullRequest","field":"head"',
    ],
    ['one without commits', () => create('empty'), '422 No commits between main and empty'],
    [
      'approval of one’s own',
      () => review(stage.robot, 'APPROVE'),
      '422 Can not approve your own pull request',
    ],
    [
      'changes asked for without words',
      () => review(stage.person, 'REQUEST_CHANGES'),
      '422 body is required',
    ],
    [
      'a review by its author',
      () => ask('candor-acme[bot]'),
      '422 Review cannot be requested from pull request',
    ],
    ['a review by a stranger', () => ask('eve'), '422 Reviews may only be requested from collaborators'],
    ['a merge of what was not seen', () => merge({ sha: '0'.repeat(40) }), '409 Head branch was modified'],
  ])('refuse %s', async (_title, work, words) => {
    await opened(stage);
    await stage.hub.git('branch', 'empty', 'main');
    expect(await refusal(work())).toContain(words);
    stage.hub.assertClean();
  });

  const create = (head: string): Promise<unknown> =>
    stage.robot.octokit.rest.pulls.create({ ...stage.robot.at, head, base: 'main', title: 'x' });
  const review = ({ octokit, at }: GithubClient, event: 'APPROVE' | 'REQUEST_CHANGES'): Promise<unknown> =>
    octokit.rest.pulls.createReview({ ...at, pull_number: 1, event });
  const ask = (login: string): Promise<unknown> =>
    stage.robot.octokit.rest.pulls.requestReviewers({
      ...stage.robot.at,
      pull_number: 1,
      reviewers: [login],
    });
  const merge = (options: { sha?: string; merge_method?: 'merge' | 'squash' }): Promise<unknown> =>
    stage.robot.octokit.rest.pulls.merge({ ...stage.robot.at, pull_number: 1, ...options });

  test('that are drafts, in conflict or over are not merged', async () => {
    await opened(stage, 'incident/a', { draft: true });
    expect(await refusal(merge({}))).toBe('405 Pull Request is still a draft');
    const { node_id } = (await stage.hub.pullRequests())[0] as { node_id: string };
    const ready =
      'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }';
    await stage.robot.octokit.graphql(ready, { id: node_id });
    await stage.hub.seed({ 'a.md': 'other\n' });
    expect(await stage.hub.pullRequests()).toMatchObject([
      { draft: false, mergeable: false, mergeable_state: 'dirty' },
    ]);
    expect(await refusal(merge({}))).toBe('405 Pull Request is not mergeable');
    await stage.hub.git('update-ref', 'refs/heads/main', 'main~1');
    await merge({ merge_method: 'squash' });
    expect(await refusal(merge({}))).toBe('405 Pull Request is not mergeable');
    stage.hub.assertClean();
  });

  test('are merged in git, at the hub’s time', async () => {
    const pull_number = await opened(stage);
    const { data } = await stage.person.octokit.rest.pulls.merge({
      ...stage.person.at,
      pull_number,
      merge_method: 'squash',
    });
    expect(await stage.hub.git('rev-parse', 'main')).toBe(data.sha);
    expect(await stage.hub.git('log', '-1', '--format=%s|%an|%cn|%cI', 'main')).toMatchInlineSnapshot(
      `"Seed (#1)|candor-acme[bot]|GitHub|2026-11-22T09:10:00+00:00"`,
    );
    const { data: pull } = await stage.robot.octokit.rest.pulls.get({ ...stage.robot.at, pull_number });
    expect(pull).toMatchObject({
      state: 'closed',
      merged_at: '2026-11-22T09:10:00Z',
      merge_commit_sha: data.sha,
    });
    expect(stage.hub.events.at(-1)).toMatchObject({ name: 'push', by: 'amina', starts: true });
  });

  test('keep reviews, each of the commit that was seen, and forget who was asked', async () => {
    const pull_number = await opened(stage);
    const { octokit, at } = stage.person;
    const reviewers = ['amina', 'tunde'];
    await stage.robot.octokit.rest.pulls.requestReviewers({ ...stage.robot.at, pull_number, reviewers });
    const first = await stage.hub.git('rev-parse', 'incident/a');
    await octokit.rest.pulls.createReview({ ...at, pull_number, event: 'APPROVE' });
    await stage.hub.seed({ 'a.md': 'two\n' }, { branch: 'incident/a' });
    const line = { path: 'a.md', line: 1, side: 'RIGHT', commit_id: first, body: 'Why?' } as const;
    await octokit.rest.pulls.createReviewComment({ ...at, pull_number, ...line });
    const { data } = await octokit.rest.pulls.listReviews({ ...at, pull_number });
    expect(data).toMatchObject([{ state: 'APPROVED', user: { login: 'amina' }, commit_id: first }]);
    const dismissal = { ...at, pull_number, review_id: data[0]!.id, message: 'Changed since' };
    expect((await octokit.rest.pulls.dismissReview(dismissal)).data.state).toBe('DISMISSED');
    expect(await stage.hub.pullRequests()).toMatchObject([{ requested_reviewers: [{ login: 'tunde' }] }]);
    stage.hub.assertClean();
  });

  test('of a fork show whose they are', async () => {
    await stage.hub.seed({ 'a.md': 'fork\n' }, { branch: 'patch', fork: 'eve' });
    const { data } = await stage.person.octokit.rest.pulls.create({
      ...stage.person.at,
      head: 'eve:patch',
      base: 'main',
      title: 'F',
    });
    expect(data.head).toMatchObject({ label: 'eve:patch', repo: { full_name: 'eve/status', fork: true } });
    const files = await stage.person.octokit.rest.pulls.listFiles({
      ...stage.person.at,
      pull_number: data.number,
    });
    expect(files.data).toMatchObject([{ filename: 'a.md', status: 'added', patch: '@@ -0,0 +1 @@\n+fork' }]);
  });

  test('wait for what main requires, and are auto-merged when it is there', async () => {
    stage.hub.settings.protection = { branch: 'main', approvals: 1, checks: ['validate'] };
    const pull_number = await opened(stage);
    expect(await refusal(merge({}))).toMatch(/^405 At least 1 approving review/);
    const [pull] = (await stage.hub.pullRequests()) as {
      node_id: string;
      mergeable_state: string;
      head: { sha: string };
    }[];
    expect(pull!.mergeable_state).toBe('blocked');
    await stage.robot.octokit.graphql(
      `mutation ($id: ID!, $how: PullRequestMergeMethod!) {
        enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: $how }) { pullRequest { number } }
      }`,
      { id: pull!.node_id, how: 'SQUASH' },
    );
    await stage.person.octokit.rest.pulls.createReview({ ...stage.person.at, pull_number, event: 'APPROVE' });
    expect(await stage.hub.pullRequests()).toMatchObject([
      { merged: false, auto_merge: { merge_method: 'squash' } },
    ]);
    await stage.robot.octokit.rest.checks.create({
      ...{ ...stage.robot.at, name: 'validate', head_sha: pull!.head.sha },
      ...{ status: 'completed', conclusion: 'success' },
    });
    expect(await stage.hub.pullRequests()).toMatchObject([
      { merged: true, merged_by: { login: 'candor-acme[bot]' } },
    ]);
    stage.hub.assertClean();
  });

  test.each<[what: string, state: Parameters<typeof given>[1], blocked: boolean]>([
    [
      'a green check of a dispatched run does not count (community/discussions#26698)',
      ['workflow_dispatch success'],
      true,
    ],
    ['a green check of a pull_request run counts', ['pull_request success'], false],
    [
      'a red pull_request run is not healed by a green pull_request_review run (community/discussions#26733)',
      ['pull_request failure', 'pull_request_review success'],
      true,
    ],
    [
      'a newer run of the same event takes the place of the older',
      ['pull_request failure', 'pull_request success'],
      false,
    ],
    ['the last commit status counts (docs: "Commit statuses")', ['status failure', 'status success'], false],
    ['a pending status blocks (docs: "Commit statuses")', ['status success', 'status pending'], true],
    [
      'a status and a check of one name are both required (docs: "Troubleshooting required status checks")',
      ['pull_request failure', 'status success'],
      true,
    ],
  ])('required checks: %s', async (_, states, blocked) => {
    stage.hub.settings.protection = { branch: 'main', approvals: 0, checks: ['candor/incidents'] };
    await opened(stage);
    await given(stage, states);
    const [pull] = await stage.hub.pullRequests();
    expect(pull!['mergeable_state']).toBe(blocked ? 'blocked' : 'clean');
  });

  test('one of a job starts no workflow until someone approves it (community/discussions#199292), one of a person does', async () => {
    const job = await stage.hub.as({ permissions: { 'pull-requests': 'write' } });
    await opened(stage, 'incident/a', { by: job });
    await opened(stage, 'incident/b', { by: stage.person });
    const events = stage.hub.events.filter(({ name }) => name === 'pull_request');
    expect(events.map(({ by, action, starts }) => [by, action, starts])).toEqual([
      ['github-actions[bot]', 'opened', false],
      ['amina', 'opened', true],
    ]);
  });

  test('a job opens none where the people have not allowed it', async () => {
    stage.hub.settings.workflowPermissions['can_approve_pull_request_reviews'] = false;
    expect(await refusal(opened(stage, 'x', { by: await stage.hub.as({}) }))).toMatch(
      '403 GitHub Actions is not permitted',
    );
  });
});

/** Gives the head a check run of an event, or a commit status, one after another. */
async function given(
  { hub, robot }: Stage,
  states: readonly `${string} ${'success' | 'failure' | 'pending'}`[],
) {
  const [pull] = (await hub.pullRequests()) as { head: { sha: string } }[];
  const { sha } = pull!.head;
  const { octokit, at } = robot;
  for (const one of states) {
    const [event, state] = one.split(' ') as [string, 'success' | 'failure' | 'pending'];
    if (event === 'status')
      await octokit.rest.repos.createCommitStatus({ ...at, sha, context: 'candor/incidents', state });
    else
      await octokit.rest.checks.create({
        ...{ ...at, name: 'candor/incidents', head_sha: sha, external_id: event },
        ...{ status: 'completed', conclusion: state as 'success' | 'failure' },
      });
  }
}
