import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { connectGithub, githubOf } from '../../src/io/github.ts';

const ASK = 'POST /repos/acme/status/pulls/7/requested_reviewers';

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
    expect(githubOf(remote, env)?.url).toBe(expected);
  });
});

describe('V3.1: the pull request', () => {
  test('is found, or opened; people and teams are asked, and who can’t be is given back', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push(`${request.method} ${decodeURIComponent(request.url ?? '')} ${body}`.trim());
        const refused = body.includes('bola');
        const answer =
          request.method === 'GET' ? [] : { number: 7, html_url: 'https://github.example/pull/7' };
        response.writeHead(refused ? 422 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    vi.stubEnv('GITHUB_API_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const forge = await connectGithub('token', 'acme/status');
    expect(await forge.findPullRequest('incident/x')).toBeUndefined();
    const request = { branch: 'incident/x', base: 'main', title: '$(x)', body: 'b' };
    expect(await forge.openPullRequest(request)).toEqual({ number: 7, url: 'https://github.example/pull/7' });
    expect(await forge.requestReviewers(7, ['@amina', '@acme/on-call', '@bola'])).toEqual(['@bola']);
    expect([...seen.slice(0, 3), ...seen.slice(3).toSorted()]).toEqual([
      'GET /repos/acme/status/pulls?head=acme:incident/x&state=open',
      'POST /repos/acme/status/pulls {"head":"incident/x","base":"main","title":"$(x)","body":"b"}',
      `${ASK} {"reviewers":["amina","bola"],"team_reviewers":["on-call"]}`,
      `${ASK} {"reviewers":["amina"],"team_reviewers":[]}`,
      `${ASK} {"reviewers":["bola"],"team_reviewers":[]}`,
      `${ASK} {"reviewers":[],"team_reviewers":["on-call"]}`,
    ]);
  });
});
