import type { Content } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import type { WorkflowRequirements } from './workflow-needs.ts';

/** Something that was asked of the world: the answer, or why there is none, as a sentence. */
export type Result<T> = { readonly value: T } | { readonly unknown: string };

/** Everything that `npm run doctor` decides from. */
export interface DoctorContext {
  readonly now: Instant;
  readonly local: LocalConfiguration;
  readonly github: Result<GithubConfiguration>;
}

/** What the computer and the checkout say. */
export interface LocalConfiguration {
  readonly node: { readonly version: string; readonly least: number };
  readonly content: Content;
  /** The files of `postmortems/`, readable or not. */
  readonly postmortems: readonly string[];
  /** Everything that the rules have to say of the content. */
  readonly findings: readonly Diagnostic[];
  /** Whether `status.yaml` is still the example's, word for word. */
  readonly isExample: boolean;
  /** Generated files that are not what they would be written as. */
  readonly staleFiles: readonly string[];
  readonly workflows: readonly WorkflowRequirements[];
  /** The labels that issue forms put on. */
  readonly labels: readonly string[];
  readonly hasDependabot: boolean;
  /** The address of the repository's remote, and what it is on GitHub; absent where there is none. */
  readonly remote?: { readonly url: string; readonly github?: GithubRepository };
}

export interface GithubRepository {
  /** `owner/name`. */
  readonly repository: string;
  /** For people, without a `/` at its end. */
  readonly url: string;
}

/** What GitHub says; each answer alone may be missing. */
export interface GithubConfiguration {
  /** GitHub's clock minus this computer's, in milliseconds. */
  readonly skew: Result<number>;
  readonly repository: Result<RepositorySettings>;
  /** Undefined where Pages is off. */
  readonly pages: Result<PagesSettings | undefined>;
  /** The state of each workflow file that GitHub knows, by path: `active`, `disabled_manually`, `disabled_inactivity`. */
  readonly workflows: Result<Readonly<Record<string, string>>>;
  readonly actions: Result<{ readonly enabled: boolean; readonly allowed: string }>;
  readonly jobToken: Result<{ readonly mayOpenPullRequests: boolean }>;
  readonly rules: Result<BranchRules>;
  /** The names of secrets and variables, by environment. */
  readonly environments: Result<Readonly<Record<string, ConfiguredNames>>>;
  /** Those of the repository. */
  readonly names: ConfiguredNames;
  readonly labels: Result<readonly string[]>;
  /** What each person and team may do, by `@name`; `nobody` where GitHub knows no such name. */
  readonly access: Result<Readonly<Record<string, AccessLevel>>>;
  /** What GitHub itself finds wrong with CODEOWNERS. */
  readonly codeownersErrors: Result<readonly string[]>;
}

export type AccessLevel = 'nobody' | 'none' | 'read' | 'write';

export interface ConfiguredNames {
  readonly secrets: Result<readonly string[]>;
  readonly variables: Result<readonly string[]>;
}

export interface RepositorySettings {
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly hasIssues: boolean;
  /** `enabled`, `disabled`; absent where the token may not see it. */
  readonly secretScanning?: string;
  readonly pushProtection?: string;
  readonly dependabotFixes?: string;
}

export interface PagesSettings {
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
