import { describe, expect, test } from 'vitest';
import type { GithubClient } from '../../src/github/client.ts';
import { opened, refusal, setStage } from './emulator-per-test.ts';

const stage = setStage();

describe('tokens', () => {
  test.each<[string, (client: GithubClient) => Promise<unknown>]>([
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
    expect(await refusal(ask(await stage.hub.as({ permissions })))).toBe(
      '403 Resource not accessible by integration',
    );
    expect(() => stage.hub.token({ permissions: { [name]: 'write' } })).toBeDefined();
  });

  test('a comment on a pull request is not an issue’s', async () => {
    const issue_number = await opened(stage);
    const { octokit, at } = await stage.hub.as({ permissions: { issues: 'write' } });
    const comment = octokit.rest.issues.createComment({ ...at, issue_number, body: 'x' });
    expect(await refusal(comment)).toBe('403 Resource not accessible by integration');
    const other = await stage.hub.as({ permissions: { 'pull-requests': 'write' } });
    const { data } = await other.octokit.rest.issues.createComment({ ...at, issue_number, body: 'x' });
    expect(data.user).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
    await other.octokit.rest.issues.updateComment({ ...at, comment_id: data.id, body: 'y' });
    stage.hub.assertClean();
  });

  test('a wrong one is 401, one that reads may not write, a person may not make check runs', async () => {
    const wrong = await stage.hub.as('ghp_wrong');
    expect(await refusal(wrong.octokit.rest.repos.get({ ...wrong.at }))).toBe('401 Bad credentials');
    const bola = await stage.hub.as({ login: 'bola' });
    const merge = bola.octokit.rest.pulls.merge({ ...bola.at, pull_number: await opened(stage) });
    expect(await refusal(merge)).toMatch(/^403/);
    const check = stage.person.octokit.rest.checks.create({ ...stage.person.at, name: 'x', head_sha: 'x' });
    expect(await refusal(check)).toBe('403 You must authenticate via a GitHub App.');
  });

  test('a job can’t be given what only people and Apps have', () => {
    expect(() => stage.hub.token({ permissions: { secrets: 'read' } })).toThrow(`can't be given "secrets"`);
    expect(() => stage.hub.token({ login: 'nobody' })).toThrow('knows nobody');
  });
});
