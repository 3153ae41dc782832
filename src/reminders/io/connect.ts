import { isRobot } from '../../text/github-login.ts';
import { UsageError } from '../../files/command-errors.ts';
import { openClient } from '../../github/client.ts';
import type { Client } from '../../github/client.ts';
import { gitCredentials, givenToken } from '../../github/credentials.ts';
import type { IsOwn } from '../../github/comments.ts';
import { findDesk } from '../../response/io/repository-context.ts';
import type { Tracker } from './read-github.ts';

/**
 * Connects a clone to its repository on GitHub, with the token in GITHUB_TOKEN or GH_TOKEN. Git in this process and below
 * it uses the same token.
 * @throws UsageError without a token, or where the remote is not on GitHub
 */
export async function openTracker(root: string): Promise<Tracker> {
  const token = githubToken();
  const { repository, outside } = await findDesk(root);
  const { remote, github, base } = outside;
  if (!remote || !github) {
    throw new UsageError(
      '--github needs a remote on GitHub; GITHUB_REPOSITORY=owner/name names it where git does not.',
    );
  }
  if (/^https?:/.test(remote.url)) {
    Object.assign(process.env, gitCredentials(token));
  }
  const client = await openClient(token, github.repository);
  return {
    client,
    root: repository.root,
    prefix: repository.prefix,
    remote: remote.name,
    base,
    url: github.url,
    isOwn: await ownWords(client),
    declined: new Set(),
    byHand: new Set(),
    checked: new Set(),
  };
}

/** The token of the one who runs this. @throws UsageError without one */
export function githubToken(): string {
  const token = givenToken();
  if (token !== '') return token;
  throw new UsageError('--github needs a token in GITHUB_TOKEN or GH_TOKEN.');
}

/** Robots, and on a host of one's own whoever the token belongs to. */
async function ownWords({ octokit }: Client): Promise<IsOwn> {
  if (process.env['GITHUB_ACTIONS'] === 'true') return isRobot;
  const me = await octokit.rest.users.getAuthenticated().then(
    ({ data }) => data.login,
    () => undefined,
  );
  return (login) => isRobot(login) || (me !== undefined && login === me);
}
