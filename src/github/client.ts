import { setTimeout as sleep } from 'node:timers/promises';
import type { Octokit } from 'octokit';
import { createResponseCache } from './response-cache.ts';
import { findRetryPause, JOB_RETRIES, PERSON_RETRIES } from './retry.ts';
import type { FailedRequest } from './retry.ts';

export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

export interface GithubClient {
  readonly octokit: Octokit;
  readonly at: RepositoryName;
}

/** Of one attempt. */
const REQUEST_TIMEOUT_MS = 10_000;
const MAX_CACHED_RESPONSES = 300;

/**
 * Connects to GitHub, or to the server in `GITHUB_API_URL`. The library is loaded here, so that commands without a token
 * don't wait for it. Requests that fail are repeated where that is safe, in a workflow's job with more patience.
 * @param repository `owner/name`
 * @param baseUrl the API's address
 */
export async function openGithubClient(
  token: string,
  repository: string,
  baseUrl = process.env['GITHUB_API_URL'],
  retries = process.env['GITHUB_ACTIONS'] === 'true' ? JOB_RETRIES : PERSON_RETRIES,
): Promise<GithubClient> {
  const { Octokit: Library } = await import('octokit');
  // The library's throttling delays every request, and its retries repeat comments that GitHub has written.
  const octokit = new Library({
    auth: token,
    userAgent: 'candor',
    throttle: { enabled: false },
    retry: { enabled: false },
    ...(baseUrl && { baseUrl }),
  });
  const cache = createResponseCache<Awaited<ReturnType<Octokit['request']>>>(MAX_CACHED_RESPONSES);
  octokit.hook.wrap('request', async (request, options) => {
    const isRead = options.method === 'GET';
    const key = isRead ? `${octokit.request.endpoint(options).url} ${options.headers.accept ?? ''}` : '';
    const known = isRead ? cache.find(key) : undefined;
    // The hooks behind this one get `options` itself. Its `request` is shared by all requests of a client.
    const settings = options.request;
    if (known) options.headers = { ...options.headers, 'if-none-match': known.etag };
    for (let attempt = 0; ; attempt += 1) {
      const signal = settings?.signal ?? AbortSignal.timeout(REQUEST_TIMEOUT_MS);
      options.request = { ...settings, signal };
      try {
        const response = await request(options);
        if (isRead) cache.store(key, copyResponse(response as never));
        return response;
      } catch (error) {
        const failed = describeFailure(error, options, attempt);
        if (known && failed.status === 304) return copyResponse(known.response);
        const pause = findRetryPause(failed, retries, Date.now());
        if (pause === undefined) throw error;
        // Jobs that failed together don't try again together.
        await sleep(pause * (1 + Math.random() / 4));
      }
    }
  });
  const [owner = '', repo = ''] = repository.split('/');
  return { octokit, at: { owner, repo } };
}

/** Octokit's pagination changes the data of a response. */
function copyResponse<T extends { readonly data: unknown }>(response: T): T {
  return { ...response, data: structuredClone(response.data) };
}

function describeFailure(
  error: unknown,
  { method, url }: { readonly method: string; readonly url: string },
  retries: number,
): FailedRequest {
  const {
    status = 400,
    message = '',
    response,
  } = error as {
    status?: number;
    message?: string;
    response?: { headers: Record<string, unknown> };
  };
  const answered = { isAnswered: response !== undefined, headers: response?.headers ?? {} };
  return { method, url, status, message, retries, ...answered };
}
