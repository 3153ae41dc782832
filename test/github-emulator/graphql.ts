import { buildSchema, graphql } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { schema as source } from '@octokit/graphql-schema';
import type { Answer } from './response.ts';
import { tell } from './events.ts';
import { pullRequest, pullRequests } from './pull-requests.ts';
import type { Json } from './pull-request-view.ts';
import { isRobotic } from './tokens.ts';
import type { Token } from './tokens.ts';
import type { PullState, EmulatorState } from './state.ts';

let schema: GraphQLSchema | undefined;

/** A query and what was sent with it. */
export interface Question {
  readonly query: string;
  readonly variables?: Json;
}

/** An answer, and what GitHub's own schema has against the question. */
export interface Resolved {
  readonly answer: Answer;
  readonly violations: readonly string[];
}

/** A mutation of a pull request. @throws Error with GitHub's words */
type Mutation = (
  state: PullState,
  emulatorState: EmulatorState,
  number: number,
  input: Json,
  by: string,
) => void | Promise<void>;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  async enablePullRequestAutoMerge(state, emulatorState, number, input, by) {
    if (!emulatorState.settings.allowsAutoMerge)
      throw new Error('Auto merge is not allowed for this repository');
    const { mergeable_state: word } = await pullRequest(emulatorState, number);
    if (state.ended) throw new Error('Pull request is closed');
    if (word === 'clean') throw new Error('Pull request is in clean status');
    state.autoMerge = { by, method: String(input['mergeMethod'] ?? 'MERGE').toLowerCase() };
  },
  disablePullRequestAutoMerge(state) {
    delete state.autoMerge;
  },
  markPullRequestReadyForReview(state, emulatorState, number, _input, by) {
    if (state.draft) tell(emulatorState, 'pull_request', by, { number }, 'ready_for_review');
    state.draft = false;
  },
  convertPullRequestToDraft(state, emulatorState, number, _input, by) {
    if (!state.draft) tell(emulatorState, 'pull_request', by, { number }, 'converted_to_draft');
    state.draft = true;
  },
};

/** Asks GitHub's own schema; whatever it knows and the hub doesn't is refused and counts as a violation. */
export async function answerQuery(
  emulatorState: EmulatorState,
  question: Question,
  token: Token,
): Promise<Resolved> {
  schema ??= buildSchema(source.idl, { assumeValid: true });
  const unknown = new Set<string>();
  const roots = new Proxy(rootsOf(emulatorState, token), {
    get(known, name) {
      if (typeof name !== 'string' || name in known) return Reflect.get(known, name) as unknown;
      const words = `The hub does not hold "${name}" of GraphQL.`;
      unknown.add(words);
      return () => Promise.reject(new Error(words));
    },
  });
  const { query, variables = {} } = question;
  const { data, errors = [] } = await graphql({
    ...{ schema, source: query, variableValues: variables, rootValue: roots },
  });
  const against = errors.filter(({ path }) => path === undefined).map(({ message }) => message);
  const shown = errors.map(({ message, path, extensions }) => ({ message, path, ...extensions }));
  const body = { data: data ?? null, ...(errors.length > 0 && { errors: shown }) };
  return { answer: { status: 200, body }, violations: [...against, ...unknown] };
}

/** What may be asked for at the top of a query or a mutation. */
function rootsOf(emulatorState: EmulatorState, token: Token): Record<string, unknown> {
  const mutations = Object.entries(MUTATIONS).map(([name, mutate]) => [
    name,
    async ({ input }: { input: Json }) => {
      const found = (await pullRequests(emulatorState)).find(
        (pull) => pull['node_id'] === input['pullRequestId'],
      );
      if (!found) {
        throw new Error(
          `Could not resolve to a node with the global id of '${String(input['pullRequestId'])}'`,
        );
      }
      // Of people GitHub asks for what a merge asks for, too.
      const anyOf = isRobotic(token.login) ? ['pull-requests'] : ['contents'];
      if (!emulatorState.mayUse(token, { anyOf, level: 'write' }))
        throw new Error('Resource not accessible by integration');
      const number = Number(found['number']);
      await mutate(emulatorState.pulls.get(number)!, emulatorState, number, input, token.login);
      return {
        pullRequest: await view(emulatorState, number),
        clientMutationId: input['clientMutationId'] ?? null,
      };
    },
  ]);
  return {
    ...(Object.fromEntries(mutations) as Record<string, unknown>),
    viewer: { login: token.login },
    repository({ owner, name }: { owner: string; name: string }) {
      if (owner !== emulatorState.owner || name !== emulatorState.repo)
        throw new Error(`Could not resolve to a Repository.`);
      return { name, pullRequest: ({ number }: { number: number }) => view(emulatorState, number) };
    },
  };
}

async function view(emulatorState: EmulatorState, number: number): Promise<Json> {
  const {
    node_id: id,
    title,
    html_url: url,
    draft,
    mergeable,
    head,
  } = await pullRequest(emulatorState, number);
  const { merged, ended, autoMerge, base } = emulatorState.pulls.get(number)!;
  const { ref, sha } = head as { ref: string; sha: string };
  return {
    ...{ id, number, title, url, isDraft: draft, merged: merged !== undefined, closed: ended !== undefined },
    ...{ headRefName: ref, headRefOid: sha, baseRefName: base },
    state: merged ? 'MERGED' : ended ? 'CLOSED' : 'OPEN',
    mergeable: mergeable === null ? 'UNKNOWN' : mergeable === true ? 'MERGEABLE' : 'CONFLICTING',
    autoMergeRequest: autoMerge
      ? {
          mergeMethod: autoMerge.method.toUpperCase(),
          enabledBy: { __typename: 'User', login: autoMerge.by },
        }
      : null,
  };
}
