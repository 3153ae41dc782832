/*
 * Runs a workflow file of this repository as GitHub would, as far as that is possible on one machine.
 *
 * Real: GitHub's own parser and schema, GitHub's own expression library, the rules by which `on:` starts a workflow,
 * bash with the runner's flags, git, the files behind GITHUB_OUTPUT and its kin, workflow commands with their limits,
 * masks, the token's rights, secrets by environment, read-only rights for forks.
 * Replaced, each one declared: the actions in `actions.ts`; `npm ci`, which links the dependencies that are there.
 * Not here: the runner's image and its programs, containers, matrices, reusable workflows, the engine that queues and
 * cancels by `concurrency`, `timeout-minutes`, approvals and branch rules of environments, OIDC, the minting of tokens,
 * and everything that GitHub does with a run afterwards. Jobs run one after the other. What is not here and asked for is
 * an error, but for `concurrency` and `timeout-minutes`, which are read and reported.
 */
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { isMapping } from '@actions/workflow-parser';
import { mkdirSync } from 'node:fs';
import { scratch } from '../../support/scratch.ts';
import { dig, readEvent } from './event.ts';
import type { EventFacts, Payload, RemoteRepository } from './event.ts';
import { textOf, valueOf } from './expression.ts';
import type { Scope, Standing } from './expression.ts';
import { git } from './git.ts';
import { inputsOf } from './inputs.ts';
import { runJob } from './run-job.ts';
import type { JobRun } from './run-job.ts';
import { whyNot } from './triggers.ts';
import { readWorkflow, tokenAt } from './workflow-file.ts';
import type { WorkflowFile } from './workflow-file.ts';
import type { SharedWorld } from './run-state.ts';

/** Names with their values, for the repository and for each of its environments. */
export interface Settings {
  readonly repository?: Readonly<Record<string, string>>;
  readonly environments?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface RunOptions {
  readonly event: string;
  readonly payload: Payload;
  readonly repository: RemoteRepository;
  /** Makes the token of a job with these rights; a job's `permissions` are all that it gets. */
  readonly token?: (permissions: Readonly<Record<string, string>>) => string;
  /** Makes a token of the GitHub App, for create-github-app-token. */
  readonly appToken?: (permissions: Readonly<Record<string, string>>) => string;
  readonly secrets?: Settings;
  readonly vars?: Settings;
  /** The API that jobs call, such as the emulator's address. */
  readonly apiUrl?: string;
  readonly serverUrl?: string;
  readonly graphqlUrl?: string;
  /** What the machine itself puts into every job's environment, such as another clock. */
  readonly machine?: Readonly<Record<string, string>>;
  /** Called when a job begins and, with its conclusion, when it ends: GitHub makes a check run of each. */
  readonly onJob?: (name: string, ended?: JobRun) => void | Promise<void>;
  readonly runId?: number;
  readonly runAttempt?: number;
  /** Cancels the run. */
  readonly cancel?: AbortSignal;
  /** The longest a step may take, in milliseconds (default: a minute). */
  readonly limit?: number;
  /** The repository's caches, which a run may add to (default: none). */
  readonly caches?: Map<string, string>;
  /** Where everything is kept (default: a folder that goes with the test). */
  readonly folder?: string;
  /** An Actions policy allows `pull_request_target`, which GitHub otherwise blocks in public repositories. */
  readonly allowsPullRequestTarget?: boolean;
  /** The text of the workflow instead of the one that is committed. */
  readonly text?: string;
}

export interface WorkflowRun {
  /** False if `on:` does not start it; `why` says what is in the way. */
  readonly started: boolean;
  readonly why?: string | undefined;
  readonly jobs: Readonly<Record<string, JobRun>>;
  readonly conclusion: Standing;
  /** Folders, by the name of the artifact. */
  readonly artifacts: ReadonlyMap<string, string>;
  /** The folder that deploy-pages published; undefined if nothing was. */
  readonly pages?: string | undefined;
  /** Read, not enforced. */
  readonly concurrency: unknown;
}

/** Everything that the jobs of a run go by. */
export interface RunPlan {
  readonly workflow: WorkflowFile;
  readonly facts: EventFacts;
  readonly repository: RemoteRepository;
  readonly contexts: Readonly<Record<string, unknown>>;
  readonly shared: SharedWorld;
  readonly token: (permissions: Readonly<Record<string, string>>) => string;
  readonly permissionsOf: (job: TemplateToken | undefined) => Record<string, string>;
  readonly secretsOf: (environment: string) => Readonly<Record<string, string>>;
  readonly varsOf: (environment: string) => Readonly<Record<string, string>>;
  readonly machine: Readonly<Record<string, string>>;
  readonly onJob: (name: string, ended?: JobRun) => void | Promise<void>;
  readonly cancel: AbortSignal | undefined;
  readonly limit: number;
}

/**
 * Runs `.github/workflows/…` of a repository for one event: the version of the file that GitHub would take, on the commit
 * that GitHub would check out.
 * @throws where the executor can't tell what GitHub would do
 */
export async function runWorkflow(path: string, options: RunOptions): Promise<WorkflowRun> {
  const { event, payload, repository } = options;
  const facts = readEvent(event, payload, repository);
  const text = options.text ?? git(repository.folder, 'show', `${facts.sha}:${path}`);
  const workflow = await readWorkflow(path, text);
  const action = dig(payload, 'action');
  const about = dig(payload, 'workflow_run', 'name');
  const happened = {
    event,
    action: typeof action === 'string' ? action : undefined,
    ref: facts.filtered,
    changed: facts.changed,
    about: typeof about === 'string' ? about : undefined,
  };
  const why = whyNot(workflow.template.events, happened) ?? whyBlocked(path, options);
  const shared: SharedWorld = {
    folder: options.folder ?? scratch(),
    artifacts: new Map(),
    caches: options.caches ?? new Map(),
    pages: undefined,
    appToken: options.appToken,
  };
  if (why !== undefined) {
    return {
      started: false,
      why,
      jobs: {},
      conclusion: 'skipped',
      artifacts: shared.artifacts,
      concurrency: undefined,
    };
  }
  mkdirSync(shared.folder, { recursive: true });
  const plan = planOf(workflow, facts, shared, options);
  const jobs = await runJobs(plan);
  const results = Object.values(jobs).map(({ result }) => result);
  const conclusion =
    (['failure', 'cancelled', 'success'] as const).find((standing) => results.includes(standing)) ??
    'skipped';
  const concurrency = valueOf(tokenAt(workflow.tokens, 'concurrency'), {
    contexts: plan.contexts,
    standing: 'success',
  });
  return { started: true, jobs, conclusion, artifacts: shared.artifacts, pages: shared.pages, concurrency };
}

/** GitHub's default policy: https://docs.github.com/actions/how-tos/administer/control-workflow-execution */
function whyBlocked(
  path: string,
  { event, payload, allowsPullRequestTarget }: RunOptions,
): string | undefined {
  const isBlocked =
    event === 'pull_request_target' &&
    dig(payload, 'repository', 'private') !== true &&
    allowsPullRequestTarget !== true;
  return isBlocked
    ? `Event '${event}' is not allowed to trigger Actions workflows. Workflow file: '${path}'.`
    : undefined;
}

async function runJobs(plan: RunPlan): Promise<Record<string, JobRun>> {
  const jobs: Record<string, JobRun> = {};
  const waiting = [...plan.workflow.template.jobs];
  const ancestors = new Map<string, readonly string[]>();
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ needs = [] }) => needs.every(({ value }) => value in jobs));
    const [job] = waiting.splice(at, 1);
    if (at < 0 || !job) throw new Error('jobs need each other');
    if (job.type !== 'job') throw new Error(`${job.id.value}: the executor has no reusable workflows`);
    const names = (job.needs ?? []).map(({ value }) => value);
    const before = [...new Set(names.flatMap((name) => [name, ...ancestors.get(name)!]))];
    ancestors.set(job.id.value, before);
    const results = before.map((name) => jobs[name]!.result);
    const needs = Object.fromEntries(
      names.map((name) => [name, { result: jobs[name]!.result, outputs: jobs[name]!.outputs }]),
    );
    const standing = plan.cancel?.aborted
      ? 'cancelled'
      : ((['failure', 'cancelled', 'skipped'] as const).find((one) => results.includes(one)) ?? 'success');
    jobs[job.id.value] = await runJob(plan, job, needs, standing);
  }
  return jobs;
}

function planOf(
  workflow: WorkflowFile,
  facts: EventFacts,
  shared: SharedWorld,
  options: RunOptions,
): RunPlan {
  const { repository, secrets, vars } = options;
  const contexts = {
    github: githubOf(workflow, facts, options),
    vars: vars?.repository ?? {},
    inputs: inputsOf(workflow.template.events, facts),
  };
  const scope: Scope = { contexts, standing: 'success' };
  const of = (settings: Settings | undefined, environment: string): Record<string, string> => ({
    ...settings?.repository,
    ...(environment === '' ? {} : settings?.environments?.[environment]),
  });
  return {
    workflow,
    facts,
    repository,
    shared,
    contexts,
    token:
      options.token ??
      ((permissions) => `ghs_${Buffer.from(JSON.stringify(permissions)).toString('base64url')}`),
    permissionsOf: (job) => {
      const token = tokenAt(job, 'permissions') ?? tokenAt(workflow.tokens, 'permissions');
      if (token === undefined || !isMapping(token))
        throw new Error(`${workflow.path}: no permissions are named, or all at once`);
      const rights = Object.entries(valueOf(token, scope) as Record<string, string>).filter(
        ([, right]) => right !== 'none',
      );
      return Object.fromEntries(rights.map(([name, right]) => [name, facts.untrusted ? 'read' : right]));
    },
    secretsOf: (environment) => (facts.untrusted ? {} : of(secrets, environment)),
    varsOf: (environment) => of(vars, environment),
    machine: options.machine ?? {},
    onJob: options.onJob ?? (() => undefined),
    cancel: options.cancel,
    limit: options.limit ?? 60_000,
  };
}

function githubOf(workflow: WorkflowFile, facts: EventFacts, options: RunOptions): Record<string, unknown> {
  const { event, payload, sha, ref, headRef, baseRef, actor } = facts;
  const { name } = options.repository;
  const title = tokenAt(workflow.tokens, 'name');
  return {
    event_name: event,
    event: payload,
    sha,
    ref,
    ref_name: ref.replace(/^refs\/(?:heads\/|tags\/|pull\/)/, ''),
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    head_ref: headRef,
    base_ref: baseRef,
    actor,
    triggering_actor: actor,
    repository: name,
    repository_owner: name.split('/')[0],
    workflow: title === undefined ? workflow.path : textOf(title, { contexts: {}, standing: 'success' }),
    workflow_ref: `${name}/${workflow.path}@${ref}`,
    run_id: String(options.runId ?? 1),
    run_number: String(options.runId ?? 1),
    run_attempt: String(options.runAttempt ?? 1),
    server_url: options.serverUrl ?? 'https://github.com',
    api_url: options.apiUrl ?? 'http://127.0.0.1:9',
    graphql_url: options.graphqlUrl ?? `${options.apiUrl ?? 'http://127.0.0.1:9'}/graphql`,
  };
}
