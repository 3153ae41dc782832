import { expect, test } from 'vitest';
import { findRetryPause, JOB_RETRIES, PERSON_RETRIES } from '../../src/github/retry.ts';
import type { FailedRequest } from '../../src/github/retry.ts';

const NOW = Date.UTC(2026, 10, 22, 9);
const FAILED: FailedRequest = {
  ...{ method: 'GET', url: '/repos/{owner}/{repo}', status: 502, isAnswered: true, message: 'Server Error' },
  ...{ headers: {}, retries: 0 },
};
const used = (seconds: number) => ({
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(NOW / 1000 + seconds),
});

test.each<[string, Partial<FailedRequest>, number | undefined, number | undefined]>([
  ['a server error', {}, 1000, 300],
  ['a second one', { retries: 1 }, 3000, undefined],
  ['a fourth one', { retries: 3 }, undefined, undefined],
  ['no response in time', { status: 500, isAnswered: false }, 1000, undefined],
  ['what GitHub refuses', { status: 405 }, undefined, undefined],
  ['what the token may not do', { status: 403, message: 'Resource not accessible' }, undefined, undefined],
  ['a merge', { method: 'PUT', url: '/repos/{owner}/{repo}/pulls/{pull_number}/merge' }, 1000, 300],
  [
    'a new comment',
    { method: 'POST', url: '/repos/{owner}/{repo}/issues/{issue_number}/comments' },
    undefined,
    undefined,
  ],
  ['a commit status', { method: 'POST', url: '/repos/{owner}/{repo}/statuses/{sha}' }, 1000, 300],
  [
    'a dispatch',
    { method: 'POST', url: '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches' },
    1000,
    300,
  ],
  [
    'a secondary limit that names no time',
    { status: 403, message: 'You have exceeded a secondary rate limit' },
    60_000,
    undefined,
  ],
  ['one that names a time', { status: 429, headers: { 'retry-after': '2' } }, 2000, 2000],
  [
    'one of a new comment, which was not carried out',
    { status: 429, method: 'POST', headers: { 'retry-after': '2' } },
    2000,
    2000,
  ],
  ['a limit that ends soon', { status: 403, headers: used(90) }, 90_000, undefined],
  ['a limit that ends in half an hour', { status: 403, headers: used(1800) }, undefined, undefined],
])('%s', (_, change, job, person) => {
  const failed = { ...FAILED, ...change };
  expect([JOB_RETRIES, PERSON_RETRIES].map((policy) => findRetryPause(failed, policy, NOW))).toEqual([
    job,
    person,
  ]);
});
