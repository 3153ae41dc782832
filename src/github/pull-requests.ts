import { openGithubClient } from './client.ts';
import type { GithubClient } from './client.ts';
import { githubServerUrl } from './credentials.ts';

/** A pull request, as far as a responder needs it. */
export interface PullRequestRef {
  readonly number: number;
  readonly url: string;
}

/** What the tool asks of GitHub. */
export interface PullRequestApi {
  /** The open pull request of a branch of this repository. */
  readonly findPullRequest: (branch: string) => Promise<PullRequestRef | undefined>;
  readonly openPullRequest: (request: {
    readonly branch: string;
    readonly base: string;
    readonly title: string;
    readonly body: string;
    /** Opened as a ready one where the repository's plan has no drafts. */
    readonly draft?: boolean;
    readonly labels?: readonly string[];
  }) => Promise<PullRequestRef>;
  /** Asks people (`@amina`) and teams (`@acme/on-call`) to look; whoever can't be asked is left out and given back. */
  readonly requestReviewers: (number: number, people: readonly string[]) => Promise<readonly string[]>;
}

/** Where a remote is on GitHub. `GITHUB_SERVER_URL` names a server of one's own, `GITHUB_REPOSITORY` overrides the name. */
export function parseGithubRemote(
  remote: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): { repository: string; url: string } | undefined {
  const server = githubServerUrl(env);
  const host = URL.parse(server)?.host ?? 'github.com';
  const parts = /^(?:\w+:\/\/(?:[^/@]*@)?|[^/@:]*@)([^/:]+(?::\d+)?)[/:]([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(
    remote,
  );
  const named = env['GITHUB_REPOSITORY'];
  const repository =
    parts?.[1] === host || (parts?.[1] === 'ssh.github.com:443' && host === 'github.com') ? parts[2]! : named;
  return repository === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository)
    ? undefined
    : { repository, url: `${server}/${repository}` };
}

/** Connects to GitHub. */
export async function connectPullRequestApi(token: string, repository: string): Promise<PullRequestApi> {
  return createPullRequestApi(await openGithubClient(token, repository));
}

/** The same over a client that is there already. */
export function createPullRequestApi({ octokit, at }: GithubClient): PullRequestApi {
  /** GitHub refuses all of them where one can't be asked, such as the author. */
  const accepted = async (number: number, people: readonly string[]): Promise<boolean> => {
    const names = people.map((person) => person.replace(/^@/, ''));
    const reviewers = names.filter((name) => !name.includes('/'));
    const team_reviewers = names.flatMap((name) => name.split('/').slice(1));
    const who = { pull_number: number, reviewers, team_reviewers };
    return octokit.rest.pulls.requestReviewers({ ...at, ...who }).then(
      () => true,
      () => false,
    );
  };
  return {
    async findPullRequest(branch) {
      const { data } = await octokit.rest.pulls.list({
        ...at,
        head: `${at.owner}:${branch}`,
        state: 'open',
      });
      const found = data.find(({ head }) => head.ref === branch);
      return found && { number: found.number, url: found.html_url };
    },
    async openPullRequest({ branch, base, title, body, draft, labels = [] }) {
      const request = { ...at, head: branch, base, title, body };
      const create = octokit.rest.pulls.create;
      const { data } = draft
        ? await create({ ...request, draft }).catch((error: unknown) => {
            if (!isDraftUnsupported(error)) throw error;
            return create({ ...request, title: `${DRAFT_PREFIX}${title}` });
          })
        : await create(request);
      const { number } = data;
      if (labels.length > 0)
        await octokit.rest.issues.addLabels({ ...at, issue_number: number, labels: [...labels] });
      return { number, url: data.html_url };
    },
    async requestReviewers(number, people) {
      if (people.length === 0 || (await accepted(number, people))) return [];
      const answers = people.map(async (person) => ((await accepted(number, [person])) ? [] : [person]));
      return (await Promise.all(answers)).flat();
    },
  };
}

/** How a draft's title begins where a repository's plan has no drafts. */
const DRAFT_PREFIX = 'Draft: ';

/** Whether a pull request waits for a person to say that it is ready. */
export function isDraftPull({ draft, title }: { readonly draft?: boolean; readonly title: string }): boolean {
  return draft === true || title.startsWith(DRAFT_PREFIX);
}

/** Free plans have no drafts in private repositories. */
function isDraftUnsupported(error: unknown): boolean {
  const { status, message } = error as { status?: number; message?: string };
  return status === 422 && /draft/i.test(message ?? '');
}
