import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openGithubClient } from '../../../src/github/client.ts';
import type { GithubClient } from '../../../src/github/client.ts';
import { createPullRequestApi } from '../../../src/github/pull-requests.ts';
import { listIncidentPulls } from '../../../src/alerts/io/run.ts';

/** A server that answers each request by a function of its method, its address and its body. */
async function answering(
  answer: (method: string, url: string, body: string) => [number, unknown],
): Promise<GithubClient> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const [code, data] = answer(request.method ?? '', request.url ?? '', body);
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(data));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return openGithubClient(
    'token',
    'acme/status',
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
}

test('V2.1: where a plan has no drafts, the pull request is opened with a title that says that it is one', async () => {
  const seen: unknown[] = [];
  const client = await answering((_method, _url, text) => {
    const body = JSON.parse(text) as { draft?: boolean; title?: string };
    seen.push(body.title ?? body);
    const message = 'Draft pull requests are not supported in this repository.';
    return body.draft === true
      ? [422, { message }]
      : [201, { number: 7, html_url: 'https://github.example/7' }];
  });
  const request = { branch: 'incident/x', base: 'main', title: 'SEV-1: Down', body: 'b' };
  await createPullRequestApi(client).openPullRequest({ ...request, draft: true, labels: ['alert'] });
  expect(seen).toEqual(['SEV-1: Down', 'Draft: SEV-1: Down', { labels: ['alert'] }]);
});

test('V2.1: a pull request from a fork, or of another kind of branch, never decides where an alert belongs', async () => {
  const pull = (number: number, fullName: string | null, ref: string): object => ({
    ...{ number, state: 'open', merged_at: null, closed_at: null, created_at: '2026-11-22T09:03:00Z' },
    ...{ user: { login: 'github-actions[bot]' }, body: `<!-- candor:alert ${number}ab -->` },
    head: { ref, repo: fullName === null ? null : { full_name: fullName } },
  });
  const pages = [
    Array.from({ length: 100 }, (_, index) => pull(index + 100, 'acme/status', 'dependabot/npm')),
    [
      pull(1, 'acme/status', 'incident/a'),
      pull(2, 'evil/status', 'incident/a'),
      pull(3, null, 'incident/a'),
      pull(4, 'Acme/Status', 'incident/b'),
    ],
  ];
  const client = await answering((_method, url) => [
    200,
    pages[Number(/&page=(\d)/.exec(url)?.[1]) - 1] ?? [],
  ]);
  const found = await listIncidentPulls(client);
  expect(
    found.map(({ number, branch, alertFingerprints }) => [number, branch, ...alertFingerprints]),
  ).toEqual([
    [1, 'incident/a', '1ab'],
    [4, 'incident/b', '4ab'],
  ]);
});
