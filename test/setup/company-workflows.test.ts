import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startHub } from '../github-emulator/emulator.ts';
import { payloadOf } from '../workflows/executor/payloads.ts';
import { companyRepository } from '../workflows/executor/repository.ts';
import { runWorkflow } from '../workflows/executor/run-workflow.ts';

const ANSWERS = [
  ...['--name', 'Acme', '--url', 'https://status.acme.example', '--policy', 'standard', '--language', 'en'],
  ...[
    '--component',
    'Checkout',
    '--person',
    'incident-commander=@amina',
    '--person',
    'on-call-engineer=@chidi',
  ],
];
const INCIDENT = `---
title: Some payments fail
severity: sev-2
components: { checkout: partial-outage }
detected: 2026-11-22T09:02Z
internal: { source: alert, commander: "@amina" }
---

## 2026-11-22T09:10Z investigating

Some payments fail at the moment. We are looking into it.
`;

test('the workflows of a company run the installed package: a push publishes the page', async () => {
  const repository = companyRepository([...ANSWERS, '--now', '2026-11-01T00:00Z']);
  const hub = await startHub();
  onTestFinished(() => hub.close());
  const pushed = repository.commit({ 'incidents/2026-11-22-checkout.md': INCIDENT });
  repository.git('push', '-q', hub.folder, 'HEAD:refs/heads/main');
  const path = '.github/workflows/deploy.yml';
  const run = await runWorkflow(path, {
    event: 'push',
    payload: payloadOf('push', undefined, {
      ref: 'refs/heads/main',
      ...pushed,
      repository: { default_branch: 'main' },
    }),
    repository: { ...repository, name: hub.repository },
    apiUrl: hub.url,
    serverUrl: hub.url,
    token: () =>
      hub.token({
        permissions: { contents: 'write', issues: 'write', actions: 'write', 'pull-requests': 'write' },
      }),
  });
  const logs = Object.values(run.jobs).map(({ result, log }) => (result === 'failure' ? log : result));
  expect(logs).toEqual(['success', 'success', 'skipped']);
  const page = readFileSync(join(run.pages!, 'incidents/2026-11-22-checkout/index.html'), 'utf8');
  expect(page).toContain('Some payments fail');
});
