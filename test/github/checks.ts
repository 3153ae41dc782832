import { ok, paged, Refusal } from './answer.ts';
import { isRobotic } from './tokens.ts';
import { tell } from './events.ts';
import type { Json } from './pull-view.ts';
import type { Handlers, World } from './world.ts';

const statusesOf = (world: World, sha: string): Json[] =>
  world.settings.statuses.filter((each) => each['sha'] === sha).toReversed();

export const CHECKS: Handlers = {
  async 'checks/create'(world, call) {
    if (!isRobotic(call.token.login)) throw new Refusal(403, 'You must authenticate via a GitHub App.');
    const sha = String(call.body['head_sha']);
    if ((await world.bare.commit(sha)) !== sha) {
      throw new Refusal(422, `No commit found for SHA: ${sha}`);
    }
    const answer = await world.backend.pass(call);
    tell(world, 'check_run', call.token.login, { check_run: answer.body }, 'created');
    return answer;
  },

  async 'checks/update'(world, call) {
    if (!isRobotic(call.token.login)) throw new Refusal(403, 'You must authenticate via a GitHub App.');
    return world.backend.pass(call);
  },

  async 'checks/list-for-ref'(world, call) {
    const sha = await world.bare.need(call.params['ref'] ?? '');
    const query = new URL(call.path, world.url).search;
    const path = `/repos/${world.owner}/${world.repo}/commits/${sha}/check-runs${query}`;
    try {
      return await world.backend.pass({ ...call, path });
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return ok({ total_count: 0, check_runs: [] });
      throw error;
    }
  },

  async 'checks/list-annotations'(world, call) {
    const { body } = await world.backend.pass(call);
    const list = Array.isArray(body) ? body : ((body as { annotations?: unknown[] }).annotations ?? []);
    return paged(call, world.url, list);
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
