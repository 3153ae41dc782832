import type { Content, SiteContext } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import type { SourceFile } from '../content/source.ts';

/** What GitHub says of a pull request. Logins are without their `@`. */
export interface PullRequestInfo {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly open: boolean;
  readonly draft: boolean;
  /** Its branch is in this repository, so whoever pushed it may write here. */
  readonly isSameRepository: boolean;
  readonly branch: string;
  /** The branch that it is to be merged into, and the one that is published. */
  readonly base: string;
  readonly defaultBranch: string;
  /** The commit that is judged. */
  readonly head: string;
  readonly createdAt: Instant;
  /** Whom GitHub knows as the authors of its commits; undefined for one that it doesn't know. */
  readonly commitAuthors: readonly (string | undefined)[];
  /** Each reviewer's last word. */
  readonly reviews: readonly PullRequestReview[];
  /** Who was asked to review and has not answered. */
  readonly requestedReviewers: readonly string[];
  /** The other checks of its head: not this run's own. */
  readonly checks: readonly CheckRun[];
}

export interface PullRequestReview {
  readonly reviewer: string;
  readonly decision: 'approved' | 'changes-requested';
  /** The commit that was read. */
  readonly commit: string;
  /** May write to the repository, as far as GitHub says. */
  readonly isCollaborator: boolean;
}

export interface CheckRun {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'running';
}

/** One incident file that a pull request touches. */
export interface IncidentFileChange {
  /** From the content root. */
  readonly path: string;
  readonly before?: SourceFile;
  readonly after?: SourceFile;
}

/** What git says of a pull request. */
export interface ProposedChanges {
  /** The site, policy and components that are published: they judge, not those of the pull request. */
  readonly siteContext?: SiteContext;
  /** Everything as it would stand once it is merged; as it stands on its branch where it can't be. */
  readonly content: Content;
  readonly files: readonly IncidentFileChange[];
  /** What else it touches, from the top of the repository. */
  readonly otherPaths: readonly string[];
  /** It can't be put together with what is published. */
  readonly hasConflicts: boolean;
  /** Commits of which only the times of what is not published differ from the head: what was approved there holds. */
  readonly equivalentCommits: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}
