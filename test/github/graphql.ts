import { buildSchema, parse, validate } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLSchema, ValueNode } from 'graphql';
import { schema as source } from '@octokit/graphql-schema';
import { Refusal } from './answer.ts';
import type { Answer } from './answer.ts';
import { suffices } from './permissions.ts';
import { pullRequest, pullRequests } from './pull-requests.ts';
import type { Json } from './pull-view.ts';
import type { Token } from './tokens.ts';
import type { PullState, World } from './world.ts';

let schema: GraphQLSchema | undefined;

/** A query and what was sent with it. */
export interface Question {
  readonly query: string;
  readonly variables?: Json;
}

/** What GitHub's own schema has against a query; with variables that it doesn't know or that are missing. */
export function faultsOf({ query }: Question): string[] {
  schema ??= buildSchema(source.idl, { assumeValid: true });
  try {
    return validate(schema, parse(query)).map(({ message }) => message);
  } catch (error) {
    return [(error as Error).message];
  }
}

/** The mutations that the hub can do: each changes a pull request, or refuses. */
const MUTATIONS: Readonly<
  Record<string, (state: PullState, pull: Json, input: Json, world: World, by: string) => void>
> = {
  enablePullRequestAutoMerge(state, pull, input, world, by) {
    if (!world.settings.allowsAutoMerge) throw new Error('Auto merge is not allowed for this repository');
    if (state.ended) throw new Error('Pull request is closed');
    if (state.draft) throw new Error('Pull request is in draft state');
    if (pull['mergeable_state'] === 'clean' && !world.settings.isProtected(state.base)) {
      throw new Error('Pull request is in clean status');
    }
    state.autoMerge = { by, method: String(input['mergeMethod'] ?? 'MERGE').toLowerCase() };
  },
  disablePullRequestAutoMerge(state) {
    delete state.autoMerge;
  },
  markPullRequestReadyForReview(state) {
    state.draft = false;
  },
  convertPullRequestToDraft(state) {
    state.draft = true;
  },
};

/** Answers a query, once the schema has passed it. */
export async function answerQuery(world: World, question: Question, token: Token): Promise<Answer> {
  const errors = faultsOf(question);
  if (errors.length > 0) return said(errors);
  const field = fieldOf(parse(question.query));
  const mutate = MUTATIONS[field.name.value];
  if (!mutate) throw new Refusal(501, `The hub does not know the query "${field.name.value}".`);
  if (!suffices(token.permissions, { anyOf: ['pull-requests'], level: 'write' })) {
    return said(['Resource not accessible by integration'], 'FORBIDDEN');
  }
  const input = plain(
    field.arguments?.find(({ name }) => name.value === 'input')?.value,
    question.variables ?? {},
  ) as Json;
  const pull = (await pullRequests(world)).find((each) => each['node_id'] === input['pullRequestId']);
  if (!pull)
    return said([`Could not resolve to a node with the global id of '${String(input['pullRequestId'])}'`]);
  const number = Number(pull['number']);
  try {
    mutate(world.pulls.get(number)!, pull, input, world, token.login);
  } catch (error) {
    return said([(error as Error).message], 'UNPROCESSABLE');
  }
  const { draft, node_id: id, html_url: url } = await pullRequest(world, number);
  const pullRequestView = {
    id,
    number,
    url,
    isDraft: draft,
    autoMergeRequest: world.pulls.get(number)!.autoMerge ?? null,
  };
  return {
    status: 200,
    body: { data: { [field.alias?.value ?? field.name.value]: { pullRequest: pullRequestView } } },
  };
}

const said = (messages: readonly string[], type?: string): Answer => ({
  status: 200,
  body: { data: null, errors: messages.map((message) => ({ message, ...(type !== undefined && { type }) })) },
});

function fieldOf(document: DocumentNode): FieldNode {
  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue;
    const [first] = definition.selectionSet.selections;
    if (first?.kind === 'Field') return first;
  }
  throw new Refusal(400, 'No operation.');
}

/** The value of an argument, its variables filled in. */
function plain(value: ValueNode | undefined, variables: Json): unknown {
  if (!value) return null;
  switch (value.kind) {
    case 'Variable':
      return variables[value.name.value];
    case 'ObjectValue':
      return Object.fromEntries(
        value.fields.map((field) => [field.name.value, plain(field.value, variables)]),
      );
    case 'ListValue':
      return value.values.map((each) => plain(each, variables));
    case 'NullValue':
      return null;
    default:
      return value.value;
  }
}
