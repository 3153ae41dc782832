import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { MINUTE } from '../../src/time/duration.ts';
import { formatInstant } from '../../src/time/instant.ts';
import type { Instant } from '../../src/time/instant.ts';
import { startHub } from '../github-emulator/emulator.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import type { HubEvent } from '../github-emulator/state.ts';
import { payloadOf } from '../workflows/executor/payloads.ts';
import type { Payload } from '../workflows/executor/event.ts';
import { statusRepository } from '../workflows/executor/repository.ts';
import type { JobRun } from '../workflows/executor/run-job.ts';
import { runWorkflow } from '../workflows/executor/run-workflow.ts';
import type { WorkflowRun } from '../workflows/executor/run-workflow.ts';

/** GitHub in the story: an emulator with state, a runner for what its events start, and a clock that can be set. */
export interface Github {
  readonly hub: Hub;
  readonly now: () => Instant;
  /** Time passes, at GitHub and on every machine of a run that begins after it. */
  readonly timePassesTo: (at: Instant) => void;
  /**
   * Runs a workflow because of an event that nothing has been run for yet.
   * @throws where nothing has happened that would start it
   */
  readonly runs: (file: string, event: Wanted, cancel?: AbortSignal) => Promise<WorkflowRun>;
  /** What each job came to; of one that failed its log. */
  readonly resultsOf: (run: WorkflowRun) => Readonly<Record<string, string>>;
  /** All that the runs have said so far: logs, summaries, annotations, outputs. */
  readonly said: () => string;
}

/** What happened, by its name and more of it: `pull_request ready_for_review`, or a dispatch of the workflow itself. */
export type Wanted =
  | 'dispatch'
  | 'schedule'
  | 'repository_dispatch'
  | 'issues opened'
  | 'pull_request opened'
  | 'pull_request ready_for_review';

/** GitHub's clock has reached the minute of a workflow's schedule. */
const TICK: HubEvent = { name: 'schedule', by: 'github', starts: true, payload: { schedule: '3 * * * *' } };

const CLOCK = new URL('shifted-clock.ts', import.meta.url).href;
/** More than any step takes on a machine with much else to do, in milliseconds. */
const LIMIT = 4 * MINUTE;

/** This engine, with a company's files over it, on a GitHub of its own. */
export async function setGithub(files: Readonly<Record<string, string>>): Promise<Github> {
  const repository = statusRepository(files);
  const people = { amina: 'admin', tunde: 'write', ngozi: 'write', zainab: 'write', bola: 'read' } as const;
  const hub = await startHub({ people });
  onTestFinished(() => hub.close());
  repository.git('push', '-q', hub.folder, 'HEAD:refs/heads/main');
  hub.settings.protection = {
    branch: 'main',
    approvals: 0,
    checks: ['candor/incidents', 'candor/postmortem'],
  };
  const remote = { name: hub.repository, folder: hub.folder, url: `${hub.url}/${hub.repository}.git` };
  const judge = await hub.as({ permissions: { checks: 'write' } });
  /** The workflows that each event has started already. */
  const done = new Map<HubEvent, Set<string>>();
  const runs: WorkflowRun[] = [];
  let ahead = 0;
  let began = 0;
  const now = (): Instant => Date.now() + ahead;
  return {
    hub,
    now,
    timePassesTo(at) {
      ahead = Math.max(ahead, at - Date.now());
      hub.setNow(new Date(now()).toISOString());
    },
    async runs(file, wanted, cancel) {
      // What waits for its turn gives way to what is newer, as in a concurrency group at GitHub.
      const waiting = hub.events.filter((one) => !done.get(one)?.has(file) && startsFor(one, file, wanted));
      const event = wanted === 'schedule' ? TICK : waiting.at(-1);
      if (!event) throw new Error(`nothing has started ${file} by ${wanted}: ${told(hub)}`);
      for (const one of waiting) done.set(one, (done.get(one) ?? new Set()).add(file));
      if (ahead > 0) hub.setNow(new Date(now()).toISOString());
      const { name, payload, head } = await eventOf(hub, event);
      const date = formatInstant(now());
      const run = await runWorkflow(`.github/workflows/${file}`, {
        ...{ event: name, payload, repository: remote, apiUrl: hub.url, serverUrl: hub.url },
        // `id-token` is not a right on the API: it lets deploy-pages prove whose job it is.
        token: (permissions) => hub.token({ permissions: without(permissions, 'id-token') as never }),
        ...{ runId: (began += 1), limit: LIMIT, ...(cancel && { cancel }) },
        ...(ahead > 0 && { machine: clockOf(ahead, date) }),
        ...(head !== undefined && { onJob: checkOf(judge, head, name) }),
      });
      if (!run.started) throw new Error(`${file} does not start by ${wanted}: ${run.why}`);
      runs.push(run);
      return run;
    },
    resultsOf: ({ jobs }) =>
      Object.fromEntries(
        Object.entries(jobs).map(([name, { result, log }]) => [name, result === 'failure' ? log : result]),
      ),
    said: () => JSON.stringify(runs.map(({ jobs }) => jobs)),
  };
}

/** Waits for what a machine with much else to do may need a while for. @throws if it never comes */
export async function until<T>(what: string, ask: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + 2 * MINUTE; Date.now() < end; await sleep(100)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`not in time: ${what}`);
}

function without(rights: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(rights).filter(([right]) => right !== name));
}

function clockOf(ahead: number, date: string): Record<string, string> {
  const node = { STORY_AHEAD: String(ahead), NODE_OPTIONS: `--import=${CLOCK}` };
  return { ...node, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
}

function startsFor({ name, action, starts, payload }: HubEvent, file: string, wanted: Wanted): boolean {
  if (!starts) return false;
  if (wanted === 'dispatch') return name === 'workflow_dispatch' && payload['workflow'] === file;
  return wanted === name || wanted === `${name} ${action}`;
}

/** A job is a check run of its commit, by the run's event: in progress, then the job's conclusion. */
function checkOf({ octokit, at }: Awaited<ReturnType<Hub['as']>>, head: string, event: string) {
  const checks = new Map<string, number>();
  return async (name: string, ended?: JobRun): Promise<void> => {
    const conclusion = ended && (ended.result as 'success' | 'failure' | 'cancelled' | 'skipped');
    const known = checks.get(name);
    const state = conclusion
      ? ({ status: 'completed', conclusion } as const)
      : { status: 'in_progress' as const };
    if (known !== undefined) await octokit.rest.checks.update({ ...at, check_run_id: known, ...state });
    else {
      const run = { ...at, name, head_sha: head, external_id: event };
      const { data } = await octokit.rest.checks.create({ ...run, ...state });
      checks.set(name, data.id);
    }
  };
}

/** What GitHub tells a workflow of an event; `head` is the commit whose checks its jobs are. */
async function eventOf(
  hub: Hub,
  { name, action, by, payload }: HubEvent,
): Promise<{ name: string; payload: Payload; head?: string }> {
  const common = {
    repository: { full_name: hub.repository, default_branch: 'main', private: false },
    sender: { login: by },
  };
  if (name === 'schedule') return { name, payload: { ...payload, ...common } };
  if (name === 'workflow_dispatch') {
    const branch = String(payload['ref']);
    const dispatch = { ...common, ref: `refs/heads/${branch}`, inputs: payload['inputs'] };
    const head =
      branch === 'main' ? {} : { head: (await hub.git('rev-parse', `refs/heads/${branch}`)).trim() };
    return { name, payload: payloadOf(name, undefined, dispatch), ...head };
  }
  if (name === 'repository_dispatch') {
    const { client_payload } = payload;
    return { name, payload: payloadOf(name, action, { ...common, action, client_payload }) };
  }
  if (name === 'issues') {
    const issue = (await hub.issues()).find(({ number }) => number === payload['number']);
    return { name, payload: { ...payloadOf(name, action, common), issue } };
  }
  const pull = (await hub.pullRequests()).find(({ number }) => number === payload['number'])!;
  const { number, draft, user, base } = pull;
  const head = pull['head'] as { ref: string; sha: string };
  const pull_request = { number, draft, user, base, head: { ...head, repo: { full_name: hub.repository } } };
  return { name, payload: payloadOf(name, 'opened', { ...common, action, pull_request }), head: head.sha };
}

function told({ events }: Hub): string {
  return events
    .map(({ name, action = '', payload }) => `${name} ${action}${String(payload['workflow'] ?? '')}`)
    .join(', ');
}
