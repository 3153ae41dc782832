import { expect, test } from 'vitest';
import { payloadOf } from '../workflows/executor/payloads.ts';
import { statusRepository } from '../workflows/executor/repository.ts';
import { runWorkflow } from '../workflows/executor/run-workflow.ts';
import { GITHUB_TOKEN } from '../support/fake-secrets.ts';

const PATH = '.github/workflows/validate.yml';
const INCIDENT = 'incidents/2026-11-22-checkout.md';
type Status = ReturnType<typeof statusRepository>;

/** A pull request from a fork. */
function pullRequest(base: string, sha: string, from: string) {
  return payloadOf('pull_request', 'opened', {
    pull_request: {
      number: 7,
      head: { ref: 'branch', sha, repo: { full_name: from } },
      base: { ref: 'main', sha: base },
    },
  });
}

async function checked(repository: Status, event: string, payload: ReturnType<typeof payloadOf>) {
  const run = await runWorkflow(PATH, { event, payload, repository, token: () => 'ghs_none' });
  const { steps, permissions, log } = run.jobs['validate']!;
  const { outcome, annotations } = steps.find(({ name }) => name === 'Search for secrets')!;
  return { outcome, files: annotations.map(({ file, title }) => [file, title]), permissions, log };
}

test('U6.1: a fork’s pull request whose earlier commit held a secret is refused; no letter of it is said', async () => {
  const repository = statusRepository();
  const { before } = repository.commit(
    { [INCIDENT]: `It fails with ${GITHUB_TOKEN}.\n` },
    'branch',
    'Try it',
  );
  const { after } = repository.commit({ [INCIDENT]: null }, 'branch', 'Take it away');
  const stranger = pullRequest(before, after, 'stranger/status');
  const { outcome, files, permissions, log } = await checked(repository, 'pull_request', stranger);
  expect(outcome).toBe('failure');
  expect(files).toEqual([[INCIDENT, 'no-secrets (U6.1)']]);
  expect(permissions).toEqual({ contents: 'read' });
  expect(log).not.toContain(GITHUB_TOKEN.slice(4, 16));
});

test('U6.1: the commits of a merge queue are searched, and a clean change passes', async () => {
  const repository = statusRepository();
  const clean = repository.commit({ 'notes.md': 'Nothing to see.\n' }, 'queue', 'Add a note');
  const group = ({ before, after }: { before: string; after: string }) =>
    payloadOf('merge_group', 'checks_requested', {
      merge_group: {
        head_ref: 'refs/heads/queue',
        head_sha: after,
        base_ref: 'refs/heads/main',
        base_sha: before,
      },
    });
  expect(await checked(repository, 'merge_group', group(clean))).toMatchObject({
    outcome: 'success',
    files: [],
  });
  const planted = repository.commit({ 'notes.md': `${GITHUB_TOKEN}\n` }, 'queue', 'Add another');
  expect(await checked(repository, 'merge_group', group(planted))).toMatchObject({
    outcome: 'failure',
    files: [['notes.md', 'no-secrets (U6.1)']],
  });
});
