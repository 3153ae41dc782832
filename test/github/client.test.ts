import { expect, onTestFinished, test, vi } from 'vitest';
import { openGithubClient } from '../../src/github/client.ts';

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
