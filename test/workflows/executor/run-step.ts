import type { ActionStep, RunStep, Step } from '@actions/workflow-parser/model/workflow-template';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Unknown, useAction } from './actions.ts';
import { holds, textOf, textsOf, valueOf } from './expression.ts';
import type { Scope, Standing } from './expression.ts';
import { readLog } from './log-commands.ts';
import type { Annotation } from './log-commands.ts';
import { runScript } from './run-script.ts';
import type { RunPlan } from './run-workflow.ts';
import { makeStepFiles, readStepFiles } from './step-files.ts';
import { tokenAt } from './workflow-file.ts';
import type { JobWorld } from './run-state.ts';

/** What became of a step. */
export interface StepRun {
  readonly id: string;
  readonly name: string;
  /** Before `continue-on-error`, and after it. */
  readonly outcome: Standing;
  readonly conclusion: Standing;
  /** Of `run:`; undefined for an action. */
  readonly code?: number | undefined;
  /** The action that was replaced, with its inputs. */
  readonly uses?: string | undefined;
  readonly with?: Readonly<Record<string, string>> | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** Annotations beyond GitHub's ten of each level. */
  readonly dropped: number;
  readonly log: string;
}

/** What goes on from step to step. */
export interface JobState {
  standing: Standing;
  readonly env: Record<string, string>;
  readonly contexts: Record<string, unknown>;
  readonly masks: Set<string>;
  readonly clear: (() => void)[];
}

interface Done {
  readonly outcome: Standing;
  readonly code?: number;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly summary?: string;
  readonly raw: string;
}

/** Runs one step of a job. */
export async function runStep(
  plan: RunPlan,
  world: JobWorld,
  state: JobState,
  step: Step,
  tokens: TemplateToken | undefined,
  job: string,
): Promise<StepRun> {
  const scope = (env: Readonly<Record<string, string>>): Scope => ({
    contexts: { ...state.contexts, env, job: { status: state.standing } },
    standing: state.standing,
  });
  const plain = scope(state.env);
  const name = step.name ? textOf(step.name, plain) : step.id;
  const nothing = { id: step.id, name, outputs: {}, summary: '', annotations: [], dropped: 0, log: '' };
  if (!holds(step.if!, plain)) return { ...nothing, outcome: 'skipped', conclusion: 'skipped' };
  const own = { ...state.env, ...textsOf('env' in step ? step.env : undefined, plain) };
  const inner = scope(own);
  const done =
    'uses' in step
      ? await act(step, tokens, inner, world)
      : await bash(step as RunStep, tokens, inner, own, { plan, world, state, job });
  const read = readLog(done.raw);
  for (const mask of read.masks) state.masks.add(mask);
  const outcome = read.refused.length > 0 && done.outcome === 'success' ? 'failure' : done.outcome;
  const carryOn = valueOf(tokenAt(tokens, 'continue-on-error'), inner) === true;
  const conclusion = outcome === 'failure' && carryOn ? 'success' : outcome;
  if (conclusion !== 'success' && state.standing === 'success') state.standing = conclusion;
  const outputs = done.outputs ?? {};
  Object.assign(state.contexts['steps'] as object, { [step.id]: { outputs, outcome, conclusion } });
  const refused = read.refused.map((command) => `executor: the command ${command} is refused\n`).join('');
  const { code, uses, with: inputs, summary = '' } = done;
  const log = hide(`${done.raw}${refused}`, state.masks);
  return {
    ...nothing,
    outcome,
    conclusion,
    code,
    uses,
    with: inputs,
    outputs,
    summary,
    annotations: read.annotations,
    dropped: read.dropped,
    log,
  };
}

async function act(
  step: ActionStep,
  tokens: TemplateToken | undefined,
  scope: Scope,
  world: JobWorld,
): Promise<Done> {
  const uses = step.uses.value;
  const inputs = textsOf(tokenAt(tokens, 'with'), scope);
  try {
    const { outputs = {}, log } = await useAction(uses, inputs, world);
    return { outcome: 'success', uses, with: inputs, outputs, raw: log };
  } catch (error) {
    if (error instanceof Unknown) throw error;
    return {
      outcome: 'failure',
      uses,
      with: inputs,
      raw: `::error::${(error as Error).message.split('\n', 1)[0]}\n`,
    };
  }
}

interface Around {
  readonly plan: RunPlan;
  readonly world: JobWorld;
  readonly state: JobState;
  readonly job: string;
}

async function bash(
  step: RunStep,
  tokens: TemplateToken | undefined,
  scope: Scope,
  own: Readonly<Record<string, string>>,
  around: Around,
): Promise<Done> {
  const { plan, world, state, job } = around;
  const folder = join(world.temporary, `step-${step.id}`);
  const files = makeStepFiles(folder);
  const event = join(world.temporary, 'event.json');
  writeFileSync(event, JSON.stringify(plan.facts.payload));
  const choice = (key: string): TemplateToken | undefined =>
    tokenAt(tokens, key) ??
    tokenAt(plan.workflow.tokens, 'jobs', job, 'defaults', 'run', key) ??
    tokenAt(plan.workflow.tokens, 'defaults', 'run', key);
  const context = choice('shell');
  const place = choice('working-directory');
  const env = {
    ...world.baseEnvironment,
    ...variablesOf(world),
    ...own,
    ...files,
    GITHUB_EVENT_PATH: event,
    GITHUB_ACTION: step.id,
    ...(own['PATH'] === undefined && { PATH: world.path.join(':') }),
  };
  const { code, log, cancelled, clear } = await runScript({
    text: textOf(step.run, scope),
    shell: context && textOf(context, scope),
    folder,
    cwd: resolve(world.workspace, place ? textOf(place, scope) : '.'),
    env,
    cancel: plan.cancel,
    limit: plan.limit,
  });
  state.clear.push(clear);
  const left = readStepFiles(files);
  Object.assign(state.env, left.env);
  world.path.unshift(...left.path.toReversed());
  const outcome = cancelled ? 'cancelled' : code === 0 && left.faults.length === 0 ? 'success' : 'failure';
  const errors = left.faults.map((error) => `::error::${error}\n`).join('');
  return { outcome, code, outputs: left.outputs, summary: left.summary, raw: log + errors };
}

/** The variables that every step finds. `GITHUB_TOKEN` is not among them: a workflow hands it over, or not. */
function variablesOf({ github, workspace, temporary }: JobWorld): Record<string, string> {
  const names = [
    'actor',
    'api_url',
    'base_ref',
    'event_name',
    'graphql_url',
    'head_ref',
    'job',
    'ref',
    'ref_name',
    'ref_type',
    'repository',
    'repository_owner',
    'run_attempt',
    'run_id',
    'run_number',
    'server_url',
    'sha',
    'triggering_actor',
    'workflow',
  ];
  const variables = names.map((name) => [`GITHUB_${name.toUpperCase()}`, String(github[name] ?? '')]);
  return {
    ...Object.fromEntries(variables),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_TEMP: temporary,
    RUNNER_ENVIRONMENT: 'github-hosted',
  };
}

function hide(text: string, masks: ReadonlySet<string>): string {
  return [...masks].filter(Boolean).reduce((said, secret) => said.replaceAll(secret, '***'), text);
}
