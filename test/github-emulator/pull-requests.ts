import { NOTHING, ok, paged, Refusal, textOf, unprocessable } from './response.ts';
import type { Call } from './response.ts';
import { followPulls, tell } from './events.ts';
import { commitsBetween, filesBetween } from './commits.ts';
import { endsOf, headRef, shown, stateOf } from './pull-request-view.ts';
import type { Json } from './pull-request-view.ts';
import { JOB } from './tokens.ts';
import type { Handlers, World } from './state.ts';

const number = (call: Call): number => Number(call.params['pull_number']);

/** The record that the emulator keeps. @throws Refusal 404 */
async function recordOf(world: World, of: number): Promise<Json> {
  stateOf(world, of);
  const path = `/repos/${world.owner}/${world.repo}/pulls/${of}`;
  return (await world.backend.ask(world.logins[0]!, 'GET', path)).body as Json;
}

/** A pull request as it stands. @throws Refusal 404 */
export async function pullRequest(world: World, of: number): Promise<Json> {
  return shown(world, await recordOf(world, of));
}

/** All of them, newest first. */
export async function pullRequests(world: World): Promise<Json[]> {
  const numbers = [...world.pulls.keys()].toReversed();
  return Promise.all(numbers.map((each) => pullRequest(world, each)));
}

export const PULL_REQUESTS: Handlers = {
  async 'pulls/create'(world, call) {
    const { owner, bare, settings } = world;
    if (
      call.token.login === JOB &&
      settings.workflowPermissions['can_approve_pull_request_reviews'] !== true
    ) {
      throw new Refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.');
    }
    const [, whose, head = ''] = /^(?:([^:]*):)?(.*)$/.exec(textOf(call.body, 'head') ?? '') ?? [];
    const fork = whose === undefined || whose === owner ? {} : { fork: whose };
    const base = textOf(call.body, 'base') ?? '';
    if ((await bare.branch(base)) === undefined) throw invalid('base');
    const tip = await bare.commit(headRef({ head, ...fork }));
    if (tip === undefined) throw invalid('head');
    const same = [...world.pulls.values()].some(
      (each) => each.head === head && each.fork === fork.fork && each.base === base && !each.ended,
    );
    if (same)
      throw unprocessable('PullRequest', `A pull request already exists for ${whose ?? owner}:${head}.`);
    if ((await bare.run(['rev-list', '--count', `${base}..${tip}`])) === '0') {
      throw unprocessable('PullRequest', `No commits between ${base} and ${head}`);
    }
    // A branch of a fork is nothing to the emulator.
    const { body, status } = await world.backend.pass(call, { ...call.body, head });
    const draft = call.body['draft'] === true;
    world.pulls.set(Number((body as Json)['number']), {
      head,
      ...fork,
      base,
      draft,
      reviewers: [],
      teams: [],
    });
    await followPulls(world, call.token.login);
    const made = await shown(world, body as Json);
    tell(world, 'pull_request', call.token.login, { number: made['number'], pull_request: made }, 'opened');
    return ok(made, status);
  },

  async 'pulls/list'(world, call) {
    const { state = 'open', head, base, direction } = call.query;
    const all = (await pullRequests(world)).filter((each) => {
      const ends = each as { state: string; head: { label: string }; base: { ref: string } };
      return (
        (state === 'all' || ends.state === state) &&
        (head === undefined || ends.head.label === head) &&
        (base === undefined || ends.base.ref === base)
      );
    });
    return paged(call, world.url, direction === 'asc' ? all.toReversed() : all);
  },

  async 'pulls/get'(world, call) {
    if (!/\bdiff\b/.test(call.accept)) return ok(await pullRequest(world, number(call)));
    const { base, head } = await endsOf(world, stateOf(world, number(call)));
    const body = await world.bare.bytes(['diff', `${base}...${head}`]);
    return { status: 200, body, headers: { 'content-type': 'application/vnd.github.diff; charset=utf-8' } };
  },

  async 'pulls/update'(world, call) {
    const state = stateOf(world, number(call));
    const wished = textOf(call.body, 'state');
    if (wished === 'open' && state.merged) throw unprocessable('PullRequest', 'state cannot be changed.');
    if (wished === 'open' && state.ended && (await world.bare.commit(headRef(state))) === undefined) {
      throw unprocessable(
        'PullRequest',
        `state cannot be changed. The ${state.head} branch has been deleted.`,
      );
    }
    const ends = await endsOf(world, state);
    const { body } = await world.backend.pass(call);
    if (wished === 'closed') state.ended ??= ends;
    if (wished === 'open') delete state.ended;
    state.base = textOf(call.body, 'base') ?? state.base;
    if (wished !== undefined) {
      const action = wished === 'open' ? 'reopened' : 'closed';
      tell(world, 'pull_request', call.token.login, { number: number(call) }, action);
    }
    return ok(await shown(world, body as Json));
  },

  async 'pulls/list-files'(world, call) {
    const { base, head } = await endsOf(world, stateOf(world, number(call)));
    return paged(call, world.url, await filesBetween(world, base, head));
  },

  async 'pulls/list-commits'(world, call) {
    const { base, head } = await endsOf(world, stateOf(world, number(call)));
    return paged(call, world.url, await commitsBetween(world, base, head));
  },

  'pulls/check-if-merged'(world, call) {
    if (!stateOf(world, number(call)).merged) throw new Refusal(404, 'Not Found');
    return NOTHING;
  },

  async 'pulls/request-reviewers'(world, call) {
    const state = stateOf(world, number(call));
    const record = await recordOf(world, number(call));
    const people = (call.body['reviewers'] ?? []) as string[];
    const teams = (call.body['team_reviewers'] ?? []) as string[];
    const author = (record['user'] as { login: string }).login;
    if (people.includes(author)) {
      throw new Refusal(422, 'Review cannot be requested from pull request author.');
    }
    const strange =
      people.some((each) => (world.people.get(each) ?? 'none') === 'none') ||
      teams.some((each) => !world.teams.includes(each));
    if (strange) {
      const where = `${world.owner}/${world.repo}`;
      throw new Refusal(
        422,
        `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${where} repository.`,
      );
    }
    state.reviewers = [...new Set([...state.reviewers, ...people])];
    state.teams = [...new Set([...state.teams, ...teams])];
    return ok(await shown(world, record), 201);
  },

  async 'pulls/remove-requested-reviewers'(world, call) {
    const state = stateOf(world, number(call));
    const people = (call.body['reviewers'] ?? []) as string[];
    const teams = (call.body['team_reviewers'] ?? []) as string[];
    state.reviewers = state.reviewers.filter((each) => !people.includes(each));
    state.teams = state.teams.filter((each) => !teams.includes(each));
    return ok(await pullRequest(world, number(call)));
  },

  'pulls/list-requested-reviewers'(world, call) {
    const { reviewers, teams } = stateOf(world, number(call));
    return ok({ users: reviewers.map((login) => ({ login })), teams: teams.map((slug) => ({ slug })) });
  },
};

const invalid = (field: string): Refusal =>
  new Refusal(422, 'Validation Failed', [{ resource: 'PullRequest', field, code: 'invalid' }]);
