import { isBot } from '../../text/github-login.ts';
import { UsageError } from '../../files/command-errors.ts';
import { openGithubClient } from '../../github/client.ts';
import type { GithubClient } from '../../github/client.ts';
import { gitCredentials, readGithubToken } from '../../github/credentials.ts';
import type { LoginPredicate } from '../../github/comments.ts';
import { openRepository } from '../../response/io/repository-context.ts';
import type { Tracker } from './read-github.ts';

/**
 * Connects a clone to its repository on GitHub with the token in GITHUB_TOKEN or GH_TOKEN. Git in this process and its
 * children uses the same token.
 * @throws UsageError without a token, or if the remote is not on GitHub
 */
export async function openTracker(root: string): Promise<Tracker> {
  const token = requireGithubToken();
  const { repository, remoteInfo } = await openRepository(root);
  const { remote, github, defaultBranch } = remoteInfo;
  if (!remote || !github) {
    throw new UsageError('--github needs a remote on GitHub. Add one, or set GITHUB_REPOSITORY=owner/name.');
  }
  if (/^https?:/.test(remote.url)) {
    Object.assign(process.env, gitCredentials(token));
  }
  const client = await openGithubClient(token, github.repository);
  return {
    client,
    root: repository.root,
    prefix: repository.prefix,
    remote: remote.name,
    defaultBranch,
    url: github.url,
    findOwnLogin: createLoginFinder(client),
    declinedBranches: new Set(),
    manualBranches: new Set(),
    checkedHeads: new Set(),
  };
}

/** @throws UsageError without a token */
export function requireGithubToken(): string {
  const token = readGithubToken();
  if (token !== '') return token;
  throw new UsageError('--github needs a token in GITHUB_TOKEN or GH_TOKEN.');
}

/**
 * Bots, and outside GitHub Actions the user that the token belongs to. Only an answer is remembered: while GitHub gives none,
 * whose comments are the bot's own is unknown.
 */
export function createLoginFinder({ octokit }: GithubClient): () => Promise<LoginPredicate> {
  let known: LoginPredicate | undefined = process.env['GITHUB_ACTIONS'] === 'true' ? isBot : undefined;
  return async () => {
    known ??= await octokit.rest.users.getAuthenticated().then(
      ({ data }) =>
        (login: string) =>
          isBot(login) || login === data.login,
      (error: unknown) => {
        // The token of an App belongs to no user.
        if ([403, 404].includes((error as { status?: number }).status ?? 0) && !isRateLimited(error))
          return isBot;
        throw new Error(`GitHub did not say whose token this is: ${(error as Error).message}`);
      },
    );
    return known;
  };
}

function isRateLimited(error: unknown): boolean {
  const headers = (error as { response?: { headers?: Record<string, unknown> } }).response?.headers ?? {};
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
}
