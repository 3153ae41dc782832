import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Refusal } from './response.ts';
import type { Answer } from './response.ts';
import { judged } from './validate-request.ts';
import { isGit, serveGit } from './git-server.ts';
import { mergeWhatMay } from './auto-merge.ts';
import { answerQuery } from './graphql.ts';
import type { Question } from './graphql.ts';
import { countRequest, withEtag } from './limits.ts';
import { answerCall } from './rest.ts';
import { secretIn } from './tokens.ts';
import type { EmulatorState } from './state.ts';

const DOCUMENTATION = 'https://docs.github.com/rest';

/** What came of a request, for the list of them all. */
interface Outcome {
  readonly answer: Answer;
  readonly operation: string;
  readonly violations: readonly string[];
}

/** The hub's one server: git, GraphQL and REST behind the tokens and the descriptions. */
export function answering(emulatorState: EmulatorState): RequestListener {
  return (request, response) => {
    const url = new URL(request.url ?? '/', emulatorState.url);
    const serve = isGit(url.pathname)
      ? serveGit(emulatorState, request, response)
      : serveApi(emulatorState, request, url, response);
    serve.catch((error: unknown) => {
      emulatorState.requests.push({
        ...{ method: request.method ?? '', path: url.pathname, operation: 'hub', status: 500, login: '' },
        violations: [`the hub failed: ${error instanceof Error ? error.stack : String(error)}`],
      });
      response.writeHead(500).end(JSON.stringify({ message: `The hub failed: ${String(error)}` }));
    });
  };
}

async function serveApi(
  emulatorState: EmulatorState,
  request: IncomingMessage,
  url: URL,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? 'GET';
  const text = await bodyOf(request);
  const login = emulatorState.tokens.find(secretIn(request.headers.authorization) ?? '')?.login ?? '';
  const { answer, operation, violations } = await outcomeOf(emulatorState, request, url, text);
  const { status, body, headers = {} } = answer;
  if (method !== 'GET' && status < 300) await mergeWhatMay(emulatorState);
  emulatorState.requests.push({
    ...{ method, path: decodeURIComponent(url.pathname), operation, status, violations, login },
    ...(text !== '' && { body: jsonOf(text) }),
  });
  const isRaw = body instanceof Buffer;
  const type = { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, isRaw || body === undefined ? headers : { ...type, ...headers });
  response.end(isRaw || body === undefined ? body : JSON.stringify(body));
}

async function outcomeOf(
  emulatorState: EmulatorState,
  request: IncomingMessage,
  url: URL,
  text: string,
): Promise<Outcome> {
  let operation = 'unknown';
  let violations: readonly string[] = [];
  const ended = (answer: Answer): Outcome => ({ answer, operation, violations });
  const body = jsonOf(text);
  try {
    const given = secretIn(request.headers.authorization);
    const token = given === undefined ? undefined : emulatorState.tokens.find(given);
    if (!token) throw new Refusal(401, given === undefined ? 'Requires authentication' : 'Bad credentials');
    if (url.pathname === '/graphql') {
      operation = 'graphql';
      const resolved = await answerQuery(emulatorState, body as Question, token);
      return { ...resolved, operation };
    }
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const method = request.method ?? 'GET';
    const known = judged({ method, url, headers, body });
    if (!known) {
      violations = ['GitHub has no such address, or the hub does not know it'];
      throw new Refusal(404, 'Not Found');
    }
    ({ operation, violations } = known);
    if (!request.headers['user-agent']) throw new Refusal(403, 'Request forbidden by administrative rules.');
    if (violations.length > 0) throw new Refusal(422, 'Invalid request.', violations);
    countRequest(emulatorState, token.login);
    const fault = emulatorState.settings.fault?.({
      ...{ operation, method, path: decodeURIComponent(url.pathname), login: token.login },
    });
    const failure = fault && new Refusal(fault.status, fault.message ?? 'Server Error', [], fault.headers);
    if (failure && !fault.isCarriedOut) throw failure;
    const answer = await answerCall(emulatorState, {
      ...{ operation, method, path: `${url.pathname}${url.search}`, params: known.params, token },
      ...{ query: Object.fromEntries(url.searchParams), accept: request.headers.accept ?? '' },
      body: (body ?? {}) as Record<string, unknown>,
    });
    if (failure) throw failure;
    return ended(
      method === 'GET'
        ? withEtag(emulatorState, answer, token.login, request.headers['if-none-match'])
        : answer,
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, message, errors, headers } = error;
    if (status === 501) violations = [...violations, message];
    const said = { message, documentation_url: DOCUMENTATION, status: String(status) };
    return ended({ status, headers, body: errors.length > 0 ? { ...said, errors } : said });
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function jsonOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
