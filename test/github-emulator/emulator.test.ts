import { describe, expect, test } from 'vitest';
import { opened, refusal, setStage } from './emulator-per-test.ts';

const stage = setStage();

describe('issues', () => {
  test('with labels that are made by use; pull requests are among them', async () => {
    const { octokit, at } = await stage.hub.as({ permissions: { issues: 'write', 'pull-requests': 'read' } });
    const { data } = await octokit.rest.issues.create({ ...at, title: 'Down', labels: ['incident'] });
    expect(data.created_at).toBe('2026-11-22T09:10:00Z');
    await opened(stage);
    const all = await octokit.paginate(octokit.rest.issues.listForRepo, { ...at, per_page: 1 });
    expect(all.map((each) => [each.number, each.pull_request !== undefined])).toEqual([
      [2, true],
      [1, false],
    ]);
    const labelled = await octokit.rest.issues.listForRepo({ ...at, labels: 'incident' });
    expect(labelled.data).toHaveLength(1);
    stage.hub.setNow('2026-11-22T10:00:00Z');
    await octokit.rest.issues.update({ ...at, issue_number: 1, state: 'closed', state_reason: 'completed' });
    expect(await stage.hub.issues()).toMatchObject([{ state: 'closed', closed_at: '2026-11-22T10:00:00Z' }]);
    await octokit.rest.reactions.createForIssue({ ...at, issue_number: 1, content: 'eyes' });
    expect(await refusal(octokit.rest.issues.create({ ...at, title: '' }))).toMatch(/^422/);
    stage.hub.assertClean();
  });

  test('a person’s role is returned', async () => {
    const { octokit, at } = stage.robot;
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
    const { octokit, at } = await stage.hub.as({ permissions: { actions: 'write', contents: 'write' } });
    const dispatch = (inputs: Record<string, string>): Promise<unknown> =>
      octokit.rest.actions.createWorkflowDispatch({ ...at, workflow_id: 'watch.yml', ref: 'main', inputs });
    expect(await refusal(dispatch({}))).toBe('404 Not Found');
    await stage.hub.seed({ '.github/workflows/watch.yml': WORKFLOW });
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
    expect(stage.hub.dispatched.map(({ payload: _payload, ...rest }) => rest)).toMatchInlineSnapshot(`
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
    stage.hub.assertClean();
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`key${index}`, 1]));
    await refusal(octokit.rest.repos.createDispatchEvent({ ...at, event_type: 'x', client_payload: many }));
    expect(stage.hub.violations().join()).toContain('more than 10');
  });
});

describe('requests at the same time', () => {
  test('of files on one branch: those that come too late get 409, as in PyGithub/PyGithub#1787', async () => {
    const { octokit, at } = stage.robot;
    const write = (path: string): Promise<string> =>
      octokit.rest.repos.createOrUpdateFileContents({ ...at, path, message: 'x', content: 'eA==' }).then(
        () => 'written',
        ({ status, message }: Error & { status?: number }) => `${status} ${message}`,
      );
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => write(`${name}.txt`)));
    const written = answers.filter((answer) => answer === 'written').length;
    for (const answer of answers)
      expect(answer).toMatch(/^(?:written|409 is at [0-9a-f]{40} but expected [0-9a-f]{40}\b.*)$/);
    const files = await stage.hub.git('ls-tree', '--name-only', 'main');
    expect(files.split('\n').filter((name) => name.endsWith('.txt'))).toHaveLength(written);
    stage.hub.assertClean();
  });

  test('of one new branch: one is created', async () => {
    const { octokit, at } = stage.robot;
    const sha = await stage.hub.git('rev-parse', 'main');
    const create = (): Promise<string> =>
      octokit.rest.git.createRef({ ...at, ref: 'refs/heads/same', sha }).then(
        () => 'created',
        ({ status }: { status?: number }) => String(status),
      );
    expect((await Promise.all([create(), create(), create()])).toSorted()).toEqual(['422', '422', 'created']);
    stage.hub.assertClean();
  });
});

describe('statuses', () => {
  test('the newest of each context counts', async () => {
    const { octokit, at } = stage.robot;
    const sha = await stage.hub.git('rev-parse', 'main');
    const say = (context: string, state: 'pending' | 'success'): Promise<unknown> =>
      octokit.rest.repos.createCommitStatus({ ...at, sha, context, state });
    await say('validate', 'pending');
    await say('approvals', 'success');
    const combined = async (): Promise<string> =>
      (await octokit.rest.repos.getCombinedStatusForRef({ ...at, ref: 'main' })).data.state;
    expect(await combined()).toBe('pending');
    await say('validate', 'success');
    expect(await combined()).toBe('success');
    expect(await refusal(octokit.rest.repos.createCommitStatus({ ...at, sha: '1', state: 'error' }))).toMatch(
      /^422/,
    );
    stage.hub.assertClean();
  });
});

describe('settings', () => {
  test('are seen by a doctor', async () => {
    const { octokit, at } = stage.person;
    expect(await refusal(octokit.rest.repos.getPages({ ...at }))).toBe('404 Not Found');
    Object.assign(stage.hub.settings, {
      pages: { build_type: 'workflow' },
      secrets: ['SLACK'],
      environments: [{ name: 'p' }],
    });
    const rules = [{ type: 'pull_request' }];
    stage.hub.settings.rulesets.push({ id: 1, name: 'main', target: 'branch', enforcement: 'active', rules });
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
    stage.hub.assertClean();
  });
});
