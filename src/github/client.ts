import type { Octokit } from 'octokit';

export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

export interface GithubClient {
  readonly octokit: Octokit;
  readonly at: RepositoryName;
}

const REQUEST_TIMEOUT_MS = 10_000;

/**
 * Connects to GitHub, or to the server in `GITHUB_API_URL`. The library is loaded here, so that commands without a token
 * don't wait for it.
 * @param repository `owner/name`
 * @param baseUrl the API's address
 */
export async function openGithubClient(
  token: string,
  repository: string,
  baseUrl = process.env['GITHUB_API_URL'],
): Promise<GithubClient> {
  const { Octokit: Library } = await import('octokit');
  // Throttling and retries would delay a responder by seconds.
  const octokit = new Library({
    auth: token,
    userAgent: 'candor',
    throttle: { enabled: false },
    retry: { enabled: false },
    ...(baseUrl && { baseUrl }),
  });
  octokit.hook.before('request', (options) => {
    // `options.request` is shared by all requests of a client, so it is copied.
    const { request } = options;
    options.request = { ...request, signal: request.signal ?? AbortSignal.timeout(REQUEST_TIMEOUT_MS) };
  });
  const [owner = '', repo = ''] = repository.split('/');
  return { octokit, at: { owner, repo } };
}
