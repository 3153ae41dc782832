import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startHub } from '../github-emulator/emulator.ts';
import { payloadOf } from '../workflows/executor/payloads.ts';
import { statusRepository } from '../workflows/executor/repository.ts';
import { runWorkflow } from '../workflows/executor/run-workflow.ts';
import { HOSTILE } from './sample-payloads.ts';
import { RIGHTS } from './ingest-alert.ts';

test('V2.1, V11.2: alerts.yml makes a hostile alert a draft with the rights that it asks for, and runs none of its words', async () => {
  const hub = await startHub({ now: '2026-11-22T09:03:00Z' });
  onTestFinished(() => hub.close());
  hub.settings.workflowPermissions = { can_approve_pull_request_reviews: true };
  const { folder } = statusRepository();
  await hub.git('fetch', '-q', folder, '+main:main');
  const text = HOSTILE.slice(0, -1).join('\n');
  const given: unknown[] = [];
  const run = await runWorkflow('.github/workflows/alerts.yml', {
    event: 'repository_dispatch',
    payload: payloadOf('repository_dispatch', 'incident-alert', {
      action: 'incident-alert',
      client_payload: {
        ...{ source: 'grafana', dedupe_key: text, title: text, details: text, severity: `critical, ${text}` },
        ...{ components: 'checkout', starts_at: '2026-11-22T09:01:00Z' },
      },
      repository: { full_name: hub.repository, default_branch: 'main', private: false },
    }),
    repository: {
      name: hub.repository,
      folder: hub.folder,
      url: `${hub.url}/${hub.repository}.git`,
      defaultBranch: 'main',
    },
    token: (permissions) => {
      given.push(permissions);
      return hub.token({ permissions: permissions as typeof RIGHTS });
    },
    apiUrl: hub.url,
    serverUrl: hub.url,
  });
  const log = run.jobs['ingest']?.log ?? '';
  expect([run.started, run.conclusion, log]).toEqual([
    true,
    'success',
    expect.stringContaining('Opened a draft'),
  ]);
  expect(given).toEqual([RIGHTS]);
  expect(run.jobs['ingest']!.annotations).toEqual([]);
  expect(run.jobs['ingest']!.summary).toMatch(
    /^Opened a draft, 2026-11-\d\d-checkout, for SEV-1\. It needs triage/,
  );
  expect(log).not.toContain('pwned');
  expect(existsSync(join(process.cwd(), 'pwned'))).toBe(false);
  expect(await hub.pullRequests()).toMatchObject([{ draft: true, title: 'SEV-1: Checkout unavailable' }]);
  hub.assertClean();
});
