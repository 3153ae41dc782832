import type { CheckResult } from '../notifications/channel.ts';
import type { Content } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { Instant } from '../time/instant.ts';
import type { LockedEngine } from './locked-engine.ts';
import type { WorkflowRequirements } from './workflow-needs.ts';

/** A value that was read, or the reason why it could not be, as a sentence. */
export type Result<T> = { readonly value: T } | { readonly unknown: string };

export interface DoctorContext {
  readonly now: Instant;
  readonly local: LocalConfiguration;
  readonly github: Result<GithubConfiguration>;
  readonly places: Result<readonly CheckedPlace[]>;
  /** In a workflow on GitHub, which should have every secret. */
  readonly isWorkflow?: boolean;
}

/** A place of `notify:` in `status.yaml`, and its answer. */
export interface CheckedPlace {
  /** The key of the audience or role. */
  readonly audience: string;
  /** The channel, as people write it. */
  readonly channel: string;
  readonly result: CheckResult | { readonly type: 'no-secret'; readonly names: readonly string[] };
}

/** The configuration of this computer and the checkout. */
export interface LocalConfiguration {
  readonly node: { readonly version: string; readonly least: number };
  readonly engine: EngineVersions;
  readonly content: Content;
  /** The files of `postmortems/`, including invalid ones. */
  readonly postmortems: readonly string[];
  readonly findings: readonly Diagnostic[];
  /** Whether `status.yaml` is identical to the example. */
  readonly isExample: boolean;
  /** Generated files that are out of date. */
  readonly staleFiles: readonly string[];
  /** Generated files that a person changed or removed, so that `candor upgrade` leaves them. */
  readonly leftFiles: readonly LeftFile[];
  readonly workflows: readonly WorkflowRequirements[];
  /** The labels that the issue forms add. */
  readonly labels: readonly string[];
  readonly hasDependabot: boolean;
  readonly hasGit: boolean;
  /** The URL of the remote, and its repository on GitHub, if any. */
  readonly remote?: { readonly url: string; readonly github?: GithubRepository };
}

export interface LeftFile {
  readonly path: string;
  readonly isRemoved: boolean;
  /** Whether Candor changed its own text of the file since it wrote it. */
  readonly isBehind: boolean;
}

/** Versions of Candor. */
export interface EngineVersions {
  readonly running: string;
  /** In package-lock.json. */
  readonly locked: LockedEngine;
  /** What `candor upgrade` or `init` ran with; absent in a repository without generated files. */
  readonly generatedBy?: string;
}

export interface GithubRepository {
  /** `owner/name`. */
  readonly repository: string;
  /** Without a trailing `/`. */
  readonly url: string;
}

/** The repository's configuration on GitHub; each part may be unreadable. */
export interface GithubConfiguration {
  /** GitHub's clock minus this computer's, in milliseconds. */
  readonly skew: Result<number>;
  readonly repository: Result<RepositorySettings>;
  /** Undefined if Pages is disabled. */
  readonly pages: Result<PagesSettings | undefined>;
  /** The state of each workflow file on GitHub, by path: `active`, `disabled_manually`, `disabled_inactivity`. */
  readonly workflows: Result<Readonly<Record<string, string>>>;
  readonly actions: Result<ActionsPolicy>;
  readonly jobToken: Result<{ readonly mayOpenPullRequests: boolean }>;
  readonly rules: Result<BranchRules>;
  /** The names of secrets and variables, by environment. */
  readonly environments: Result<Readonly<Record<string, ConfiguredNames>>>;
  /** The names of the repository's own secrets and variables. */
  readonly names: ConfiguredNames;
  readonly labels: Result<readonly string[]>;
  /** By `@name` of each person and team; `not-found` if the name does not exist on GitHub. */
  readonly access: Result<Readonly<Record<string, AccessLevel>>>;
  /** The errors that GitHub reports in CODEOWNERS. */
  readonly codeownersErrors: Result<readonly string[]>;
  /** The titles of Dependabot's open pull requests that update Candor. */
  readonly engineUpdates: Result<readonly string[]>;
}

export interface ActionsPolicy {
  readonly enabled: boolean;
  /** `all`, `local_only` or `selected`. */
  readonly allowed: string;
  /** Of `selected`; absent if the token can't read it. */
  readonly selected?: {
    /** Whether those by GitHub are allowed, such as `actions/checkout`. */
    readonly byGithub: boolean;
    /** Such as `acme/*` and `actions/checkout@v7`. */
    readonly patterns: readonly string[];
  };
}

export type AccessLevel = 'not-found' | 'none' | 'read' | 'write';

export interface ConfiguredNames {
  /** Of an environment: only jobs of certain branches get its secrets. */
  readonly limitsBranches?: boolean;
  readonly secrets: Result<readonly string[]>;
  readonly variables: Result<readonly string[]>;
  /** The value of the repository's variable CANDOR_WATCHER_RUNNER, the machine of reminders.yml. */
  readonly watcherRunner?: string;
}

export interface RepositorySettings {
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly hasIssues: boolean;
  /** `enabled` or `disabled`; absent if the token has no access to it. */
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

/** The rules of the default branch. */
export interface BranchRules {
  readonly checks: readonly string[];
  readonly byPullRequest: boolean;
  readonly noForcePush: boolean;
}
