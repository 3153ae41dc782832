import { notFound, ok, paged, Refusal } from './response.ts';
import type { Call } from './response.ts';
import { isRobotic, JOB } from './tokens.ts';
import { tell } from './events.ts';
import type { Json } from './pull-request-view.ts';
import type { Handlers, World } from './state.ts';

const statusesOf = (world: World, sha: string): Json[] =>
  world.settings.statuses.filter((each) => each['sha'] === sha).toReversed();

const annotationsIn = ({ body }: Call): unknown[] =>
  ((body['output'] as Json | undefined)?.['annotations'] ?? []) as unknown[];

function mustBeApp({ token }: Call): void {
  if (!isRobotic(token.login)) throw new Refusal(403, 'You must authenticate via a GitHub App.');
}

/** The newest check run of each name on a commit, newest first. */
export async function checkRunsOf(world: World, sha: string): Promise<Json[]> {
  const numbers = [...world.checks].filter(([, run]) => run.sha === sha).map(([number]) => number);
  const at = `/repos/${world.owner}/${world.repo}/check-runs`;
  const runs = await Promise.all(numbers.map((number) => world.backend.ask(JOB, 'GET', `${at}/${number}`)));
  const newest = new Map(runs.map(({ body }) => [(body as Json)['name'], body as Json]));
  return [...newest.values()].toReversed();
}

export const CHECKS: Handlers = {
  async 'checks/create'(world, call) {
    mustBeApp(call);
    const sha = String(call.body['head_sha']);
    if ((await world.bare.commit(sha)) !== sha) throw new Refusal(422, `No commit found for SHA: ${sha}`);
    const answer = await world.backend.pass(call);
    world.checks.set(Number((answer.body as Json)['id']), { sha, annotations: annotationsIn(call) });
    tell(world, 'check_run', call.token.login, { check_run: answer.body }, 'created');
    return answer;
  },

  async 'checks/update'(world, call) {
    mustBeApp(call);
    world.checks.get(Number(call.params['check_run_id']))?.annotations.push(...annotationsIn(call));
    return world.backend.pass(call);
  },

  async 'checks/list-for-ref'(world, call) {
    const sha = await world.bare.need(call.params['ref'] ?? '');
    const { check_name: name, status } = call.query;
    const list = (await checkRunsOf(world, sha)).filter(
      (run) =>
        (name === undefined || run['name'] === name) && (status === undefined || run['status'] === status),
    );
    return paged(call, world.url, list, 'check_runs');
  },

  'checks/list-annotations'(world, call) {
    const known = world.checks.get(Number(call.params['check_run_id']));
    if (!known) throw notFound();
    return paged(call, world.url, known.annotations);
  },

  async 'repos/create-commit-status'(world, { params, body, token }) {
    const sha = await world.bare.commit(params['sha'] ?? '');
    if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${params['sha']}`);
    const made = {
      id: world.settings.statuses.length + 1,
      ...{ context: 'default', description: null, target_url: null },
      ...body,
      ...{ sha, creator: { login: token.login }, created_at: world.clock.stamp() },
    };
    world.settings.statuses.push(made);
    tell(world, 'status', token.login, made);
    return ok(made, 201);
  },

  async 'repos/list-commit-statuses-for-ref'(world, call) {
    return paged(call, world.url, statusesOf(world, await world.bare.need(call.params['ref'] ?? '')));
  },

  async 'repos/get-combined-status-for-ref'(world, { params }) {
    const sha = await world.bare.need(params['ref'] ?? '');
    const newest = new Map(
      statusesOf(world, sha)
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
