import { expect, test } from 'vitest';
import { payloadOf } from '../workflows/executor/payloads.ts';
import { statusRepository } from '../workflows/executor/repository.ts';
import { runWorkflow } from '../workflows/executor/run-workflow.ts';
import { GITHUB_TOKEN } from '../support/fake-secrets.ts';

const PATH = '.github/workflows/secrets.yml';
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

async function judged(repository: Status, event: string, payload: ReturnType<typeof payloadOf>) {
  const run = await runWorkflow(PATH, { event, payload, repository, token: () => 'ghs_none' });
  const { result, annotations, permissions, log } = run.jobs['secrets']!;
  return { result, files: annotations.map(({ file, title }) => [file, title]), permissions, log };
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
  const { result, files, permissions, log } = await judged(repository, 'pull_request', stranger);
  expect(result).toBe('failure');
  expect(files).toEqual([[INCIDENT, 'no-secrets (U6.1)']]);
  expect(permissions).toEqual({ contents: 'read' });
  expect(log).not.toContain(GITHUB_TOKEN.slice(4, 16));
});

test('U6.1: what reaches main is searched, and a clean change passes', async () => {
  const repository = statusRepository();
  const clean = repository.commit({ 'notes.md': 'Nothing to see.\n' }, 'main', 'Add a note');
  const push = (range: { before: string; after: string }) =>
    payloadOf('push', undefined, { ref: 'refs/heads/main', ...range });
  expect(await judged(repository, 'push', push(clean))).toMatchObject({ result: 'success', files: [] });
  const planted = repository.commit({ 'notes.md': `${GITHUB_TOKEN}\n` }, 'main', 'Add another');
  expect(await judged(repository, 'push', push(planted))).toMatchObject({
    result: 'failure',
    files: [['notes.md', 'no-secrets (U6.1)']],
  });
});
