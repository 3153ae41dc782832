import type { RemoteRepository } from './event.ts';

/** What the jobs of one run have in common. */
export interface SharedWorld {
  readonly folder: string;
  /** Folders by the names of artifacts. */
  readonly artifacts: Map<string, string>;
  /** Folders by the keys of caches; the same map in two runs stands for one repository's caches. */
  readonly caches: Map<string, string>;
  /** What deploy-pages published. */
  pages: string | undefined;
  readonly appToken: ((permissions: Readonly<Record<string, string>>) => string) | undefined;
}

/** The `github` context, as far as it is text. */
export interface GithubContext {
  readonly repository: string;
  readonly ref: string;
  readonly sha: string;
  readonly [key: string]: unknown;
}

/** What one job's steps stand in. */
export interface JobWorld {
  readonly shared: SharedWorld;
  readonly repository: RemoteRepository;
  readonly github: GithubContext;
  readonly workspace: string;
  /** RUNNER_TEMP */
  readonly temporary: string;
  readonly token: string;
  readonly permissions: Readonly<Record<string, string>>;
  /** Its name; empty if there is none. */
  readonly environment: string;
  /** Folders of PATH, first one first; steps add to it. */
  readonly path: string[];
  readonly baseEnvironment: Readonly<Record<string, string>>;
  readonly mask: (secret: string) => void;
}
