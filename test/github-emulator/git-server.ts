import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname } from 'node:path';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { hookEnvironment } from './push-hook.ts';
import { secretIn } from './tokens.ts';
import type { Token } from './tokens.ts';
import type { EmulatorState } from './state.ts';
import { followRefs } from './events.ts';

const BACKEND = '/usr/lib/git-core/git-http-backend';

/** The address of a repository, with or without `.git`, and what git asks of it. */
const ADDRESS = /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

export const isGit = (path: string): boolean => ADDRESS.test(path);

/** Real git over smart HTTP, behind the tokens: anyone may read a public repository. */
export async function serveGit(
  emulatorState: EmulatorState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', emulatorState.url);
  const [, repository = '', asked = ''] = ADDRESS.exec(url.pathname) ?? [];
  const refuse = (status: number, words: string): void => {
    const ask = status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {};
    response.writeHead(status, { 'content-type': 'text/plain', ...ask }).end(words);
    emulatorState.requests.push({
      method: 'GIT',
      path: url.pathname,
      operation: asked,
      status,
      violations: [],
      login,
    });
  };
  const given = secretIn(request.headers.authorization);
  const token = given === undefined ? undefined : emulatorState.tokens.find(given);
  const login = token?.login ?? '';
  const pushes = asked === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  if (given !== undefined && !token) return refuse(401, 'Invalid username or token.');
  if (repository !== `${emulatorState.owner}/${emulatorState.repo}`)
    return refuse(404, 'Repository not found.');
  if (!token && (pushes || emulatorState.isPrivate)) return refuse(401, 'Authentication required.');
  const may = token && emulatorState.mayUse(token, { anyOf: ['contents'], level: pushes ? 'write' : 'read' });
  if (token && !may && (pushes || emulatorState.isPrivate)) {
    return refuse(403, `Permission to ${repository}.git denied to ${login}.`);
  }
  const before = asked === 'git-receive-pack' ? await emulatorState.bare.refs('refs/heads/') : undefined;
  const { status, headers, body } = await runBackend(emulatorState, request, url, token);
  if (before && token) await followRefs(emulatorState, before, token.login);
  response.writeHead(status, headers).end(body);
  emulatorState.requests.push({
    method: 'GIT',
    path: url.pathname,
    operation: asked,
    status,
    violations: [],
    login,
  });
}

interface Said {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Runs git's own CGI program for one request. */
function runBackend(
  emulatorState: EmulatorState,
  request: IncomingMessage,
  url: URL,
  token?: Token,
): Promise<Said> {
  const asked = ADDRESS.exec(url.pathname)![2]!;
  const child = spawn(BACKEND, {
    env: {
      ...CLEAN_ENVIRONMENT,
      GIT_PROJECT_ROOT: dirname(emulatorState.bare.folder),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${basename(emulatorState.bare.folder)}/${asked}`,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      ...(request.headers['content-length'] && { CONTENT_LENGTH: request.headers['content-length'] }),
      ...(request.headers['content-encoding'] && {
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
      }),
      ...(request.headers['git-protocol'] && { GIT_PROTOCOL: String(request.headers['git-protocol']) }),
      REMOTE_USER: token?.login ?? '',
      ...hookEnvironment(emulatorState, token),
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  // If a client ends in the middle of a request, git's program waits for the rest without end, at full speed.
  request.once('close', () => {
    if (!request.complete) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk));
    child.on('error', reject);
    child.on('close', () => {
      const whole = Buffer.concat(chunks);
      const cut = whole.indexOf('\r\n\r\n');
      const lines = whole.subarray(0, Math.max(cut, 0)).toString().split('\r\n');
      const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
      const { Status: said = '200', ...rest } = headers;
      if (cut < 0) resolve({ status: 500, headers: {}, body: whole });
      else resolve({ status: Number.parseInt(said, 10), headers: rest, body: whole.subarray(cut + 4) });
    });
  });
}
