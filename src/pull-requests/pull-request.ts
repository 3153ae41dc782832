import type { Content, SiteContext } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import type { SourceFile } from '../content/source.ts';
import type { MessagePreview } from '../notifications/preview.ts';
import type { CommitStatus } from './commit-status.ts';

/** A pull request on GitHub. Logins are without `@`. */
export interface PullRequestInfo {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly open: boolean;
  readonly draft: boolean;
  /** Its branch is in this repository, so its authors have write access. */
  readonly isSameRepository: boolean;
  readonly branch: string;
  /** The base branch. */
  readonly base: string;
  readonly defaultBranch: string;
  /** The commit that is evaluated. */
  readonly head: string;
  readonly createdAt: Instant;
  /** Logins of the authors of its commits; undefined for an author without an account. */
  readonly commitAuthors: readonly (string | undefined)[];
  /** Each reviewer's latest decision. */
  readonly reviews: readonly PullRequestReview[];
  readonly requestedReviewers: readonly string[];
  /** Candor's own checks of its head and those that the base branch requires, without those of this workflow run. */
  readonly checks: readonly CheckRun[];
  /** Candor's own commit statuses of its head. */
  readonly statuses: readonly CommitStatus[];
}

export interface PullRequestReview {
  readonly reviewer: string;
  readonly decision: 'approved' | 'changes-requested';
  /** The commit that was reviewed. */
  readonly commit: string;
  /** Owner, member or collaborator, as GitHub reports it. */
  readonly isCollaborator: boolean;
}

export interface CheckRun {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'running';
}

/** One incident file that a pull request changes. */
export interface IncidentFileChange {
  /** Relative to the content root. */
  readonly path: string;
  readonly before?: SourceFile;
  readonly after?: SourceFile;
}

/** A merge of the default branch into a pull request's branch, without its commit. */
export interface JoinedTree {
  readonly tree: string;
  readonly head: string;
  readonly defaultHead: string;
}

/** The changes of a pull request, read from git. */
export interface ProposedChanges {
  /** The published site, policy and components, which apply instead of those of the pull request. */
  readonly siteContext?: SiteContext;
  /** The valid incidents and postmortems of the default branch. */
  readonly published: Pick<Content, 'incidents' | 'postmortems'>;
  /** The content after the merge, or on the branch if it has conflicts. */
  readonly content: Content;
  readonly files: readonly IncidentFileChange[];
  /** Other changed paths, relative to the repository root. */
  readonly otherPaths: readonly string[];
  readonly hasConflicts: boolean;
  /** The tree of a merge that git can't make, because both sides added to the same incident. */
  readonly joined?: JoinedTree;
  /** Commits that differ from the head only in the times of unpublished updates, so approvals of them still count. */
  readonly equivalentCommits: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** What audiences get when it is merged (V1.2). */
  readonly messages: readonly MessagePreview[];
}
