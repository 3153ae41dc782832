import type { Content } from '../content/content.ts';
import type { Finding } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import type { WorkflowNeeds } from './workflow-needs.ts';

/** Something that was asked of the world: the answer, or why there is none, as a sentence. */
export type Known<T> = { readonly value: T } | { readonly unknown: string };

/** Everything that `npm run doctor` decides from. */
export interface Facts {
  readonly now: Instant;
  readonly here: HereFacts;
  readonly github: Known<GithubFacts>;
}

/** What the computer and the checkout say. */
export interface HereFacts {
  readonly node: { readonly version: string; readonly least: number };
  readonly content: Content;
  /** The files of `postmortems/`, readable or not. */
  readonly reviews: readonly string[];
  /** Everything that the rules have to say of the content. */
  readonly findings: readonly Finding[];
  /** Whether `status.yaml` is still the example's, word for word. */
  readonly isExample: boolean;
  /** Generated files that are not what they would be written as. */
  readonly stale: readonly string[];
  readonly workflows: readonly WorkflowNeeds[];
  /** The labels that issue forms put on. */
  readonly labels: readonly string[];
  readonly hasDependabot: boolean;
  /** The address of the repository's remote, and what it is on GitHub; absent where there is none. */
  readonly remote?: { readonly url: string; readonly github?: Repository };
}

export interface Repository {
  /** `owner/name`. */
  readonly repository: string;
  /** For people, without a `/` at its end. */
  readonly url: string;
}

/** What GitHub says; each answer alone may be missing. */
export interface GithubFacts {
  /** GitHub's clock minus this computer's, in milliseconds. */
  readonly skew: Known<number>;
  readonly repository: Known<RepositoryFacts>;
  /** Undefined where Pages is off. */
  readonly pages: Known<PagesFacts | undefined>;
  /** The state of each workflow file that GitHub knows, by path: `active`, `disabled_manually`, `disabled_inactivity`. */
  readonly workflows: Known<Readonly<Record<string, string>>>;
  readonly actions: Known<{ readonly enabled: boolean; readonly allowed: string }>;
  readonly jobToken: Known<{ readonly mayOpenPullRequests: boolean }>;
  readonly rules: Known<BranchRules>;
  /** The names of secrets and variables, by environment. */
  readonly environments: Known<Readonly<Record<string, Names>>>;
  /** Those of the repository. */
  readonly names: Names;
  readonly labels: Known<readonly string[]>;
  /** What each person and team may do, by `@name`; `nobody` where GitHub knows no such name. */
  readonly access: Known<Readonly<Record<string, Access>>>;
  /** What GitHub itself finds wrong with CODEOWNERS. */
  readonly ownersFaults: Known<readonly string[]>;
}

export type Access = 'nobody' | 'none' | 'read' | 'write';

export interface Names {
  readonly secrets: Known<readonly string[]>;
  readonly variables: Known<readonly string[]>;
}

export interface RepositoryFacts {
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly hasIssues: boolean;
  /** `enabled`, `disabled`; absent where the token may not see it. */
  readonly secretScanning?: string;
  readonly pushProtection?: string;
  readonly dependabotFixes?: string;
}

export interface PagesFacts {
  /** `workflow`, or `legacy`: a branch. */
  readonly source: string;
  readonly url?: string;
  readonly domain?: string;
}

/** What holds for the branch that is published. */
export interface BranchRules {
  readonly checks: readonly string[];
  readonly byPullRequest: boolean;
  readonly noForcePush: boolean;
}
