import { expect, test } from 'vitest';
import { openClient } from '../../src/io/github-client.ts';

test('each request has patience of its own: a watch that lives for hours does not run out of it', async () => {
  const { octokit } = await openClient('token', 'acme/status', 'http://127.0.0.1:9');
  const signals: unknown[] = [];
  octokit.hook.wrap('request', (_, options) => {
    signals.push(options.request.signal);
    return { status: 200, url: '', headers: {}, data: {} };
  });
  await octokit.request('GET /rate_limit');
  await octokit.request('GET /rate_limit');
  expect(signals).toEqual([expect.any(AbortSignal), expect.any(AbortSignal)]);
  expect(signals[0]).not.toBe(signals[1]);
});
