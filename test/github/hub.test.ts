import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../src/io/github-client.ts';
import { CLEAN } from './bare.ts';
import { startHub } from './hub.ts';
import type { Hub } from './hub.ts';
import { OPERATIONS } from './permissions.ts';
import { isHeld } from './rest.ts';

let hub: Hub;
let person: Client;
let robot: Client;

beforeEach(async () => {
  hub = await startHub({
    robots: ['candor-acme[bot]'],
    teams: ['on-call'],
    files: { 'status.yaml': 'name: Shop\n', 'folder/b.md': 'b\n' },
    now: '2026-11-22T09:10:00Z',
  });
  person = await hub.as({ login: 'amina' });
  robot = await hub.as({ login: 'candor-acme[bot]' });
});
afterEach(() => hub.close());

/** What GitHub says no with: the status and its words. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('it was allowed'),
    (failed: unknown) => failed as Error & { status?: number; response?: { data: { errors?: unknown[] } } },
  );
  const detail = 'response' in error ? error.response?.data.errors : undefined;
  const words = detail?.map((each) => (each as { message?: string }).message ?? JSON.stringify(each)) ?? [];
  const [message] = error.message.split(' - http');
  return [('status' in error && error.status) || '', words[0] ?? message].join(' ').trim();
}

/** An open pull request of a branch with one file. */
async function opened(
  branch = 'incident/a',
  { by = robot, files = { 'a.md': 'one\n' } as Record<string, string>, draft = false } = {},
): Promise<number> {
  await hub.seed(files, { branch });
  const { data } = await by.octokit.rest.pulls.create({
    ...by.at,
    head: branch,
    base: 'main',
    title: 'A',
    draft,
  });
  return data.number;
}

/** Git beside this process, in which the hub lives. */
const git = async (folder: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<string> => {
  const settings = { cwd: folder, env: { ...CLEAN, ...NAMES, ...env } };
  return (await promisify(execFile)('git', args, settings)).stdout.trim();
};

const NAMES = {
  ...{ GIT_AUTHOR_NAME: 'Bola', GIT_AUTHOR_EMAIL: 'bola@shop.example' },
  ...{ GIT_COMMITTER_NAME: 'Bola', GIT_COMMITTER_EMAIL: 'bola@shop.example' },
};

describe('the gate', () => {
  test('all that is in the table is held', () => {
    expect(Object.keys(OPERATIONS).filter((operation) => !isHeld(operation))).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a level that is none',
      { output: output({ annotation_level: 'error' }) },
      /annotation_level .*allowed values/,
    ],
    [
      '51 annotations',
      { output: output(...Array.from({ length: 51 }, () => ({}))) },
      /NOT have more than 50/,
    ],
    [
      'a conclusion that is none',
      { status: 'completed', conclusion: 'passed' },
      /conclusion.*allowed values/,
    ],
  ])('refuses a check run with %s', async (_title, wrong, words) => {
    const head_sha = await hub.git('rev-parse', 'main');
    const create = robot.octokit.rest.checks.create({ ...robot.at, name: 'validate', head_sha, ...wrong });
    expect(await refusal(create)).toMatch(/^422/);
    expect(hub.violations().join('\n')).toMatch(words);
    expect(() => hub.assertClean()).toThrow('GitHub would not understand');
  });

  test.each<[string, string]>([
    ['POST /repos/{owner}/{repo}/dispatchs', 'no such address'],
    ['GET /repos/{owner}/{repo}/pulls/one', 'must be integer'],
  ])('notices %s', async (route, fault) => {
    await robot.octokit.request(route, { ...robot.at }).catch(() => undefined);
    expect(hub.violations().join()).toContain(fault);
  });

  test('passes what GitHub takes, and keeps it', async () => {
    const head_sha = await hub.git('rev-parse', 'main');
    const { octokit, at } = robot;
    const { data } = await octokit.rest.checks.create({
      ...{ ...at, name: 'validate', head_sha, status: 'completed', conclusion: 'failure' },
      output: output({ message: 'wrong' }),
    });
    const notes = await octokit.rest.checks.listAnnotations({ ...at, check_run_id: data.id });
    expect(notes.data).toMatchObject([{ message: 'wrong', annotation_level: 'failure' }]);
    const { data: list } = await octokit.rest.checks.listForRef({ ...at, ref: 'main' });
    expect(list.check_runs).toMatchObject([{ name: 'validate', conclusion: 'failure' }]);
    hub.assertClean();
  });
});

function output(...annotations: Record<string, unknown>[]): {
  title: string;
  summary: string;
  annotations: never[];
} {
  const one = { path: 'a.md', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'm' };
  return {
    title: 't',
    summary: 's',
    annotations: annotations.map((each) => ({ ...one, ...each })) as never[],
  };
}

describe('tokens', () => {
  test.each<[string, (client: Client) => Promise<unknown>]>([
    ['issues', ({ octokit, at }) => octokit.rest.issues.create({ ...at, title: 'x' })],
    ['contents', ({ octokit, at }) => octokit.rest.repos.createDispatchEvent({ ...at, event_type: 'x' })],
    ['checks', ({ octokit, at }) => octokit.rest.checks.create({ ...at, name: 'x', head_sha: '1' })],
    [
      'actions',
      ({ octokit, at }) => octokit.rest.actions.createWorkflowDispatch({ ...at, workflow_id: 1, ref: 'x' }),
    ],
    ['secrets', ({ octokit, at }) => octokit.rest.actions.listRepoSecrets({ ...at })],
    [
      'pull-requests',
      ({ octokit, at }) => octokit.rest.pulls.create({ ...at, head: 'x', base: 'main', title: 'x' }),
    ],
  ])('without the right to %s a job gets 403', async (name, ask) => {
    const permissions = { metadata: 'read' } as const;
    expect(await refusal(ask(await hub.as({ permissions })))).toBe(
      '403 Resource not accessible by integration',
    );
    expect(() => hub.token({ permissions: { [name]: 'write' } })).toBeDefined();
  });

  test('a comment on a pull request is not an issue’s', async () => {
    const issue_number = await opened();
    const { octokit, at } = await hub.as({ permissions: { issues: 'write' } });
    const comment = octokit.rest.issues.createComment({ ...at, issue_number, body: 'x' });
    expect(await refusal(comment)).toBe('403 Resource not accessible by integration');
    const other = await hub.as({ permissions: { 'pull-requests': 'write' } });
    const { data } = await other.octokit.rest.issues.createComment({ ...at, issue_number, body: 'x' });
    expect(data.user).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
    await other.octokit.rest.issues.updateComment({ ...at, comment_id: data.id, body: 'y' });
    hub.assertClean();
  });

  test('a wrong one is 401, one that reads may not write, a person may not make check runs', async () => {
    const wrong = await hub.as('ghp_wrong');
    expect(await refusal(wrong.octokit.rest.repos.get({ ...wrong.at }))).toBe('401 Bad credentials');
    const bola = await hub.as({ login: 'bola' });
    const merge = bola.octokit.rest.pulls.merge({ ...bola.at, pull_number: await opened() });
    expect(await refusal(merge)).toMatch(/^403/);
    const check = person.octokit.rest.checks.create({ ...person.at, name: 'x', head_sha: 'x' });
    expect(await refusal(check)).toBe('403 You must authenticate via a GitHub App.');
  });

  test('a job can’t be given what only people and Apps have', () => {
    expect(() => hub.token({ permissions: { secrets: 'read' } })).toThrow(`can't be given "secrets"`);
    expect(() => hub.token({ login: 'nobody' })).toThrow('knows nobody');
  });
});

describe('pull requests', () => {
  test('follow a push, and are closed with their branch', async () => {
    const pull_number = await opened();
    const moved = await hub.seed({ 'a.md': 'two\n' }, { branch: 'incident/a' });
    const { octokit, at } = robot;
    const { data } = await octokit.rest.pulls.get({ ...at, pull_number });
    expect(data).toMatchObject({
      head: { sha: moved, label: 'acme:incident/a' },
      mergeable: true,
      commits: 2,
    });
    expect(await hub.git('rev-parse', `refs/pull/${pull_number}/head`)).toBe(moved);
    expect(await hub.git('show', `refs/pull/${pull_number}/merge:a.md`)).toBe('two');
    await octokit.rest.git.deleteRef({ ...at, ref: 'heads/incident/a' });
    expect(await hub.pullRequests()).toMatchObject([{ state: 'closed', merged: false }]);
    hub.assertClean();
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['a second one', () => opened(), '422 A pull request already exists for acme:incident/a.'],
    [
      'one of a branch that is not there',
      () => create('nowhere'),
      '{"resource":"PullRequest","field":"head"',
    ],
    ['one without commits', () => create('empty'), '422 No commits between main and empty'],
    ['approval of one’s own', () => review(robot, 'APPROVE'), '422 Can not approve your own pull request'],
    ['changes asked for without words', () => review(person, 'REQUEST_CHANGES'), '422 body is required'],
    [
      'a review by its author',
      () => ask('candor-acme[bot]'),
      '422 Review cannot be requested from pull request',
    ],
    ['a review by a stranger', () => ask('eve'), '422 Reviews may only be requested from collaborators'],
    ['a merge of what was not seen', () => merge({ sha: '0'.repeat(40) }), '409 Head branch was modified'],
  ])('refuse %s', async (_title, work, words) => {
    await opened();
    await hub.git('branch', 'empty', 'main');
    expect(await refusal(work())).toContain(words);
    hub.assertClean();
  });

  const create = (head: string): Promise<unknown> =>
    robot.octokit.rest.pulls.create({ ...robot.at, head, base: 'main', title: 'x' });
  const review = ({ octokit, at }: Client, event: 'APPROVE' | 'REQUEST_CHANGES'): Promise<unknown> =>
    octokit.rest.pulls.createReview({ ...at, pull_number: 1, event });
  const ask = (login: string): Promise<unknown> =>
    robot.octokit.rest.pulls.requestReviewers({ ...robot.at, pull_number: 1, reviewers: [login] });
  const merge = (options: { sha?: string; merge_method?: 'merge' | 'squash' }): Promise<unknown> =>
    robot.octokit.rest.pulls.merge({ ...robot.at, pull_number: 1, ...options });

  test('that are drafts, in conflict or over are not merged', async () => {
    await opened('incident/a', { draft: true });
    expect(await refusal(merge({}))).toBe('405 Pull Request is still a draft');
    const { node_id } = (await hub.pullRequests())[0] as { node_id: string };
    const ready =
      'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }';
    await robot.octokit.graphql(ready, { id: node_id });
    await hub.seed({ 'a.md': 'other\n' });
    expect(await hub.pullRequests()).toMatchObject([
      { draft: false, mergeable: false, mergeable_state: 'dirty' },
    ]);
    expect(await refusal(merge({}))).toBe('405 Pull Request is not mergeable');
    await hub.git('update-ref', 'refs/heads/main', 'main~1');
    await merge({ merge_method: 'squash' });
    expect(await refusal(merge({}))).toBe('405 Pull Request is not mergeable');
    hub.assertClean();
  });

  test('are merged in git, at the hub’s time', async () => {
    const pull_number = await opened();
    const { data } = await person.octokit.rest.pulls.merge({
      ...person.at,
      pull_number,
      merge_method: 'squash',
    });
    expect(await hub.git('rev-parse', 'main')).toBe(data.sha);
    expect(await hub.git('log', '-1', '--format=%s|%an|%cn|%cI', 'main')).toMatchInlineSnapshot(
      `"Seed (#1)|candor-acme[bot]|GitHub|2026-11-22T09:10:00+00:00"`,
    );
    const { data: pull } = await robot.octokit.rest.pulls.get({ ...robot.at, pull_number });
    expect(pull).toMatchObject({
      state: 'closed',
      merged_at: '2026-11-22T09:10:00Z',
      merge_commit_sha: data.sha,
    });
    expect(hub.events.at(-1)).toMatchObject({ name: 'push', by: 'amina', starts: true });
  });

  test('of a fork show whose they are', async () => {
    await hub.seed({ 'a.md': 'fork\n' }, { branch: 'patch', fork: 'eve' });
    const { data } = await person.octokit.rest.pulls.create({
      ...person.at,
      head: 'eve:patch',
      base: 'main',
      title: 'F',
    });
    expect(data.head).toMatchObject({ label: 'eve:patch', repo: { full_name: 'eve/status', fork: true } });
    const files = await person.octokit.rest.pulls.listFiles({ ...person.at, pull_number: data.number });
    expect(files.data).toMatchObject([{ filename: 'a.md', status: 'added', patch: '@@ -0,0 +1 @@\n+fork' }]);
  });

  test('wait for what main asks for, and are merged by themselves when it is there', async () => {
    hub.settings.protection = { branch: 'main', approvals: 1, checks: ['validate'] };
    const pull_number = await opened();
    expect(await refusal(merge({}))).toMatch(/^405 At least 1 approving review/);
    const [pull] = (await hub.pullRequests()) as {
      node_id: string;
      mergeable_state: string;
      head: { sha: string };
    }[];
    expect(pull!.mergeable_state).toBe('blocked');
    await robot.octokit.graphql(
      `mutation ($id: ID!, $how: PullRequestMergeMethod!) {
        enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: $how }) { pullRequest { number } }
      }`,
      { id: pull!.node_id, how: 'SQUASH' },
    );
    await person.octokit.rest.pulls.createReview({ ...person.at, pull_number, event: 'APPROVE' });
    expect(await hub.pullRequests()).toMatchObject([
      { merged: false, auto_merge: { merge_method: 'squash' } },
    ]);
    await robot.octokit.rest.checks.create({
      ...{ ...robot.at, name: 'validate', head_sha: pull!.head.sha },
      ...{ status: 'completed', conclusion: 'success' },
    });
    expect(await hub.pullRequests()).toMatchObject([
      { merged: true, merged_by: { login: 'candor-acme[bot]' } },
    ]);
    hub.assertClean();
  });

  test('a job opens none where the people have not allowed it', async () => {
    hub.settings.workflowPermissions['can_approve_pull_request_reviews'] = false;
    expect(await refusal(opened('x', { by: await hub.as({}) }))).toMatch(
      '403 GitHub Actions is not permitted',
    );
  });
});

describe('GraphQL', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['a field that is none', 'query { viewer { nick } }', {}],
    [
      'a value that is none',
      'mutation($h: PullRequestMergeMethod!) { enablePullRequestAutoMerge(input: { pullRequestId: "x", mergeMethod: $h }) { clientMutationId } }',
      { h: 'squash' },
    ],
    ['what the hub has not', 'query { rateLimit { cost } }', {}],
  ])('notices %s', async (_title, query, variables) => {
    await robot.octokit.graphql(query, variables).catch(() => undefined);
    expect(hub.violations()).toHaveLength(1);
  });
});

describe('git', () => {
  test('a push needs the right, and is in the API at once; hashes agree', async () => {
    const clone = await hub.clone();
    writeFileSync(join(clone, 'c.md'), 'c\n');
    await git(clone, {}, 'add', '.');
    await git(clone, {}, 'commit', '-q', '-m', 'C');
    const push = (permissions: Record<string, 'read' | 'write'>): Promise<string> =>
      git(
        clone,
        hub.gitEnv(hub.token({ permissions })),
        'push',
        '-q',
        'origin',
        'HEAD:refs/heads/incident/c',
      );
    await expect(git(clone, { GIT_TERMINAL_PROMPT: '0' }, 'push', 'origin', 'main')).rejects.toThrow(
      'could not read Username',
    );
    await expect(push({ contents: 'read' })).rejects.toThrow('403');
    await push({ contents: 'write' });
    const { data } = await robot.octokit.rest.git.getRef({ ...robot.at, ref: 'heads/incident/c' });
    expect(data.object.sha).toBe(await git(clone, {}, 'rev-parse', 'HEAD'));
    expect(hub.events.at(-1)).toMatchObject({ name: 'push', starts: false, by: 'github-actions[bot]' });
    hub.assertClean();
  });

  test('protection and the right to change workflows hold for pushes, too', async () => {
    hub.settings.protection = { branch: 'main', approvals: 0, checks: [] };
    const clone = await hub.clone();
    const env = hub.gitEnv(hub.token());
    await git(clone, {}, 'commit', '-q', '--allow-empty', '-m', 'x');
    await expect(git(clone, env, 'push', 'origin', 'main')).rejects.toThrow('GH013');
    mkdirSync(join(clone, '.github/workflows'), { recursive: true });
    writeFileSync(join(clone, '.github/workflows/x.yml'), 'on: push\n');
    await git(clone, {}, 'add', '.');
    await git(clone, {}, 'commit', '-q', '-m', 'Workflow');
    await expect(git(clone, env, 'push', 'origin', 'HEAD:refs/heads/w')).rejects.toThrow(
      'without `workflows` permission',
    );
    await git(clone, hub.gitEnv(hub.token({ login: 'amina' })), 'push', '-q', 'origin', 'HEAD:refs/heads/w');
  });

  test('a commit made by the API is the one that git would make', async () => {
    const { octokit, at } = robot;
    const parent = await hub.git('rev-parse', 'main');
    const { data: tree } = await octokit.rest.git.createTree({
      ...{ ...at, base_tree: parent },
      tree: [{ path: 'folder/c.md', mode: '100644', type: 'blob', content: 'c\n' }],
    });
    const author = { name: 'Bola', email: 'bola@shop.example', date: '2026-11-22T09:00:00Z' };
    const { data: commit } = await octokit.rest.git.createCommit({
      ...{ ...at, message: 'C', tree: tree.sha, parents: [parent], author },
    });
    await octokit.rest.git.createRef({ ...at, ref: 'refs/heads/c', sha: commit.sha });
    const clone = await hub.clone();
    expect(await git(clone, {}, 'rev-parse', 'origin/c')).toBe(commit.sha);
    await git(clone, {}, 'fsck', '--strict');
    const stale = octokit.rest.git.updateRef({
      ...at,
      ref: 'heads/c',
      sha: await hub.seed({ 'd.md': 'd\n' }),
    });
    expect(await refusal(stale)).toBe('422 Update is not a fast forward');
    hub.assertClean();
  });

  test('contents are read, listed, changed, and a stale hash is 409', async () => {
    const { octokit, at } = robot;
    const path = 'folder/b.md';
    const raw = await octokit.rest.repos.getContent({ ...at, path, mediaType: { format: 'raw' } });
    expect(raw.data).toBe('b\n');
    const { data } = await octokit.rest.repos.getContent({ ...at, path: 'folder' });
    expect(data).toMatchObject([{ name: 'b.md', type: 'file', path }]);
    const content = Buffer.from('c\n').toString('base64');
    const put = (sha?: string): Promise<unknown> =>
      octokit.rest.repos.createOrUpdateFileContents({
        ...at,
        path,
        message: 'm',
        content,
        ...(sha && { sha }),
      });
    expect(await refusal(put())).toMatch(/^422 .*"sha" wasn't supplied/s);
    await put((data as { sha: string }[])[0]!.sha);
    expect(await refusal(put((data as { sha: string }[])[0]!.sha))).toMatch(/^409/);
    expect(await hub.git('show', `main:${path}`)).toBe('c');
    const compare = await octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead: 'main~1...main' });
    expect(compare.data).toMatchObject({
      status: 'ahead',
      ahead_by: 1,
      files: [{ filename: path, status: 'modified' }],
    });
    hub.assertClean();
  });
});

describe('issues', () => {
  test('with labels that are made by use; pull requests are among them', async () => {
    const { octokit, at } = await hub.as({ permissions: { issues: 'write', 'pull-requests': 'read' } });
    const { data } = await octokit.rest.issues.create({ ...at, title: 'Down', labels: ['incident'] });
    expect(data.created_at).toBe('2026-11-22T09:10:00Z');
    await opened();
    const all = await octokit.paginate(octokit.rest.issues.listForRepo, { ...at, per_page: 1 });
    expect(all.map((each) => [each.number, each.pull_request !== undefined])).toEqual([
      [2, true],
      [1, false],
    ]);
    const labelled = await octokit.rest.issues.listForRepo({ ...at, labels: 'incident' });
    expect(labelled.data).toHaveLength(1);
    hub.setNow('2026-11-22T10:00:00Z');
    await octokit.rest.issues.update({ ...at, issue_number: 1, state: 'closed', state_reason: 'completed' });
    expect(await hub.issues()).toMatchObject([{ state: 'closed', closed_at: '2026-11-22T10:00:00Z' }]);
    await octokit.rest.reactions.createForIssue({ ...at, issue_number: 1, content: 'eyes' });
    expect(await refusal(octokit.rest.issues.create({ ...at, title: '' }))).toMatch(/^422/);
    hub.assertClean();
  });

  test('a person’s role is told', async () => {
    const { octokit, at } = robot;
    const role = async (username: string): Promise<string> =>
      (await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username })).data.permission;
    expect([await role('amina'), await role('tunde'), await role('bola')]).toEqual([
      'admin',
      'write',
      'read',
    ]);
  });
});

describe('workflows', () => {
  const WORKFLOW = 'name: Watch\non:\n  workflow_dispatch:\n    inputs: { incident: { required: true } }\n';

  test('are dispatched as they say, once they are on main', async () => {
    const { octokit, at } = await hub.as({ permissions: { actions: 'write', contents: 'write' } });
    const dispatch = (inputs: Record<string, string>): Promise<unknown> =>
      octokit.rest.actions.createWorkflowDispatch({ ...at, workflow_id: 'watch.yml', ref: 'main', inputs });
    expect(await refusal(dispatch({}))).toBe('404 Not Found');
    await hub.seed({ '.github/workflows/watch.yml': WORKFLOW });
    expect(await refusal(dispatch({}))).toBe("422 Required input 'incident' not provided");
    expect(await refusal(dispatch({ incident: 'x', other: 'y' }))).toBe(
      '422 Unexpected inputs provided: ["other"]',
    );
    await dispatch({ incident: 'x' });
    await octokit.rest.actions.disableWorkflow({ ...at, workflow_id: 'watch.yml' });
    expect(await refusal(dispatch({ incident: 'x' }))).toMatch('disabled workflow');
    await octokit.rest.actions.enableWorkflow({ ...at, workflow_id: 'watch.yml' });
    await octokit.rest.repos.createDispatchEvent({
      ...at,
      event_type: 'incident',
      client_payload: { title: 'x' },
    });
    expect(hub.dispatched.map(({ payload: _payload, ...rest }) => rest)).toMatchInlineSnapshot(`
      [
        {
          "by": "github-actions[bot]",
          "name": "workflow_dispatch",
          "starts": true,
        },
        {
          "action": "incident",
          "by": "github-actions[bot]",
          "name": "repository_dispatch",
          "starts": true,
        },
      ]
    `);
    hub.assertClean();
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`key${index}`, 1]));
    await refusal(octokit.rest.repos.createDispatchEvent({ ...at, event_type: 'x', client_payload: many }));
    expect(hub.violations().join()).toContain('more than 10');
  });
});

describe('settings', () => {
  test('are seen by a doctor', async () => {
    const { octokit, at } = person;
    expect(await refusal(octokit.rest.repos.getPages({ ...at }))).toBe('404 Not Found');
    Object.assign(hub.settings, {
      pages: { build_type: 'workflow' },
      secrets: ['SLACK'],
      environments: [{ name: 'p' }],
    });
    const rules = [{ type: 'pull_request' }];
    hub.settings.rulesets.push({ id: 1, name: 'main', target: 'branch', enforcement: 'active', rules });
    expect((await octokit.rest.repos.getPages({ ...at })).data.build_type).toBe('workflow');
    expect((await octokit.rest.actions.listRepoSecrets({ ...at })).data).toMatchObject({
      secrets: [{ name: 'SLACK' }],
    });
    expect((await octokit.rest.repos.getAllEnvironments({ ...at })).data).toMatchObject({
      environments: [{ name: 'p' }],
    });
    expect((await octokit.rest.repos.getBranchRules({ ...at, branch: 'main' })).data).toEqual(rules);
    const defaults = await octokit.rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository({
      ...at,
    });
    expect(defaults.data.can_approve_pull_request_reviews).toBe(true);
    hub.assertClean();
  });
});
