import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  connectPullRequestApi,
  createPullRequestApi,
  parseGithubRemote,
} from '../../src/github/pull-requests.ts';
import { startHub } from '../github-emulator/emulator.ts';

describe('where a remote is on GitHub', () => {
  const own = { GITHUB_SERVER_URL: 'https://git.acme.example' };

  test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['git@github.com:acme/status.git', {}, 'https://github.com/acme/status'],
    ['https://github.com/acme/status', {}, 'https://github.com/acme/status'],
    ['https://user:password@github.com/acme/status.git', {}, 'https://github.com/acme/status'],
    ['ssh://git@github.com/acme/status.git', {}, 'https://github.com/acme/status'],
    ['ssh://git@ssh.github.com:443/acme/status.git', {}, 'https://github.com/acme/status'],
    ['git@git.acme.example:ops/status.git', own, 'https://git.acme.example/ops/status'],
    ['https://gitlab.com/acme/status.git', {}, undefined],
    ['https://github.com.evil.example/acme/status.git', {}, undefined],
    ['/srv/status.git', {}, undefined],
    ['/srv/status.git', { GITHUB_REPOSITORY: 'acme/status' }, 'https://github.com/acme/status'],
  ])('%s %j is %s', (remote, env, expected) => {
    expect(parseGithubRemote(remote, env)?.url).toBe(expected);
  });
});

describe('V3.1: the pull request', () => {
  test('is found, or opened; people and teams are asked, and who can’t be is given back', async () => {
    const hub = await startHub({ people: { amina: 'write', bola: 'none' }, teams: ['on-call'] });
    onTestFinished(() => hub.close());
    await hub.seed({ 'status.yaml': 'name: Shop\n' });
    await hub.seed({ 'incidents/x.md': 'x\n' }, { branch: 'incident/x' });
    const client = await hub.as({ permissions: { contents: 'read', 'pull-requests': 'write' } });
    const pullRequestApi = createPullRequestApi(client);
    expect(await pullRequestApi.findPullRequest('incident/x')).toBeUndefined();
    const request = { branch: 'incident/x', base: 'main', title: '$(x)', body: 'b' };
    const opened = { number: 1, url: `${hub.url}/acme/status/pull/1` };
    expect(await pullRequestApi.openPullRequest(request)).toEqual(opened);
    expect(await pullRequestApi.findPullRequest('incident/x')).toEqual(opened);
    expect(await pullRequestApi.findPullRequest('incident/y')).toBeUndefined();
    expect(await pullRequestApi.requestReviewers(1, ['@amina', '@acme/on-call', '@bola'])).toEqual(['@bola']);
    expect(await hub.pullRequests()).toMatchObject([
      {
        ...{ title: '$(x)', body: 'b' },
        requested_reviewers: [{ login: 'amina' }],
        requested_teams: [{ slug: 'on-call' }],
      },
    ]);
    hub.assertClean();
  });

  test('is opened at the server that the environment names', async () => {
    const hub = await startHub();
    onTestFinished(() => hub.close());
    vi.stubEnv('GITHUB_API_URL', hub.url);
    onTestFinished(() => void vi.unstubAllEnvs());
    const pullRequestApi = await connectPullRequestApi(hub.token(), 'acme/status');
    expect(await pullRequestApi.findPullRequest('incident/x')).toBeUndefined();
    expect(hub.requests.map(({ operation }) => operation)).toEqual(['pulls/list']);
  });
});
