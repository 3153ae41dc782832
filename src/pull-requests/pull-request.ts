import type { Content, Setting } from '../content/content.ts';
import type { Finding } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import type { Source } from '../content/source.ts';

/** What GitHub says of a pull request. Logins are without their `@`. */
export interface PullFacts {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly open: boolean;
  readonly draft: boolean;
  /** Its branch is in this repository, so whoever pushed it may write here. */
  readonly ours: boolean;
  readonly branch: string;
  /** The branch that it is to be merged into, and the one that is published. */
  readonly base: string;
  readonly published: string;
  /** The commit that is judged. */
  readonly head: string;
  readonly opened: Instant;
  /** Whom GitHub knows as the authors of its commits; undefined for one that it doesn't know. */
  readonly writers: readonly (string | undefined)[];
  /** Each reviewer's last word. */
  readonly reviews: readonly Review[];
  /** Who was asked to review and has not answered. */
  readonly asked: readonly string[];
  /** The other checks of its head: not this run's own. */
  readonly checks: readonly Check[];
}

export interface Review {
  readonly by: string;
  readonly word: 'approves' | 'wants-changes';
  /** The commit that was read. */
  readonly commit: string;
  /** May write to the repository, as far as GitHub says. */
  readonly insider: boolean;
}

export interface Check {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'running';
}

/** One incident file that a pull request touches. */
export interface ChangedFile {
  /** From the content root. */
  readonly path: string;
  readonly before?: Source;
  readonly after?: Source;
}

/** What git says of a pull request. */
export interface ProposedFacts {
  /** The site, policy and components that are published: they judge, not those of the pull request. */
  readonly setting?: Setting;
  /** Everything as it would stand once it is merged; as it stands on its branch where it can't be. */
  readonly content: Content;
  readonly files: readonly ChangedFile[];
  /** What else it touches, from the top of the repository. */
  readonly foreign: readonly string[];
  /** It can't be put together with what is published. */
  readonly conflicts: boolean;
  /** Commits of which only the times of what is not published differ from the head: what was approved there holds. */
  readonly sameWords: readonly string[];
  readonly findings: readonly Finding[];
}
