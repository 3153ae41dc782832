/** A comment on an issue. */
export interface IssueComment {
  readonly body: string;
  readonly at: string | undefined;
  readonly author: string | undefined;
  /** Hidden by a maintainer, as spam or off-topic. */
  readonly isMinimized: boolean;
}

/** An issue in one shape, whether `gh api` or `gh issue list` printed it. */
export interface Issue {
  readonly number: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly closed: boolean;
  readonly createdAt: string | undefined;
  readonly closedAt: string | undefined;
  readonly body: string;
  readonly author: string | undefined;
  readonly url: string | undefined;
  /** `owner/name`, or empty if the input doesn't contain it. */
  readonly repository: string;
  readonly comments: readonly IssueComment[];
  readonly file: string;
}

/** `owner/name` in an address of GitHub; empty where there is none. */
export function repositoryOf(url: string | null | undefined): string {
  return /github\.com\/(?:repos\/)?([\w.-]+\/[\w.-]+)\/issues/.exec(url ?? '')?.[1] ?? '';
}
