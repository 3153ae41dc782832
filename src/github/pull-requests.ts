import { openGithubClient } from './client.ts';
import type { GithubClient } from './client.ts';
import { githubServerUrl } from './credentials.ts';

export interface PullRequestRef {
  readonly number: number;
  readonly url: string;
}

/** A branch's pull request, as it is now. */
export interface BranchPullRequest extends PullRequestRef {
  readonly state: 'open' | 'draft' | 'closed' | 'merged';
  /** The last commit of its branch. */
  readonly head: string;
}

export interface PullRequestApi {
  /** The newest pull request of each branch in this repository, among the last hundred. */
  readonly listNewest: () => Promise<ReadonlyMap<string, BranchPullRequest>>;
  /** Finds the open one of a branch of this repository. */
  readonly findPullRequest: (branch: string) => Promise<PullRequestRef | undefined>;
  readonly openPullRequest: (request: {
    readonly branch: string;
    readonly base: string;
    readonly title: string;
    readonly body: string;
    /** Without drafts in the repository's plan, the title gets the prefix `Draft: `. */
    readonly draft?: boolean;
    readonly labels?: readonly string[];
  }) => Promise<PullRequestRef>;
  /** Requests reviews from people (`@amina`) and teams (`@acme/on-call`). Returns those that GitHub rejected. */
  readonly requestReviewers: (number: number, people: readonly string[]) => Promise<readonly string[]>;
}

/** Undefined if the remote is not on GitHub. `GITHUB_SERVER_URL` sets the server, `GITHUB_REPOSITORY` the fallback name. */
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

export async function connectPullRequestApi(token: string, repository: string): Promise<PullRequestApi> {
  return createPullRequestApi(await openGithubClient(token, repository));
}

export function createPullRequestApi({ octokit, at }: GithubClient): PullRequestApi {
  /** GitHub rejects the whole request if one reviewer is not allowed, such as the author. */
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
    async listNewest() {
      const order = { state: 'all', sort: 'created', direction: 'desc', per_page: 100 } as const;
      const { data } = await octokit.rest.pulls.list({ ...at, ...order });
      const own = data.filter(({ head }) => head.repo?.full_name === `${at.owner}/${at.repo}`);
      return new Map(
        own
          .toReversed()
          .map((pull) => [
            pull.head.ref,
            { number: pull.number, url: pull.html_url, head: pull.head.sha, state: stateOf(pull) },
          ]),
      );
    },
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

function stateOf(pull: {
  readonly state: string;
  readonly merged_at: string | null;
  readonly draft?: boolean;
  readonly title: string;
}): BranchPullRequest['state'] {
  if (pull.state === 'open') return isDraftPull(pull) ? 'draft' : 'open';
  return pull.merged_at === null ? 'closed' : 'merged';
}

/** Marks drafts in repositories whose plan has no drafts. */
const DRAFT_PREFIX = 'Draft: ';

export function isDraftPull({ draft, title }: { readonly draft?: boolean; readonly title: string }): boolean {
  return draft === true || title.startsWith(DRAFT_PREFIX);
}

/** Free plans have no drafts in private repositories. */
function isDraftUnsupported(error: unknown): boolean {
  const { status, message } = error as { status?: number; message?: string };
  return status === 422 && /draft/i.test(message ?? '');
}
