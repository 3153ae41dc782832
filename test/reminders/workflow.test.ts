import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { formatWatchAtRef } from '../../src/reminders/watch-at.ts';
import { MINUTE } from '../../src/time/duration.ts';
import { formatInstant } from '../../src/time/instant.ts';
import { startHub } from '../github-emulator/emulator.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import { payloadOf } from '../workflows/executor/payloads.ts';
import { statusRepository } from '../workflows/executor/repository.ts';
import { runWorkflow } from '../workflows/executor/run-workflow.ts';
import type { WorkflowRun } from '../workflows/executor/run-workflow.ts';

const SITE = `name: Shop
url: https://shop.example/status
policy: quick
people: { lead: ["@amina"], boss: ["@tunde"] }
`;
const POLICY = `name: Quick
severities:
  s1: { name: Bad, impact: major, updates: { due: 2s, late: 4s }, escalation: [lead, boss] }
roles: { lead: { name: Lead }, boss: { name: Boss } }
`;
const ID = '2026-11-22-checkout';
const TITLE = '::error::x $(touch pwned) `touch pwned` @bola';

function incident(began: number, ending = ''): string {
  return `---
title: ${JSON.stringify(TITLE)}
severity: s1
components: { checkout: degraded }
detected: ${formatInstant(began)}
internal: { notes: "the alert" }
---

## ${formatInstant(began)} investigating

We are looking into it.
${ending}`;
}

interface Stage {
  readonly hub: Hub;
  readonly watch: (shorter?: string, cancel?: AbortSignal) => Promise<WorkflowRun>;
  readonly look: () => Promise<WorkflowRun>;
}

/** The engine as it lies here, in a repository on a GitHub of its own, with one incident. */
async function setStage(text: string): Promise<Stage> {
  const repository = statusRepository({
    'status.yaml': SITE,
    'policies/quick.yaml': POLICY,
    'components/checkout.md': '---\nname: Checkout\n---\n',
    [`incidents/${ID}.md`]: text,
  });
  const hub = await startHub();
  onTestFinished(() => hub.close());
  repository.git('push', '-q', hub.folder, 'HEAD:refs/heads/main');
  const remote = { name: hub.repository, folder: hub.folder, url: `${hub.url}/${hub.repository}.git` };
  const run = (
    file: string,
    event: string,
    payload: Parameters<typeof runWorkflow>[1]['payload'],
    more: Partial<Parameters<typeof runWorkflow>[1]> = {},
  ) =>
    runWorkflow(`.github/workflows/${file}`, {
      ...{ event, payload, repository: remote, apiUrl: hub.url, serverUrl: hub.url, limit: 120_000 },
      token: (permissions) => hub.token({ permissions: permissions as Record<string, 'read' | 'write'> }),
      ...more,
    });
  return {
    hub,
    // As on ubuntu-slim, where a watcher lasts 13 minutes.
    watch: async (lasts = '13m', cancel = undefined) => {
      const yaml = await hub.git('show', 'main:.github/workflows/reminders.yml');
      const payload = payloadOf('workflow_dispatch', undefined, {
        ...{ ref: 'refs/heads/main', inputs: {} },
        repository: { full_name: hub.repository, default_branch: 'main' },
      });
      return run('reminders.yml', 'workflow_dispatch', payload, {
        vars: { repository: { CANDOR_WATCHER_RUNNER: 'ubuntu-slim' } },
        text: yaml.replace("'13m'", `'${lasts}'`),
        ...(cancel && { cancel }),
      });
    },
    look: () =>
      run('reminders-watchdog.yml', 'schedule', payloadOf('schedule', undefined, { schedule: '3 * * * *' })),
  };
}

const second = (ago = 0): number => Math.floor(Date.now() / 1000 - ago) * 1000;

test(
  'V10.1: reminders.yml reminds, escalates, restarts itself by dispatch, and keeps the watchdog enabled',
  { timeout: 120_000 },
  async () => {
    const { hub, watch } = await setStage(incident(second(60)));
    const run = await watch('8s');
    expect(run.jobs['watch']!.log).not.toMatch(/Warning/);
    expect(run.conclusion).toBe('success');
    expect(run.jobs['watch']!.steps.map(({ name, outcome }) => [name, outcome]).slice(-3)).toEqual([
      ['Watch', 'failure'],
      ['Restart this workflow', 'success'],
      ['Fail if the watcher crashed', 'skipped'],
    ]);
    const [issue] = await hub.issues();
    expect(issue).toMatchObject({ state: 'open', title: `S1 Bad: ${TITLE}` });
    const client = await hub.as({ login: 'amina' });
    const { data } = await client.octokit.rest.issues.listComments({ ...client.at, issue_number: 1 });
    expect(data.map(({ body }) => body).join()).toContain('Lead @amina, Boss @tunde: please.');
    expect(
      hub.dispatched.map(({ payload, starts }) => [payload['workflow'], payload['ref'], starts]),
    ).toEqual([['reminders.yml', 'main', true]]);
    expect(hub.requests.filter(({ operation }) => operation === 'actions/enable-workflow')).toMatchObject([
      { status: 204 },
    ]);
    expect(run.jobs['watch']!.annotations).toEqual([]);
    expect(JSON.stringify([await hub.issues(), data, await hub.pullRequests()])).not.toContain('the alert');
    hub.assertClean();
  },
);

test('a watch that is cancelled ends cleanly and starts no other', { timeout: 120_000 }, async () => {
  const { hub, watch } = await setStage(incident(second(60)));
  const stop = new AbortController();
  const running = watch('13m', stop.signal);
  for (let tries = 0; (await hub.issues()).length === 0 && tries < 200; tries += 1) await sleep(200);
  await sleep(500);
  stop.abort();
  const run = await running;
  expect(run.conclusion).toBe('cancelled');
  expect(hub.dispatched).toEqual([]);
});

test(
  'the watchdog starts a watcher at the time that the last one has left; a watcher ends when nothing is open',
  { timeout: 120_000 },
  async () => {
    const { hub, look, watch } = await setStage(
      incident(second(60), `\n## ${formatInstant(second())} resolved\n\nIt is over.\n`),
    );
    const logOf = async (): Promise<string> => {
      const { conclusion, jobs } = await look();
      expect(conclusion, jobs['watchdog']!.log).toBe('success');
      return jobs['watchdog']!.log;
    };
    const at = (from: number, place: 'actions' | 'planned'): string =>
      `refs/${formatWatchAtRef({ at: Date.now() + from * MINUTE, place })}`;
    expect(await logOf()).toContain('Nothing is open or planned.');
    await hub.git('update-ref', at(90, 'planned'), 'main');
    expect(await logOf()).toMatch(/Not before \d{4}-\d\d-\d\dT\d\d-\d\dZ/);
    await hub.git('update-ref', at(10, 'actions'), 'main');
    hub.settings.runs.push({ path: '.github/workflows/reminders.yml', status: 'in_progress' });
    expect(await logOf()).toContain('The watcher is running.');
    expect(hub.dispatched).toEqual([]);
    hub.settings.runs.length = 0;
    expect(await logOf()).toMatch(/No watcher is running .*: starting it\./);
    expect(hub.dispatched.map(({ payload }) => [payload['workflow'], payload['inputs']])).toEqual([
      ['reminders.yml', { 'triggered-by': 'the watchdog' }],
    ]);
    const run = await watch();
    expect(run.conclusion).toBe('success');
    expect(run.jobs['watch']!.log).toContain('No open incidents: the watcher ends.');
    expect(await hub.git('for-each-ref', 'refs/candor/')).toBe('');
    expect(hub.dispatched).toHaveLength(1);
    hub.assertClean();
  },
);
