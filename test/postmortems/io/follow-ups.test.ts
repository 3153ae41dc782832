import { spawn } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startHub } from '../../github-emulator/emulator.ts';
import type { Hub } from '../../github-emulator/emulator.ts';
import { reviewedIncident } from '../../support/example-content.ts';
import { payloadOf } from '../../workflows/executor/payloads.ts';
import { statusRepository } from '../../workflows/executor/repository.ts';
import { runWorkflow } from '../../workflows/executor/run-workflow.ts';
import { CLEAN_ENVIRONMENT } from '../../support/clean-environment.ts';
import { CANDOR } from '../../support/run.ts';

const ID = '2026-11-22-checkout';
const SITE = `name: Shop
url: https://shop.example/status
policy: own
timezone: Africa/Lagos
people:
  incident-commander: ["@amina"]
  engineering-lead: ["@tunde"]
  product-manager: ["@ngozi"]
  support-lead: ["@zainab"]
`;
const policy = (last: string): string =>
  `name: Own\nextends: vayva\nsop-review: { last: ${last}, every: 3 months, after: [sev-1], within: 7d }\n`;
const review = (box: string): string => `---
incident: ${ID}
severity: sev-1
runbooks: updated
---

## Action items

- [${box}] Bound the mark-of-the-queue (owner: @tunde, due: 2026-11-30, preventive)
- [ ] Write the runbook (owner: @amina, due: 2027-01-31)
`;

const WAIVED = reviewedIncident().replace(
  'We are watching.',
  'We are watching. <!-- allow no-promised-fix-time: agreed with @tunde -->',
);

interface Issue {
  readonly title: string;
  readonly body: string;
  readonly state: string;
}

/** A status repository on the GitHub emulator, and its follow-ups at a time. */
async function stage(files: Readonly<Record<string, string>>) {
  const repository = statusRepository({
    'status.yaml': SITE,
    'policies/own.yaml': policy('2026-11-01'),
    'incidents/2026-11-22-checkout.md': WAIVED,
    ...files,
  });
  const hub = await startHub({ people: { amina: 'admin', tunde: 'write', ngozi: 'write', zainab: 'write' } });
  onTestFinished(() => hub.close());
  onTestFinished(() => hub.assertClean());
  repository.git('push', '-q', hub.folder, 'HEAD:refs/heads/main');
  return hub;
}

/** `npx candor postmortem follow-up` as the workflow's token may run it, in a fresh clone, at a time. */
async function followUp(hub: Hub, now: string, ...more: string[]): Promise<string> {
  const permissions = {
    contents: 'write',
    'pull-requests': 'write',
    issues: 'write',
    actions: 'write',
  } as const;
  const token = hub.token({ permissions });
  const root = await hub.clone(token);
  const child = spawn(process.execPath, [CANDOR, 'postmortem', 'follow-up', '--now', now, ...more], {
    cwd: root,
    env: { ...CLEAN_ENVIRONMENT, HOME: root, ...hub.env(token) },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code, said).toBe(0);
  return said;
}

const issuesOf = async (hub: Hub): Promise<Issue[]> => (await hub.issues()) as never as Issue[];

describe('follow-ups, on GitHub', { timeout: 120_000 }, () => {
  test('V8.1: a postmortem that is due is drafted, once, and its checks are started', async () => {
    const hub = await stage({});
    await followUp(hub, '2026-11-22T11:00Z');
    const said = await followUp(hub, '2026-11-22T12:00Z');
    expect(said).toContain(`The postmortem of ${ID} exists already.`);
    const pulls = await hub.pullRequests();
    expect(pulls.map((one) => one['title'])).toEqual([`${ID}: postmortem`]);
    const started = hub.dispatched.map(({ payload }) => String((payload as { workflow: string }).workflow));
    expect(started.map((path) => path.split('/').at(-1)).toSorted()).toEqual([
      'auto-merge.yml',
      'postmortem-approvals.yml',
    ]);
  });

  test('V8.5: an overdue action item has an issue until it is done; strangers read nothing of it', async () => {
    const hub = await stage({ [`postmortems/${ID}.md`]: review(' ') });
    await followUp(hub, '2026-11-30T12:00Z');
    const early = await issuesOf(hub);
    expect(early.filter(({ title }) => title.startsWith('Overdue'))).toEqual([]);
    const said = await followUp(hub, '2026-12-01T12:00Z');
    await followUp(hub, '2026-12-02T12:00Z');
    const [issue, ...more] = (await issuesOf(hub)).filter(({ title }) => title.startsWith('Overdue'));
    expect(more).toEqual([]);
    expect(issue!.title).toBe(`Overdue: an action item of ${ID}`);
    expect(issue!.body).toContain('@tunde: please.');
    expect(`${said}${JSON.stringify(await hub.issues())}`).not.toContain('mark-of-the-queue');
    await hub.seed({ [`postmortems/${ID}.md`]: review('x') }, { by: 'amina' });
    await followUp(hub, '2026-12-03T12:00Z');
    const after = (await issuesOf(hub)).find(({ title }) => title.startsWith('Overdue'));
    expect(after!.state).toBe('closed');
  });

  test('V8.5: what a person has closed is left as they closed it', async () => {
    const hub = await stage({ [`postmortems/${ID}.md`]: review(' ') });
    await followUp(hub, '2026-12-01T12:00Z');
    const overdue = async () =>
      ((await hub.issues()) as never as (Issue & { number: number })[]).find(({ title }) =>
        title.startsWith('Overdue'),
      )!;
    const before = await overdue();
    const { octokit, at } = await hub.as({ login: 'amina' });
    await octokit.rest.issues.update({ ...at, issue_number: before.number, state: 'closed' });
    const moved = review(' ').replace('due: 2026-11-30', 'due: 2026-11-29');
    await hub.seed({ [`postmortems/${ID}.md`]: moved }, { by: 'amina' });
    await followUp(hub, '2026-12-02T12:00Z');
    expect(await overdue()).toMatchObject({ state: 'closed', body: before.body });
  });

  test('V15.1: after a SEV-1 the SOP itself is due, with the evidence, until its review is merged', async () => {
    const hub = await stage({ [`postmortems/${ID}.md`]: review('x') });
    await followUp(hub, '2026-11-28T12:00Z');
    const [issue] = await issuesOf(hub);
    expect(issue!.body).toMatchInlineSnapshot(`
      "- SOP review after 2026-11-22-checkout, due by 2026-11-29 (V15.1)

      After the SOP review, set \`sop-review: last:\` in \`policies/own.yaml\` to its date; this issue is closed when that is merged.

      ## Since 2026-11-01 (Africa/Lagos)

      ### Incidents

      - Critical: 1

      ### Missed deadlines

      | What | Late or never | Of |
      | --- | --- | --- |
      | Further public updates | 2 | 2 |
      | Resolved after the fix | 1 | 1 |

      ### Suppressed rules

      - no-promised-fix-time: 1, in 2026-11-22-checkout

      ### Rules that the policy overrides

      None.

      <!-- candor:sop-review own/2026%2D11%2D01 -->
      "
    `);
    await followUp(hub, '2026-11-28T13:00Z');
    expect(await issuesOf(hub)).toHaveLength(1);
    await hub.seed({ 'policies/own.yaml': policy('2026-11-28') }, { by: 'amina' });
    await followUp(hub, '2026-11-28T14:00Z');
    expect((await issuesOf(hub)).map(({ state }) => state)).toEqual(['closed']);
  });

  test('a maintenance whose planned time is over has one issue, until an update ends or extends it', async () => {
    const path = 'incidents/2026-11-28-move.md';
    const text = (ends: string) =>
      `---\nkind: maintenance\ntitle: Checkout moves\ncomponents: { checkout: degraded }\nstarts: 2026-11-28T01:00Z\nends: ${ends}\n---\n\n## 2026-11-22T09:10Z scheduled\n\nCheckout may be slow while we move it.\n`;
    const hub = await stage({ [`postmortems/${ID}.md`]: review('x'), [path]: text('2026-11-28T03:00Z') });
    const asked = async () =>
      (await issuesOf(hub)).filter(({ title }) => title === 'Planned time over: Checkout moves');
    await followUp(hub, '2026-11-28T03:10Z');
    expect(await asked()).toEqual([]);
    await followUp(hub, '2026-11-29T00:10Z');
    await followUp(hub, '2026-11-30T00:10Z');
    const [issue, ...more] = await asked();
    expect(more).toEqual([]);
    expect(issue!.body).toMatchInlineSnapshot(`
      "The planned time of "Checkout moves" ended at 2026-11-28 04:00 (Africa/Lagos), and no update says that it is over. The page shows "Planned time over".

      Incident commander @amina: please.

      - It is over: \`npx candor incident update --incident 2026-11-28-move --phase completed\`
      - It goes on: \`npx candor incident update --incident 2026-11-28-move --ends 2h\`, with the time that it still needs

      Both are possible in the form "Post an update" too. This issue is closed automatically then.

      <!-- candor:maintenance-end 2026%2D11%2D28%2Dmove/maintenance%2Dend/1795834800000 -->
      "
    `);
    await hub.seed({ [path]: text('2026-11-30T06:00Z') }, { by: 'amina' });
    await followUp(hub, '2026-11-30T01:00Z');
    expect((await asked()).map(({ state }) => state)).toEqual(['closed']);
    await followUp(hub, '2026-12-01T00:10Z');
    expect((await asked()).map(({ state }) => state).toSorted()).toEqual(['closed', 'open']);
    await hub.seed(
      { [path]: `${text('2026-11-30T06:00Z')}\n## 2026-12-01T08:00Z completed\n\nThe move is done.\n` },
      { by: 'amina' },
    );
    await followUp(hub, '2026-12-02T00:10Z');
    expect((await asked()).map(({ state }) => state)).toEqual(['closed', 'closed']);
  });

  test('--dry-run only says it', async () => {
    const hub = await stage({});
    const said = await followUp(hub, '2026-11-28T12:00Z', '--dry-run');
    expect(said).toContain('open an issue for the SOP review');
    expect([...(await hub.pullRequests()), ...(await hub.issues())]).toEqual([]);
  });

  test('deploy.yml has the rights for it, and daily.yml starts it', async () => {
    const hub = await stage({});
    const remote = { name: hub.repository, folder: hub.folder, url: `${hub.url}/${hub.repository}.git` };
    const runs = (file: string, event: string) =>
      runWorkflow(`.github/workflows/${file}`, {
        event,
        payload: payloadOf(event, undefined, {
          ref: 'refs/heads/main',
          repository: { full_name: hub.repository, default_branch: 'main' },
        }),
        repository: remote,
        ...{ apiUrl: hub.url, serverUrl: hub.url },
        token: (permissions) =>
          hub.token({
            permissions: Object.fromEntries(
              Object.entries(permissions).filter(([right]) => right !== 'id-token'),
            ) as Record<string, 'read' | 'write'>,
          }),
      });
    const daily = await runs('daily.yml', 'schedule');
    expect(daily.conclusion, daily.jobs['start']?.log).toBe('success');
    expect(hub.dispatched.map(({ payload }) => payload)).toMatchObject([
      { workflow: 'deploy.yml', inputs: { 'ask-places': 'true' } },
    ]);
    const run = await runs('deploy.yml', 'workflow_dispatch');
    const { steps, log } = run.jobs['follow-up']!;
    const step = steps.find(({ name }) => name.startsWith('Create due postmortems'));
    expect(step?.outcome, log).toBe('success');
    expect(await hub.pullRequests()).toHaveLength(1);
    // A company's own deploy.yml without the input is started too.
    const own = "on: workflow_dispatch\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }\n";
    await hub.seed({ '.github/workflows/deploy.yml': own }, { by: 'amina' });
    expect(await runs('daily.yml', 'schedule')).toMatchObject({ conclusion: 'success' });
    expect(hub.dispatched.map(({ payload }) => payload).at(-1)).toMatchObject({
      workflow: 'deploy.yml',
      inputs: {},
    });
  });
});
