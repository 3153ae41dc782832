import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, describe, expect, test } from 'vitest';
import { FIRST_HEADINGS, FORM_LABELS } from '../../src/issue-forms/fields.ts';
import type { FormType } from '../../src/issue-forms/fields.ts';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { startHub } from '../github-emulator/emulator.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import { payloadOf } from '../workflows/executor/payloads.ts';
import { statusRepository } from '../workflows/executor/repository.ts';
import { runWorkflow } from '../workflows/executor/run-workflow.ts';
import type { WorkflowRun } from '../workflows/executor/run-workflow.ts';
import { issueBody } from './issue-body.ts';
import { formOf } from './repository-on-github.ts';

const WORKFLOW = '.github/workflows/issue-forms.yml';

/** What would be seen if any text were a command to a shell, to the runner, to YAML or to GitHub. */
const HOSTILE =
  '$(touch pwned) `touch pwned`"; touch pwned; \' ::error::pwned ::set-output name=a::b ${{ github.token }} %0A<!-- x -->';

interface Stage {
  readonly hub: Hub;
  readonly run: (
    event: string,
    action: string | undefined,
    more: Readonly<Record<string, unknown>>,
  ) => Promise<WorkflowRun>;
  readonly issue: (
    by: string,
    title: string,
    body: string,
    labels?: readonly string[],
  ) => Promise<Readonly<Record<string, unknown>>>;
}

/** This engine on a GitHub of its own. */
async function stage(): Promise<Stage> {
  const hub = await startHub();
  onTestFinished(() => hub.close());
  const repository = statusRepository();
  repository.git('push', '-q', hub.folder, 'HEAD:refs/heads/main');
  const remote = { name: hub.repository, folder: hub.folder, url: `${hub.url}/${hub.repository}.git` };
  return {
    hub,
    run: (event, action, more) =>
      runWorkflow(WORKFLOW, {
        event,
        payload: payloadOf(event, action, { repository: { default_branch: 'main' }, ...more }),
        repository: remote,
        token: (permissions) => hub.token({ permissions: permissions as never }),
        apiUrl: hub.url,
        serverUrl: hub.url,
      }),
    async issue(by, title, body, labels = []) {
      const { octokit, at } = await hub.as({ login: by });
      const { data } = await octokit.rest.issues.create({ ...at, title, body, labels: [...labels] });
      return { ...data };
    },
  };
}

const FILLED = issueBody(formOf('open'), {
  severity: 'SEV-1 Critical',
  component: 'Checkout',
  mitigation: HOSTILE,
  'impact-words': 'failed payments',
});

describe('V3.1: the workflow, with the rights it asks for', () => {
  test('declares what a form says, whatever its words would be to a shell', async () => {
    const { hub, run, issue } = await stage();
    const opened = await issue('tunde', HOSTILE, FILLED, [FORM_LABELS.open.name]);
    const done = await run('issues', 'opened', { issue: opened, sender: { login: 'tunde' } });
    const { log } = done.jobs['handle-form']!;
    expect(done.jobs['handle-form'], log).toMatchObject({ result: 'success', annotations: [] });
    const [request] = await hub.pullRequests();
    const branch = String((request!['head'] as { ref: string }).ref);
    expect(branch).toMatch(/^incident\/\d{4}-\d{2}-\d{2}-checkout$/);
    // The template is the approval, so the same job has merged it.
    expect(request).toMatchObject({ merged: true });
    const text = await hub.git('show', `main:incidents/${branch.slice('incident/'.length)}.md`);
    expect(text).toContain(HOSTILE.slice(0, 30));
    expect(text).toContain('We are currently investigating a service disruption affecting Checkout.');
    expect(await hub.git('ls-tree', '-r', '--name-only', 'main')).not.toContain('pwned');
    expect(hub.dispatched.map(({ payload }) => payload['workflow'])).toEqual(['deploy.yml', 'reminders.yml']);
    expect(done.jobs['handle-form']!.log).not.toContain('touch pwned');
    hub.assertClean();
  });

  test('does what the inputs of a run say', async () => {
    const { hub, run } = await stage();
    const inputs = { form: 'declare', severity: 'sev-1', component: 'checkout', mitigation: HOSTILE };
    const done = await run('workflow_dispatch', undefined, {
      ref: 'refs/heads/main',
      inputs,
      sender: { login: 'amina' },
    });
    const { log } = done.jobs['handle-form']!;
    expect(done.jobs['handle-form'], log).toMatchObject({ result: 'success', annotations: [] });
    expect(await hub.pullRequests()).toHaveLength(1);
    expect(done.jobs['handle-form']!.summary).toContain('was written:**');
    hub.assertClean();
  });

  test('answers a person without write access, and does nothing else', async () => {
    const { hub, run, issue } = await stage();
    const opened = await issue('bola', HOSTILE, FILLED, [FORM_LABELS.open.name]);
    const done = await run('issues', 'opened', { issue: opened, sender: { login: 'bola' } });
    expect(done.jobs['handle-form']!.result).toBe('success');
    const reading = ['info/refs', 'git-upload-pack'];
    const changing = hub.requests.filter(
      ({ operation, method, login }) =>
        method !== 'GET' && login.endsWith('[bot]') && !reading.includes(operation),
    );
    expect(changing.map(({ operation }) => operation)).toEqual(['issues/create-comment']);
    expect(await hub.git('branch', '--list')).toBe('* main');
    hub.assertClean();
  });
});

describe('what it looks at', () => {
  const first = (deed: FormType): string => `### ${FIRST_HEADINGS[deed]}\n\n_No response_`;
  const tag = (deed: FormType): string => FORM_LABELS[deed].name;

  /** The workflow's own conditions, with nothing to do. */
  const text = readFileSync(join(ENGINE_ROOT, WORKFLOW), 'utf8').replace(
    /^ {4}steps:\n[\s\S]*$/m,
    "    steps:\n      - run: 'true'\n",
  );

  test('issues by its labels or their first headings, once', async () => {
    const repository = statusRepository();
    const seen = async (
      action: string,
      body: string,
      names: readonly string[],
      sender: string,
    ): Promise<string> => {
      const labels = names.map((name) => ({ name }));
      const issue = { body, labels, user: { login: 'bola' } };
      const payload = { ...payloadOf('issues', 'opened', { sender: { login: sender } }), action };
      const event = { ...payload, issue: { number: 1, ...issue } };
      const run = await runWorkflow(WORKFLOW, { event: 'issues', payload: event, repository, text });
      return run.started ? run.jobs['handle-form']!.result : 'not started';
    };
    expect(await seen('opened', 'Checkout is slow', [], 'bola')).toBe('skipped');
    expect(await seen('opened', `> ${first('open')}`, ['bug'], 'bola')).toBe('skipped');
    for (const type of ['open', 'announce', 'update', 'resolve'] as const) {
      for (const action of ['opened', 'edited', 'reopened']) {
        expect(await seen(action, first(type), [], 'bola')).toBe('success');
        expect(await seen(action, 'anything', ['bug', tag(type)], 'bola')).toBe('success');
      }
    }
    expect(await seen('labeled', first('open'), [tag('open')], 'bola')).toBe('skipped');
    expect(await seen('labeled', first('open'), [tag('open')], 'amina')).toBe('success');
    expect(await seen('closed', first('open'), [tag('open')], 'amina')).toBe('not started');
  });
});
