import { expect, onTestFinished, test, vi } from 'vitest';
import { openGithubClient } from '../../src/github/client.ts';
import type { GithubClient } from '../../src/github/client.ts';
import { startHub } from '../github-emulator/emulator.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import type { Fault } from '../github-emulator/limits.ts';

const FAST = { pauses: [1, 1, 1], longestPause: 10, retriesTimeouts: true };

async function connect(retries = FAST): Promise<{ hub: Hub; client: GithubClient }> {
  const hub = await startHub({ files: { 'a.md': 'one\n' } });
  onTestFinished(() => hub.close());
  return { hub, client: await openGithubClient(hub.token(), hub.repository, hub.url, retries) };
}

/** Lets so many requests of an operation fail. */
function failFirst(hub: Hub, operation: string, count: number, fault: Fault): void {
  let left = count;
  hub.settings.fault = (call) => (call.operation === operation && left-- > 0 ? fault : undefined);
}

test('each request has patience of its own: a watch that lives for hours does not run out of it', async () => {
  const signals: unknown[] = [];
  onTestFinished(() => void vi.unstubAllGlobals());
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
    signals.push(signal);
    return Promise.resolve(Response.json({}));
  });
  const { octokit } = await openGithubClient('token', 'acme/status', 'http://hub.example');
  await octokit.request('GET /rate_limit');
  await octokit.request('GET /rate_limit');
  expect(signals).toEqual([expect.any(AbortSignal), expect.any(AbortSignal)]);
  expect(signals[0]).not.toBe(signals[1]);
});

test('a request that meets 502 three times succeeds; at a terminal it fails after the second', async () => {
  const { hub, client } = await connect();
  failFirst(hub, 'repos/get', 3, { status: 502 });
  expect((await client.octokit.rest.repos.get({ ...client.at })).status).toBe(200);
  const person = await openGithubClient(hub.token(), hub.repository, hub.url, { ...FAST, pauses: [1] });
  failFirst(hub, 'repos/get', 3, { status: 502 });
  await expect(person.octokit.rest.repos.get({ ...person.at })).rejects.toMatchObject({ status: 502 });
});

test('a comment that GitHub has written before it answered 502 is not written again', async () => {
  const { hub, client } = await connect();
  const { octokit, at } = client;
  const { data } = await octokit.rest.issues.create({ ...at, title: 'A' });
  failFirst(hub, 'issues/create-comment', 1, { status: 502, isCarriedOut: true });
  const comment = octokit.rest.issues.createComment({ ...at, issue_number: data.number, body: 'B' });
  await expect(comment).rejects.toMatchObject({ status: 502 });
  expect((await octokit.rest.issues.listComments({ ...at, issue_number: data.number })).data).toHaveLength(1);
});

test('a list that has not changed does not count for the rate limit, and is complete each time', async () => {
  const { hub, client } = await connect();
  const { octokit, at } = client;
  const list = () => octokit.paginate(octokit.rest.actions.listRepoWorkflows, { ...at, per_page: 100 });
  const first = await list();
  const counted = hub.settings.counted.requests;
  for (let time = 0; time < 5; time += 1) expect(await list()).toEqual(first);
  expect(hub.settings.counted.requests).toBe(counted);
  await hub.seed({ '.github/workflows/a.yml': 'name: A\n' });
  expect(await list()).toHaveLength(first.length + 1);
  expect(hub.settings.counted.requests).toBe(counted + 1);
});

test('the token of a job has 1,000 requests an hour; then GitHub names the time when there are more', async () => {
  const { hub, client } = await connect();
  hub.settings.jobRequestsPerHour = 3;
  for (const title of ['A', 'B', 'C']) await client.octokit.rest.issues.create({ ...client.at, title });
  await expect(client.octokit.rest.issues.create({ ...client.at, title: 'D' })).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('rate limit exceeded') as string,
  });
});
