import { afterEach, beforeEach, expect, test } from 'vitest';
import { startHub } from './hub.ts';
import type { Hub } from './hub.ts';

let hub: Hub;

beforeEach(async () => {
  hub = await startHub({ files: { 'status.yaml': 'name: Shop\n' } });
});
afterEach(async () => {
  await hub.close();
});

test('a pull request', async () => {
  const { octokit, at } = await hub.as({ permissions: { contents: 'write', 'pull-requests': 'write' } });
  await hub.seed({ 'a.md': 'one\n' }, { branch: 'incident/a' });
  const { data } = await octokit.rest.pulls.create({ ...at, head: 'incident/a', base: 'main', title: 'A' });
  expect(data.number).toBe(1);
  const issue = await octokit.rest.issues.create({ ...at, title: 'x' }).catch((e: unknown) => e);
  expect(String(issue)).toMatch('Resource not accessible by integration');
  await octokit.rest.issues.createComment({ ...at, issue_number: 1, body: 'hello' });
  const files = await octokit.rest.pulls.listFiles({ ...at, pull_number: 1 });
  expect(files.data).toMatchObject([{ filename: 'a.md', status: 'added', additions: 1 }]);
  const merged = await octokit.rest.pulls.merge({ ...at, pull_number: 1, merge_method: 'squash' });
  expect(merged.data.merged).toBe(true);
  const got = await octokit.rest.pulls.get({ ...at, pull_number: 1 });
  expect(got.data).toMatchObject({ merged: true, state: 'closed', merge_commit_sha: merged.data.sha });
  const clone = await hub.clone(hub.token());
  expect(clone).toBeTruthy();
  hub.assertClean();
});
