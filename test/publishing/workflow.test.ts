import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startHub } from '../github-emulator/emulator.ts';
import { payloadOf } from '../workflows/executor/payloads.ts';
import { statusRepository } from '../workflows/executor/repository.ts';
import type { StatusRepository } from '../workflows/executor/repository.ts';
import { runWorkflow } from '../workflows/executor/run-workflow.ts';
import type { RunOptions, WorkflowRun } from '../workflows/executor/run-workflow.ts';

const INCIDENT = `---
title: Some orders fail at checkout
severity: sev-2
components: { checkout: partial-outage }
detected: 2026-11-22T09:02Z
internal: { source: alert, commander: "@amina-vayva" }
---

## 2026-11-22T09:10Z investigating

We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.
`;

async function deploy(
  repository: StatusRepository,
  pushed: { before: string; after: string },
  options: Pick<RunOptions, 'caches' | 'machine'> = {},
): Promise<WorkflowRun> {
  // Git is the bare repository; GitHub is asked for the issues that forms were, and has none.
  const hub = await startHub();
  onTestFinished(() => hub.close());
  const payload = payloadOf('push', undefined, {
    ref: 'refs/heads/main',
    ...pushed,
    repository: { default_branch: 'main' },
  });
  return runWorkflow('.github/workflows/deploy.yml', {
    ...{ event: 'push', payload, repository: { ...repository, name: hub.repository } },
    ...{ apiUrl: hub.url, serverUrl: hub.url, ...options },
    token: (permissions) => hub.token({ permissions: withoutPages(permissions) }),
  });
}

/** Publishing asks GitHub Pages, which is a stand-in here, for rights that the tests' GitHub doesn't give. */
function withoutPages(permissions: Readonly<Record<string, string>>): Record<string, 'read' | 'write'> {
  const kept = Object.entries(permissions).filter(([name]) => !['id-token', 'pages'].includes(name));
  return Object.fromEntries(kept) as Record<string, 'read' | 'write'>;
}

const results = (run: WorkflowRun): Record<string, string> =>
  Object.fromEntries(Object.entries(run.jobs).map(([name, { result }]) => [name, result]));

const tags = (repository: StatusRepository): string[] =>
  execFileSync('git', ['tag', '-l'], { cwd: repository.folder, encoding: 'utf8' }).trim().split('\n');

test('a push publishes the page, and marks the commit as stable', async () => {
  const repository = statusRepository();
  const run = await deploy(repository, repository.commit({ 'incidents/2026-11-22-checkout.md': INCIDENT }));
  expect(results(run)).toEqual({
    deploy: 'success',
    'follow-up': 'success',
    notify: 'skipped',
  });
  expect(readFileSync(join(run.pages!, 'incidents/2026-11-22-checkout/index.html'), 'utf8')).toContain(
    'Some orders fail',
  );
  expect(tags(repository)).toEqual([expect.stringMatching(/^stable\/\d{8}T\d{6}Z$/)]);
  expect(run.jobs['deploy']?.permissions).toEqual({
    contents: 'read',
    pages: 'write',
    'id-token': 'write',
  });
});

test('a broken file is published around, and the run is red', async () => {
  const repository = statusRepository({ 'incidents/2026-11-22-checkout.md': INCIDENT });
  const run = await deploy(
    repository,
    repository.commit({ 'incidents/2026-11-23-broken.md': '---\ntitle: [\n---\n::error::x\n' }),
  );
  expect(results(run)).toEqual({
    deploy: 'success',
    'follow-up': 'failure',
    notify: 'skipped',
  });
  expect(run.conclusion).toBe('failure');
  expect(existsSync(join(run.pages!, 'incidents/2026-11-22-checkout/index.html'))).toBe(true);
  expect(tags(repository)).toEqual(['']);
});

test('nothing is published if nothing can be built', async () => {
  const repository = statusRepository();
  repository.commit({ 'incidents/2026-11-22-checkout.md': INCIDENT });
  const run = await deploy(repository, repository.commit({ 'incidents/2026-11-22-checkout.md': null }));
  expect(results(run)).toEqual({
    deploy: 'failure',
    'follow-up': 'success',
    notify: 'skipped',
  });
  expect(run.pages).toBeUndefined();
});

test('an older run builds what is newest by then', async () => {
  const repository = statusRepository();
  const older = repository.commit({ 'incidents/2026-11-22-checkout.md': INCIDENT });
  repository.commit({ 'incidents/2026-11-23-later.md': INCIDENT.replaceAll('11-22', '11-23') });
  const run = await deploy(repository, older);
  expect(existsSync(join(run.pages!, 'incidents/2026-11-23-later/index.html'))).toBe(true);
});

test('if the npm registry does not answer, an update is published with the dependencies of an earlier run', async () => {
  const repository = statusRepository();
  const caches = new Map<string, string>();
  await deploy(repository, repository.commit({}), { caches });
  expect([...caches.keys()]).toEqual([expect.stringMatching(/^node_modules-Linux-[0-9a-f]+$/)]);
  const lock = readFileSync(join(repository.root, 'package-lock.json'), 'utf8');
  const pushed = repository.commit({
    'package-lock.json': lock.replace('{', '{\n'),
    'incidents/2026-11-22-checkout.md': INCIDENT,
  });
  const run = await deploy(repository, pushed, { caches, machine: { REGISTRY_IS_DOWN: 'yes' } });
  expect(results(run)).toEqual({ deploy: 'success', 'follow-up': 'success', notify: 'skipped' });
  expect(existsSync(join(run.pages!, 'incidents/2026-11-22-checkout/index.html'))).toBe(true);
  expect(run.jobs['deploy']!.annotations.map(({ message }) => message)).toEqual([
    'The dependencies could not be installed, so this run uses those of an earlier run.',
  ]);
  // They must not be kept under the newest key.
  expect(caches.size).toBe(1);
  const without = await deploy(repository, pushed, { machine: { REGISTRY_IS_DOWN: 'yes' } });
  expect(results(without)['deploy']).toBe('failure');
});

test.each([
  ['a change of the site', {}],
  ['dependencies that can not be installed', { 'package-lock.json': null }],
])(
  'U5.2: a rollback by one click after %s publishes the last stable build with the newest content, and keeps it',
  async (_, broken) => {
    const repository = statusRepository();
    await deploy(repository, repository.commit({}));
    const status = readFileSync(join(repository.root, 'status.yaml'), 'utf8');
    repository.commit({ 'status.yaml': status.replace('name: Vayva', 'name: Wrong'), ...broken });
    repository.commit({ 'incidents/2026-11-22-checkout.md': INCIDENT });
    const payload = payloadOf('workflow_dispatch', undefined, {
      ref: 'refs/heads/main',
      inputs: { tag: '' },
      repository: { default_branch: 'main' },
    });
    const run = await runWorkflow('.github/workflows/rollback.yml', {
      event: 'workflow_dispatch',
      payload,
      repository,
    });
    expect(results(run)).toEqual({
      build: 'success',
      deploy: 'success',
      'push-rollback': 'success',
      'report-errors': 'skipped',
    });
    expect(readFileSync(join(run.pages!, 'index.html'), 'utf8')).toContain('Vayva status');
    expect(existsSync(join(run.pages!, 'incidents/2026-11-22-checkout/index.html'))).toBe(true);
    const main = execFileSync('git', ['show', 'main:status.yaml'], {
      cwd: repository.folder,
      encoding: 'utf8',
    });
    expect(main).toContain('name: Vayva');
  },
);
