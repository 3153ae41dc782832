import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { formatInstant } from '../../src/time/instant.ts';
import { MINUTE } from '../../src/time/duration.ts';
import { startHub } from '../github-emulator/emulator.ts';
import { payloadOf } from '../workflows/executor/payloads.ts';
import { statusRepository } from '../workflows/executor/repository.ts';
import { runWorkflow } from '../workflows/executor/run-workflow.ts';
import type { WorkflowRun } from '../workflows/executor/run-workflow.ts';

const SITE = `name: Shop
url: https://shop.example/status
policy: vayva
timezone: Africa/Lagos
contact: { email: help@shop.example }
people: { incident-commander: ["@amina"], on-call-engineer: ["@tunde"] }
notify:
  incidents-channel: [{ channel: slack-webhook, secret: TEAM_HOOK }]
  all-hands: { none: the team is all hands }
  leadership: { none: they read the channel }
  support-team: { none: they read the channel }
`;

const incident = (began: string): string => `---
title: Some orders fail at checkout
severity: sev-2
components: { checkout: partial-outage }
detected: ${began}
internal: { source: alert, commander: "@amina" }
---

## ${began} investigating

We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.
`;

/** An incoming webhook of a chat, and what it got. */
async function startChat(): Promise<{ url: string; texts: string[] }> {
  const texts: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      texts.push(body);
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, texts };
}

test(
  'V4.1: deploy.yml notifies the team once of what was published, and of nothing before its first run',
  { timeout: 15 * MINUTE },
  async () => {
    const chat = await startChat();
    const repository = statusRepository({ 'status.yaml': SITE });
    const hub = await startHub();
    onTestFinished(() => hub.close());
    const remote = { name: hub.repository, folder: hub.folder, url: `${hub.url}/${hub.repository}.git` };
    const deploy = async (): Promise<WorkflowRun> => {
      repository.git('push', '-q', hub.folder, 'HEAD:refs/heads/main');
      return runWorkflow('.github/workflows/deploy.yml', {
        event: 'workflow_dispatch',
        payload: payloadOf('workflow_dispatch', undefined, {
          ref: 'refs/heads/main',
          repository: { full_name: hub.repository, default_branch: 'main' },
        }),
        repository: remote,
        ...{ apiUrl: hub.url, serverUrl: hub.url },
        token: (permissions) =>
          hub.token({
            permissions: Object.fromEntries(
              Object.entries(permissions).filter(([name]) => !['id-token', 'pages'].includes(name)),
            ) as Record<string, 'read' | 'write'>,
          }),
        vars: { repository: { CANDOR_NOTIFY: 'on' } },
        secrets: { environments: { notifications: { NOTIFY_SECRETS: `TEAM_HOOK=${chat.url}` } } },
      });
    };
    const logOf = ({ jobs }: WorkflowRun): string => {
      const { result, log } = jobs['notify']!;
      expect(result, log).toBe('success');
      return log;
    };
    const hour = 60 * MINUTE;
    repository.commit({
      'incidents/2026-11-01-old.md': incident(formatInstant(Date.now() - 2 * hour - 10 * MINUTE)),
    });
    logOf(await deploy());
    expect(chat.texts).toEqual([]);
    repository.commit({ 'incidents/2026-11-22-checkout.md': incident(formatInstant(Date.now())) });
    const log = logOf(await deploy());
    expect(chat.texts, log).toHaveLength(1);
    expect(chat.texts[0]).toContain('Some orders fail at checkout');
    expect(log).not.toContain(chat.url);
  },
);
