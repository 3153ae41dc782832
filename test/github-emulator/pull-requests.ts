import { NOTHING, ok, paged, Refusal, textOf, unprocessable } from './response.ts';
import type { Call } from './response.ts';
import { followPulls, tell } from './events.ts';
import { commitsBetween, filesBetween } from './commits.ts';
import { endsOf, headRef, shown, stateOf } from './pull-request-view.ts';
import type { Json } from './pull-request-view.ts';
import { JOB } from './tokens.ts';
import type { Handlers, EmulatorState } from './state.ts';

const number = (call: Call): number => Number(call.params['pull_number']);

/** The record that the emulator keeps. @throws Refusal 404 */
async function recordOf(emulatorState: EmulatorState, of: number): Promise<Json> {
  stateOf(emulatorState, of);
  const path = `/repos/${emulatorState.owner}/${emulatorState.repo}/pulls/${of}`;
  return (await emulatorState.backend.ask(emulatorState.logins[0]!, 'GET', path)).body as Json;
}

/** A pull request in its current state. @throws Refusal 404 */
export async function pullRequest(emulatorState: EmulatorState, of: number): Promise<Json> {
  return shown(emulatorState, await recordOf(emulatorState, of));
}

/** All of them, newest first. */
export async function pullRequests(emulatorState: EmulatorState): Promise<Json[]> {
  const numbers = [...emulatorState.pulls.keys()].toReversed();
  return Promise.all(numbers.map((each) => pullRequest(emulatorState, each)));
}

export const PULL_REQUESTS: Handlers = {
  async 'pulls/create'(emulatorState, call) {
    const { owner, bare, settings } = emulatorState;
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
    const same = [...emulatorState.pulls.values()].some(
      (each) => each.head === head && each.fork === fork.fork && each.base === base && !each.ended,
    );
    if (same)
      throw unprocessable('PullRequest', `A pull request already exists for ${whose ?? owner}:${head}.`);
    if ((await bare.run(['rev-list', '--count', `${base}..${tip}`])) === '0') {
      throw unprocessable('PullRequest', `No commits between ${base} and ${head}`);
    }
    // A branch of a fork is nothing to the emulator.
    const { body, status } = await emulatorState.backend.pass(call, { ...call.body, head });
    const draft = call.body['draft'] === true;
    emulatorState.pulls.set(Number((body as Json)['number']), {
      head,
      ...fork,
      base,
      draft,
      reviewers: [],
      teams: [],
    });
    await followPulls(emulatorState, call.token.login);
    const made = await shown(emulatorState, body as Json);
    tell(
      emulatorState,
      'pull_request',
      call.token.login,
      { number: made['number'], pull_request: made },
      'opened',
    );
    return ok(made, status);
  },

  async 'pulls/list'(emulatorState, call) {
    const { state = 'open', head, base, direction } = call.query;
    const all = (await pullRequests(emulatorState)).filter((each) => {
      const ends = each as { state: string; head: { label: string }; base: { ref: string } };
      return (
        (state === 'all' || ends.state === state) &&
        (head === undefined || ends.head.label === head) &&
        (base === undefined || ends.base.ref === base)
      );
    });
    return paged(call, emulatorState.url, direction === 'asc' ? all.toReversed() : all);
  },

  async 'pulls/get'(emulatorState, call) {
    if (!/\bdiff\b/.test(call.accept)) return ok(await pullRequest(emulatorState, number(call)));
    const { base, head } = await endsOf(emulatorState, stateOf(emulatorState, number(call)));
    const body = await emulatorState.bare.bytes(['diff', `${base}...${head}`]);
    return { status: 200, body, headers: { 'content-type': 'application/vnd.github.diff; charset=utf-8' } };
  },

  async 'pulls/update'(emulatorState, call) {
    const state = stateOf(emulatorState, number(call));
    const wished = textOf(call.body, 'state');
    if (wished === 'open' && state.merged) throw unprocessable('PullRequest', 'state cannot be changed.');
    if (wished === 'open' && state.ended && (await emulatorState.bare.commit(headRef(state))) === undefined) {
      throw unprocessable(
        'PullRequest',
        `state cannot be changed. The ${state.head} branch has been deleted.`,
      );
    }
    const ends = await endsOf(emulatorState, state);
    const { body } = await emulatorState.backend.pass(call);
    if (wished === 'closed') state.ended ??= ends;
    if (wished === 'open') delete state.ended;
    state.base = textOf(call.body, 'base') ?? state.base;
    if (wished !== undefined) {
      const action = wished === 'open' ? 'reopened' : 'closed';
      tell(emulatorState, 'pull_request', call.token.login, { number: number(call) }, action);
    }
    return ok(await shown(emulatorState, body as Json));
  },

  async 'pulls/list-files'(emulatorState, call) {
    const { base, head } = await endsOf(emulatorState, stateOf(emulatorState, number(call)));
    return paged(call, emulatorState.url, await filesBetween(emulatorState, base, head));
  },

  async 'pulls/list-commits'(emulatorState, call) {
    const { base, head } = await endsOf(emulatorState, stateOf(emulatorState, number(call)));
    return paged(call, emulatorState.url, await commitsBetween(emulatorState, base, head));
  },

  'pulls/check-if-merged'(emulatorState, call) {
    if (!stateOf(emulatorState, number(call)).merged) throw new Refusal(404, 'Not Found');
    return NOTHING;
  },

  async 'pulls/request-reviewers'(emulatorState, call) {
    const state = stateOf(emulatorState, number(call));
    const record = await recordOf(emulatorState, number(call));
    const people = (call.body['reviewers'] ?? []) as string[];
    const teams = (call.body['team_reviewers'] ?? []) as string[];
    const author = (record['user'] as { login: string }).login;
    if (people.includes(author)) {
      throw new Refusal(422, 'Review cannot be requested from pull request author.');
    }
    const strange =
      people.some((each) => (emulatorState.people.get(each) ?? 'none') === 'none') ||
      teams.some((each) => !emulatorState.teams.includes(each));
    if (strange) {
      const where = `${emulatorState.owner}/${emulatorState.repo}`;
      throw new Refusal(
        422,
        `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${where} repository.`,
      );
    }
    state.reviewers = [...new Set([...state.reviewers, ...people])];
    state.teams = [...new Set([...state.teams, ...teams])];
    return ok(await shown(emulatorState, record), 201);
  },

  async 'pulls/remove-requested-reviewers'(emulatorState, call) {
    const state = stateOf(emulatorState, number(call));
    const people = (call.body['reviewers'] ?? []) as string[];
    const teams = (call.body['team_reviewers'] ?? []) as string[];
    state.reviewers = state.reviewers.filter((each) => !people.includes(each));
    state.teams = state.teams.filter((each) => !teams.includes(each));
    return ok(await pullRequest(emulatorState, number(call)));
  },

  'pulls/list-requested-reviewers'(emulatorState, call) {
    const { reviewers, teams } = stateOf(emulatorState, number(call));
    return ok({ users: reviewers.map((login) => ({ login })), teams: teams.map((slug) => ({ slug })) });
  },
};

const invalid = (field: string): Refusal =>
  new Refusal(422, 'Validation Failed', [{ resource: 'PullRequest', field, code: 'invalid' }]);
