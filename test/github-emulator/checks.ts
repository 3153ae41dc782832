import { notFound, ok, paged, Refusal } from './response.ts';
import type { Call } from './response.ts';
import { isRobotic, JOB } from './tokens.ts';
import { tell } from './events.ts';
import type { Json } from './pull-request-view.ts';
import type { Handlers, EmulatorState } from './state.ts';

const statusesOf = (emulatorState: EmulatorState, sha: string): Json[] =>
  emulatorState.settings.statuses.filter((each) => each['sha'] === sha).toReversed();

const annotationsIn = ({ body }: Call): unknown[] =>
  ((body['output'] as Json | undefined)?.['annotations'] ?? []) as unknown[];

function mustBeApp({ token }: Call): void {
  if (!isRobotic(token.login)) throw new Refusal(403, 'You must authenticate via a GitHub App.');
}

/** The newest check run of each name on a commit, newest first. */
export async function checkRunsOf(emulatorState: EmulatorState, sha: string): Promise<Json[]> {
  const newest = new Map((await allCheckRunsOf(emulatorState, sha)).map((run) => [run['name'], run]));
  return [...newest.values()].toReversed();
}

/**
 * The check runs of a commit that count for a required check: the newest of each name and event. `external_id` names the
 * event of a job's run. The jobs of a dispatched run don't count.
 */
export async function requiredCheckRunsOf(emulatorState: EmulatorState, sha: string): Promise<Json[]> {
  const runs = await allCheckRunsOf(emulatorState, sha);
  const newest = new Map(runs.map((run) => [`${String(run['name'])} ${String(run['external_id'])}`, run]));
  return [...newest.values()].filter((run) => run['external_id'] !== 'workflow_dispatch');
}

/** Oldest first. */
async function allCheckRunsOf(emulatorState: EmulatorState, sha: string): Promise<Json[]> {
  const numbers = [...emulatorState.checks].filter(([, run]) => run.sha === sha).map(([number]) => number);
  const at = `/repos/${emulatorState.owner}/${emulatorState.repo}/check-runs`;
  const runs = await Promise.all(
    numbers.map((number) => emulatorState.backend.ask(JOB, 'GET', `${at}/${number}`)),
  );
  return runs.map(({ body }) => body as Json);
}

export const CHECKS: Handlers = {
  async 'checks/create'(emulatorState, call) {
    mustBeApp(call);
    const sha = String(call.body['head_sha']);
    if ((await emulatorState.bare.commit(sha)) !== sha)
      throw new Refusal(422, `No commit found for SHA: ${sha}`);
    const answer = await emulatorState.backend.pass(call);
    emulatorState.checks.set(Number((answer.body as Json)['id']), { sha, annotations: annotationsIn(call) });
    tell(emulatorState, 'check_run', call.token.login, { check_run: answer.body }, 'created');
    return answer;
  },

  async 'checks/update'(emulatorState, call) {
    mustBeApp(call);
    emulatorState.checks.get(Number(call.params['check_run_id']))?.annotations.push(...annotationsIn(call));
    return emulatorState.backend.pass(call);
  },

  async 'checks/list-for-ref'(emulatorState, call) {
    const sha = await emulatorState.bare.need(call.params['ref'] ?? '');
    const { check_name: name, status } = call.query;
    const list = (await checkRunsOf(emulatorState, sha)).filter(
      (run) =>
        (name === undefined || run['name'] === name) && (status === undefined || run['status'] === status),
    );
    return paged(call, emulatorState.url, list, 'check_runs');
  },

  'checks/list-annotations'(emulatorState, call) {
    const known = emulatorState.checks.get(Number(call.params['check_run_id']));
    if (!known) throw notFound();
    return paged(call, emulatorState.url, known.annotations);
  },

  async 'repos/create-commit-status'(emulatorState, { params, body, token }) {
    const sha = await emulatorState.bare.commit(params['sha'] ?? '');
    if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${params['sha']}`);
    const made = {
      id: emulatorState.settings.statuses.length + 1,
      ...{ context: 'default', description: null, target_url: null },
      ...body,
      ...{ sha, creator: { login: token.login }, created_at: emulatorState.clock.stamp() },
    };
    emulatorState.settings.statuses.push(made);
    tell(emulatorState, 'status', token.login, made);
    return ok(made, 201);
  },

  async 'repos/list-commit-statuses-for-ref'(emulatorState, call) {
    return paged(
      call,
      emulatorState.url,
      statusesOf(emulatorState, await emulatorState.bare.need(call.params['ref'] ?? '')),
    );
  },

  async 'repos/get-combined-status-for-ref'(emulatorState, { params }) {
    const sha = await emulatorState.bare.need(params['ref'] ?? '');
    const newest = new Map(
      statusesOf(emulatorState, sha)
        .toReversed()
        .map((each) => [each['context'], each]),
    );
    const statuses = [...newest.values()];
    const states = statuses.map((each) => each['state']);
    const failed = states.some((state) => state === 'failure' || state === 'error');
    const passed = states.length > 0 && states.every((state) => state === 'success');
    const state = failed ? 'failure' : passed ? 'success' : 'pending';
    return ok({ sha, state, statuses, total_count: statuses.length });
  },
};
