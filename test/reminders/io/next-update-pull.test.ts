import { describe, expect, test } from 'vitest';
import { gitCredentials } from '../../../src/github/credentials.ts';
import { mergePullRequest } from '../../../src/pull-requests/io/review.ts';
import { at, FILE, ID, incidentText, RIGHTS, startEvening } from '../watched-repository.ts';
import type { Evening } from '../watched-repository.ts';

const BRANCH = `next/${ID}/20261122T1820Z`;
const NOTHING_NEW =
  'We are still working on the service disruption affecting Checkout. There is nothing new to report yet. We will provide updates every 30 minutes.';

/** What the merge job of auto-merge.yml does, at a time. */
async function mergeJob({ hub, watcher }: Evening, number: number, time: string): Promise<string> {
  const token = hub.token({ permissions: { ...RIGHTS, checks: 'write', statuses: 'write' } });
  const client = await hub.as(token);
  const { root } = (await watcher()).tracker;
  const reviewing = { client, root, now: () => at(time), gitEnv: gitCredentials(token, hub.url, {}) };
  const done = await mergePullRequest(
    { ...reviewing, triggersWorkflows: false, checksTimeoutMs: 0, pollIntervalMs: 0 },
    number,
    false,
  );
  return `${done.decision.type}: ${done.decision.reason}`;
}

async function tap({ hub }: Evening, number: number): Promise<void> {
  const { octokit, at: where } = await hub.as({ login: 'amina' });
  const { data } = await octokit.rest.pulls.get({ ...where, pull_number: number });
  const query =
    'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }';
  await octokit.graphql(query, { id: data.node_id });
}

const onBranch = (evening: Evening, branch: string): Promise<string> =>
  evening.hub.git('show', `${branch}:${FILE}`);
const branches = async ({ hub }: Evening): Promise<string> =>
  hub.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/next');

describe('the next update, ready for one tap', () => {
  test('V12.2 V6.4: it waits as a draft with a true time; one tap publishes it; its branch goes', async () => {
    const evening = await startEvening();
    const { hub, watcher } = evening;
    const one = await watcher();
    await one.wakes('18:12');
    expect(await hub.pullRequests()).toEqual([]);
    await one.wakes('18:13');
    expect(await hub.pullRequests()).toMatchObject([
      { number: 2, draft: true, head: { ref: BRANCH }, base: { ref: 'main' } },
    ]);
    expect(await onBranch(evening, BRANCH)).toContain(`## 2026-11-22T18:13Z update\n\n${NOTHING_NEW}`);
    expect(await mergeJob(evening, 2, '18:13')).toBe('wait: It is a draft. Mark it as ready for review.');
    await one.wakes('18:15');
    expect(await onBranch(evening, BRANCH)).toContain('## 2026-11-22T18:13Z update');
    await one.wakes('18:18');
    const text = await onBranch(evening, BRANCH);
    expect(text).toContain('## 2026-11-22T18:18Z update');
    expect(text).not.toContain('18:13Z');
    expect(await hub.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1');

    await tap(evening, 2);
    await one.wakes('18:19');
    await one.wakes('18:19:10');
    expect(hub.dispatched.map(({ payload }) => [payload['workflow'], payload['ref']])).toEqual([
      ['auto-merge.yml', 'main'],
    ]);
    expect(await mergeJob(evening, 2, '18:20')).toBe(
      'merge: All text that becomes public matches approved templates.',
    );
    expect(await onBranch(evening, 'main')).toContain(`## 2026-11-22T18:18Z update\n\n${NOTHING_NEW}`);
    await one.wakes('18:20');
    expect(await branches(evening)).toBe('');
    expect((await evening.comments()).map(({ body }) => body).join()).not.toContain('Next public update');
    hub.assertClean();
  });

  test('V6.4: words that customers have overtaken are taken away, and never go out', async () => {
    const evening = await startEvening();
    const { hub, watcher, publish } = evening;
    const one = await watcher();
    await one.wakes('18:13');
    await tap(evening, 2);
    await publish(incidentText(['## 2026-11-22T18:14Z identified\n\nWe have found the cause.']));
    expect(await mergeJob(evening, 2, '18:14')).toMatch(/^wait: It has conflicts with main\./);
    await one.wakes('18:14');
    expect(await hub.pullRequests()).toMatchObject([{ number: 2, state: 'closed', merged: false }]);
    expect(await branches(evening)).toBe('');
    await one.wakes('18:25');
    expect((await hub.pullRequests()).map(({ number, state }) => [number, state])).toEqual([
      [3, 'open'],
      [2, 'closed'],
    ]);
    hub.assertClean();
  });

  test('what a person writes on it is theirs: neither moved on nor taken away', async () => {
    const evening = await startEvening();
    const { hub, watcher, publish } = evening;
    const one = await watcher();
    await one.wakes('18:13');
    const mine = incidentText(['## 2026-11-22T18:14Z update\n\nSome payments work again.']);
    await hub.seed({ [FILE]: mine }, { branch: BRANCH, by: 'tunde', message: 'Say more' });
    for (const time of ['18:18', '18:20', '18:30']) await one.wakes(time);
    expect(`${await onBranch(evening, BRANCH)}\n`).toBe(mine);
    await publish(incidentText(['## 2026-11-22T18:31Z identified\n\nWe have found the cause.']));
    await one.wakes('18:32');
    expect(await hub.pullRequests()).toMatchObject([{ number: 2, state: 'open' }]);
    expect(`${await onBranch(evening, BRANCH)}\n`).toBe(mine);
    hub.assertClean();
  });

  test('one that a person has closed is not offered again, not even by another watch', async () => {
    const evening = await startEvening();
    const { hub, watcher } = evening;
    await (await watcher()).wakes('18:13');
    const amina = await hub.as({ login: 'amina' });
    await amina.octokit.rest.pulls.update({ ...amina.at, pull_number: 2, state: 'closed' });
    const two = await watcher();
    for (const time of ['18:18', '18:20', '18:23']) await two.wakes(time);
    expect(await hub.pullRequests()).toHaveLength(1);
    expect((await evening.comments()).map(({ body }) => body).join()).not.toContain('Ready for review');
    hub.assertClean();
  });

  test('where jobs may not open pull requests, the reminder holds the address at which a person does', async () => {
    const evening = await startEvening();
    const { hub, watcher } = evening;
    hub.settings.workflowPermissions = { can_approve_pull_request_reviews: false };
    const one = await watcher();
    await expect(one.wakes('18:13')).rejects.toThrow(/not permitted to create or approve pull requests/);
    await one.wakes('18:20');
    expect(await onBranch(evening, BRANCH)).toContain('## 2026-11-22T18:20Z update');
    expect((await evening.comments()).map(({ body }) => body).join()).toContain(
      `[open its pull request](<${hub.url}/acme/status/compare/${BRANCH}?expand=1>)`,
    );
    hub.assertClean();
  });

  test('an update that a person has written and that waits is named instead', async () => {
    const evening = await startEvening();
    const { hub, watcher } = evening;
    const mine = incidentText(['## 2026-11-22T18:12Z update\n\nSome payments work again.']);
    await hub.seed({ [FILE]: mine }, { branch: `incident/${ID}` });
    const { octokit, at: where } = await hub.as({ login: 'tunde' });
    await octokit.rest.pulls.create({ ...where, title: 'More', head: `incident/${ID}`, base: 'main' });
    const one = await watcher();
    for (const time of ['18:13', '18:20']) await one.wakes(time);
    expect(await hub.pullRequests()).toHaveLength(1);
    expect((await evening.comments(2)).map(({ body }) => body).join()).toContain(
      'An update is waiting to be merged: #1.',
    );
  });

  test('a fork’s branch may have any name: it is neither an update that waits nor one that is ready', async () => {
    const evening = await startEvening();
    const { hub, watcher } = evening;
    const { octokit, at: where } = await hub.as({ login: 'bola' });
    const words = incidentText(['## 2026-11-22T18:12Z update\n\nAll is well, trust us.']);
    for (const branch of [`incident/${ID}`, BRANCH]) {
      await hub.seed({ [FILE]: words }, { branch, fork: 'bola' });
      await octokit.rest.pulls.create({ ...where, title: 'Mine', head: `bola:${branch}`, base: 'main' });
    }
    const one = await watcher();
    for (const time of ['18:13', '18:20']) await one.wakes(time);
    expect((await hub.pullRequests())[0]).toMatchObject({ number: 4, draft: true, head: { ref: BRANCH } });
    expect((await evening.comments(3)).map(({ body }) => body).join()).toContain(
      '#4 contains the next update',
    );
    hub.assertClean();
  });
});
