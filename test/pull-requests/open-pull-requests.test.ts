import { expect, test } from 'vitest';
import { MINUTE } from '../../src/time/duration.ts';
import { mergePullRequest } from '../../src/pull-requests/io/review.ts';
import type { PullRequestOptions } from '../../src/pull-requests/io/review.ts';
import { reviewOpenPullRequests } from '../../src/pull-requests/io/open-pull-requests.ts';
import { setStage } from './repository-on-github.ts';
import type { Stage } from './repository-on-github.ts';

const SEV2 = ['open', '--severity', 'sev-2', '--component', 'checkout', '--impact', 'failed payments'];

async function optionsOf(
  { hub }: Stage,
  change: Partial<PullRequestOptions> = {},
): Promise<PullRequestOptions> {
  const token = hub.token({
    permissions: {
      ...{ contents: 'write', 'pull-requests': 'write', issues: 'write', actions: 'write' },
      ...{ checks: 'read', statuses: 'write' },
    },
  });
  return {
    ...{ client: await hub.as(token), root: await hub.clone(token), gitEnv: hub.gitEnv(token) },
    ...{ now: Date.now, triggersWorkflows: false, checksTimeoutMs: 0, pollIntervalMs: 0, ...change },
  };
}

const workflowsOf = ({ hub }: Stage): unknown[] => hub.dispatched.map(({ payload }) => payload['workflow']);

async function branchOf({ hub }: Stage): Promise<string> {
  return (await hub.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/incident/')).trim();
}

test('an update whose run was lost is checked, merged and published', async () => {
  const stage = await setStage();
  const { hub, incident, green, merged } = stage;
  await incident('tunde', ...SEV2);
  const options = await optionsOf(stage);
  const nothing = { merged: [], proposed: [], checked: [], errors: [] };
  // Its own run has two minutes.
  expect(await reviewOpenPullRequests(options)).toEqual(nothing);
  const later = { ...options, now: () => Date.now() + 2 * MINUTE };
  const branch = await branchOf(stage);
  await green(branch, 'validate', 'failure');
  expect(await reviewOpenPullRequests(later)).toEqual({ ...nothing, checked: [1] });
  expect(await reviewOpenPullRequests(later)).toEqual(nothing);
  await green(branch);
  expect(await reviewOpenPullRequests(later)).toEqual({ ...nothing, merged: [1] });
  expect(await merged(1)).toBe(true);
  expect(workflowsOf(stage)).toEqual(['deploy.yml', 'reminders.yml']);
  expect(hub.violations()).toEqual([]);
});

test.each([
  [['squash'], 2],
  [['squash', 'merge'], 1],
])('where %j is off, an update is merged in another way', async (off, parents) => {
  const stage = await setStage();
  const { hub, incident, green, merged } = stage;
  hub.settings.mergeMethodsOff = off;
  await incident('tunde', ...SEV2);
  await green(await branchOf(stage));
  const { errors } = await mergePullRequest(await optionsOf(stage), 1, false);
  expect([errors, await merged(1)]).toEqual([[], true]);
  expect((await hub.git('log', '-1', '--format=%P', 'main')).trim().split(' ')).toHaveLength(parents);
});

test('a merge that GitHub made before it answered 502 is a merge: its update is published', async () => {
  const stage = await setStage();
  const { hub, incident, green, statusComment } = stage;
  await incident('tunde', ...SEV2);
  await green(await branchOf(stage));
  hub.settings.fault = ({ operation }) =>
    operation === 'pulls/merge' ? { status: 502, isCarriedOut: true } : undefined;
  expect((await mergePullRequest(await optionsOf(stage), 1, false)).errors).toEqual([]);
  expect(workflowsOf(stage)).toEqual(['deploy.yml', 'reminders.yml']);
  expect(await statusComment(1)).toContain('### Merged');
});

test('a merge that GitHub can not make yet is tried until the timeout; then a person is asked', async () => {
  const stage = await setStage();
  const { hub, incident, green, merged, statusComment } = stage;
  await incident('tunde', ...SEV2);
  await green(await branchOf(stage));
  let left = 2;
  const notYet = { status: 405, message: 'Required status check "candor/incidents" is expected.' };
  hub.settings.fault = ({ operation }) => (operation === 'pulls/merge' && left-- > 0 ? notYet : undefined);
  const waiting = { checksTimeoutMs: 20, pollIntervalMs: 15 };
  expect((await mergePullRequest(await optionsOf(stage, waiting), 1, false)).errors).toEqual([
    'It was not merged: Required status check "candor/incidents" is expected.',
  ]);
  expect(await statusComment(1)).toMatch(/### Ready, but the merge failed[^]*@amina[^]*is expected/);
  left = 2;
  expect(
    (await mergePullRequest(await optionsOf(stage, { checksTimeoutMs: 60, pollIntervalMs: 15 }), 1, false))
      .errors,
  ).toEqual([]);
  expect(await merged(1)).toBe(true);
});
