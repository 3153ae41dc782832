import type { Job, Step } from '@actions/workflow-parser/model/workflow-template';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { holds, textOf, textsOf, valueOf } from './expression.ts';
import type { Scope, Standing } from './expression.ts';
import type { Annotation } from './log-commands.ts';
import { runStep } from './run-step.ts';
import type { StepRun } from './run-step.ts';
import { makeTools } from './tools.ts';
import { tokenAt } from './workflow-file.ts';
import type { JobWorld } from './run-state.ts';
import type { RunPlan } from './run-workflow.ts';

/** What became of a job. */
export interface JobRun {
  readonly name: string;
  readonly result: Standing;
  readonly steps: readonly StepRun[];
  readonly outputs: Readonly<Record<string, string>>;
  /** What its steps wrote to GITHUB_STEP_SUMMARY. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly log: string;
  /** The rights that its token had. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly environment: string;
  /** Read, not enforced. */
  readonly timeoutMinutes: unknown;
  readonly concurrency: unknown;
}

/** Runs one job; `needs` and `standing` are those of the jobs before it. */
export async function runJob(
  plan: RunPlan,
  job: Job,
  needs: Readonly<Record<string, unknown>>,
  standing: Standing,
): Promise<JobRun> {
  const id = job.id.value;
  const tokens = tokenAt(plan.workflow.tokens, 'jobs', id);
  refuse(id, job);
  const before: Scope = { contexts: { ...plan.contexts, needs }, standing };
  const name = job.name === undefined ? id : textOf(job.name, before);
  const permissions = plan.permissionsOf(tokens);
  const environment = environmentOf(job.environment, before);
  const told = {
    name,
    permissions,
    environment,
    timeoutMinutes: valueOf(tokenAt(tokens, 'timeout-minutes'), before),
    concurrency: valueOf(job.concurrency, before),
  };
  if (!holds(job.if, before)) {
    const result = standing === 'cancelled' ? 'cancelled' : 'skipped';
    const empty = { steps: [], outputs: {}, summary: '', annotations: [], log: '' };
    const skipped: JobRun = { ...told, ...empty, result };
    await plan.onJob(name, skipped);
    return skipped;
  }
  await plan.onJob(name);
  const world = makeWorld(plan, id, permissions, environment);
  const secrets = { ...plan.secretsOf(environment), GITHUB_TOKEN: world.token };
  const masks = new Set<string>(Object.values(secrets).filter((secret) => secret !== ''));
  const contexts: Record<string, unknown> = {
    ...before.contexts,
    secrets,
    vars: plan.varsOf(environment),
    github: { ...world.github },
    runner: {
      os: 'Linux',
      arch: 'X64',
      name: 'executor',
      temp: world.temporary,
      environment: 'github-hosted',
    },
    steps: {},
  };
  const env: Record<string, string> = {
    ...textsOf(plan.workflow.template.env, { contexts, standing: 'success' }),
  };
  Object.assign(env, textsOf(job.env, { contexts: { ...contexts, env }, standing: 'success' }));
  const state = { standing: 'success' as Standing, env, contexts, masks, clear: [] as (() => void)[] };
  const steps: StepRun[] = [];
  for (const [index, step] of job.steps.entries()) {
    if (plan.cancel?.aborted) state.standing = 'cancelled';
    steps.push(
      await runStep(
        plan,
        { ...world, mask: (secret) => void masks.add(secret) },
        state,
        step,
        tokenAt(tokens, 'steps', index),
        id,
      ),
    );
  }
  for (const clear of state.clear) clear();
  const outputs = textsOf(job.outputs, { contexts: { ...contexts, env }, standing: state.standing });
  for (const [key, value] of Object.entries(outputs)) {
    // GitHub drops an output that may contain a secret.
    if ([...masks].some((secret) => value.includes(secret))) outputs[key] = '';
  }
  const ended: JobRun = {
    ...told,
    result: state.standing,
    steps,
    outputs,
    summary: steps
      .map(({ summary }) => summary)
      .join('\n')
      .trim(),
    annotations: steps.flatMap(({ annotations }) => annotations),
    log: steps.map(({ log }) => log).join(''),
  };
  await plan.onJob(name, ended);
  return ended;
}

function makeWorld(
  plan: RunPlan,
  id: string,
  permissions: Readonly<Record<string, string>>,
  environment: string,
): JobWorld {
  const folder = join(plan.shared.folder, 'jobs', id);
  const name = plan.repository.name.split('/')[1]!;
  const [workspace, temporary, home] = [
    join(folder, name, name),
    join(folder, '_temp'),
    join(folder, 'home'),
  ];
  for (const path of [workspace, temporary, home]) mkdirSync(path, { recursive: true });
  const token = plan.token(permissions);
  const github = { ...(plan.contexts['github'] as JobWorld['github']), token, workspace, job: id };
  const path = makeTools(temporary);
  const own = { PATH: path.join(':'), HOME: home, LANG: 'C.UTF-8', USER: 'runner', CI: 'true' };
  const { shared, repository } = plan;
  return {
    shared,
    repository,
    github,
    workspace,
    temporary,
    token,
    permissions,
    environment,
    path,
    baseEnvironment: { ...plan.machine, ...own },
    mask: () => undefined,
  };
}

/** What the executor can't do, it refuses aloud. */
function refuse(id: string, job: Job): void {
  for (const key of ['strategy', 'container', 'services', 'snapshot'] as const) {
    if (job[key] !== undefined) throw new Error(`${id}: the executor has no ${key}`);
  }
  const odd = job.steps.find((step: Step) => !('run' in step) && !('uses' in step));
  if (odd) throw new Error(`${id}: the executor has no step such as ${odd.id}`);
}

/** Its name; its address is known only when the job is over. */
function environmentOf(token: TemplateToken | undefined, scope: Scope): string {
  return textOf(tokenAt(token, 'name') ?? token, scope);
}
