import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gitCredentials } from '../../src/github/credentials.ts';
import { openGithubClient } from '../../src/github/client.ts';
import type { GithubClient } from '../../src/github/client.ts';
import { Backend } from './backend.ts';
import { Bare } from './bare-repository.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { followRefs } from './events.ts';
import { HubClock } from './clock.ts';
import { allIssues } from './issues.ts';
import { pullRequests } from './pull-requests.ts';
import { headRef } from './pull-request-view.ts';
import type { Json } from './pull-request-view.ts';
import { writePushHook } from './push-hook.ts';
import { isAllowed } from './roles.ts';
import { answering } from './server.ts';
import { Settings } from './settings.ts';
import { JOB, Tokens } from './tokens.ts';
import type { TokenWish } from './tokens.ts';
import type { Asked, HubEvent, Role, EmulatorState } from './state.ts';

const run = promisify(execFile);

/** What a hub begins with. */
export interface HubOptions {
  /** `owner/name`; without it `acme/status`. */
  readonly repository?: string;
  readonly isPrivate?: boolean;
  /** People, and what they may do. */
  readonly people?: Readonly<Record<string, Role>>;
  /** Bots of GitHub Apps, such as `candor-acme[bot]`, beside the one of a workflow's job. */
  readonly robots?: readonly string[];
  readonly teams?: readonly string[];
  /** Files to begin `main` with. */
  readonly files?: Readonly<Record<string, string>>;
  /** The time at the hub, in ISO 8601; without it the machine's. */
  readonly now?: string;
}

/** A GitHub with one repository: its API with state, its git, its rules on requests and permissions. */
export interface Hub {
  readonly url: string;
  readonly repository: string;
  /** The bare repository's folder: the truth about branches and files. */
  readonly folder: string;
  readonly settings: Settings;
  /** Every request that came in, oldest first. */
  readonly requests: readonly Asked[];
  /** What GitHub would tell workflows of, oldest first. */
  readonly events: readonly HubEvent[];
  /** The dispatches among the events. */
  readonly dispatched: readonly HubEvent[];
  /** Sets the time of the emulator; it does not advance after that. */
  readonly setNow: (now: string) => void;
  readonly token: (wish?: TokenWish) => string;
  /** A person's client, with a token's secret or the rights that a new token should have. */
  readonly as: (token: string | TokenWish) => Promise<GithubClient>;
  /** For child processes: where GitHub is and the token, as a workflow's job has them. */
  readonly env: (token: string) => Record<string, string>;
  /** For git child processes: the token as credentials, by environment only. */
  readonly gitEnv: (token: string) => Record<string, string>;
  /** Commits files on a branch, or on a branch of a person's fork, with all rights (null deletes); gives the commit. */
  readonly seed: (
    files: Readonly<Record<string, string | null>>,
    where?: { branch?: string; from?: string; message?: string; by?: string; fork?: string },
  ) => Promise<string>;
  /** A real clone, credentials by environment only; gone when the hub is closed. */
  readonly clone: (token?: string) => Promise<string>;
  readonly git: (...args: string[]) => Promise<string>;
  readonly pullRequests: () => Promise<Json[]>;
  /** Issues without pull requests, newest first. */
  readonly issues: () => Promise<Json[]>;
  /** What GitHub would not have understood of the requests so far, and what it doesn't have. */
  readonly violations: () => readonly string[];
  /** @throws with all violations */
  readonly assertClean: () => void;
  readonly close: () => Promise<void>;
}

/** Starts a GitHub emulator on this machine, in about a second. The caller closes it. */
export async function startHub(options: HubOptions = {}): Promise<Hub> {
  const { repository = 'acme/status', isPrivate = false, robots = [], teams = [], files = {} } = options;
  const people = new Map(
    Object.entries(options.people ?? ({ amina: 'admin', tunde: 'write', bola: 'read' } as const)),
  );
  const [owner = '', repo = ''] = repository.split('/');
  const folder = await mkdtemp(join(tmpdir(), 'candor-hub-'));
  const bare = new Bare(join(folder, 'repository.git'));
  await run('git', ['init', '-q', '--bare', '-b', 'main', bare.folder], { env: CLEAN_ENVIRONMENT });
  await writePushHook(bare.folder);
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = new HubClock();
  if (options.now !== undefined) clock.set(Date.parse(options.now));
  const logins = [...people.keys(), JOB, 'dependabot[bot]', ...robots];
  const backend = await Backend.start({ owner, repo, logins }, url, clock);
  const emulatorState: EmulatorState = {
    ...{ url, owner, repo, isPrivate, bare, backend, clock, logins, people, teams },
    ...{
      tokens: new Tokens(logins),
      settings: new Settings(),
      pulls: new Map(),
      checks: new Map(),
      requests: [],
      events: [],
    },
    mayUse: (token, need) => isAllowed(token, people.get(token.login) ?? 'none', need, isPrivate),
  };
  server.on('request', answering(emulatorState));

  const env = (token: string): Record<string, string> => ({
    ...{ GITHUB_API_URL: url, GITHUB_SERVER_URL: url, GITHUB_GRAPHQL_URL: `${url}/graphql` },
    ...{ GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token },
  });
  const violations = (): string[] =>
    emulatorState.requests.flatMap((each) =>
      each.violations.map((fault) => `${each.method} ${each.path} (${each.operation}): ${fault}`),
    );
  const hub: Hub = {
    ...{ url, repository, folder: bare.folder, settings: emulatorState.settings, env, violations },
    ...{ requests: emulatorState.requests, events: emulatorState.events },
    get dispatched() {
      return emulatorState.events.filter(({ name }) => name.endsWith('_dispatch'));
    },
    setNow: (now) => clock.set(Date.parse(now)),
    token: (wish) => emulatorState.tokens.give(wish),
    gitEnv: (token) => gitCredentials(token, url, {}),
    as: (token) =>
      openGithubClient(typeof token === 'string' ? token : emulatorState.tokens.give(token), repository, url),
    async seed(changes, { branch = 'main', from = 'main', message = 'Seed', by = 'seed', ...fork } = {}) {
      const ref = headRef({ head: branch, ...fork });
      const parent = (await bare.commit(ref)) ?? (await bare.branch(from));
      const before = await bare.refs('refs/heads/');
      const signature = { name: by, email: `${by}@users.noreply.github.com`, at: clock.stamp() };
      const commit = await bare.importCommit(ref, parent, `${message}\n`, signature, changes);
      await followRefs(emulatorState, before, by);
      return commit;
    },
    async clone(token) {
      const target = join(await mkdtemp(join(folder, 'clone-')), repo);
      const credentials = token === undefined ? {} : hub.gitEnv(token);
      const settings = { env: { ...CLEAN_ENVIRONMENT, ...credentials } };
      await run('git', ['clone', '-q', `${url}/${repository}.git`, target], settings);
      return target;
    },
    git: (...args) => bare.run(args),
    pullRequests: () => pullRequests(emulatorState),
    issues: async () =>
      (await allIssues(emulatorState)).filter(({ pull_request }) => pull_request === undefined),
    assertClean() {
      if (violations().length > 0)
        throw new Error(`GitHub would not understand:\n${violations().join('\n')}`);
    },
    async close() {
      server.closeAllConnections();
      bare.close();
      await Promise.all([backend.close(), new Promise((resolve) => server.close(resolve))]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  if (Object.keys(files).length > 0) await hub.seed(files, { message: 'Begin' });
  return hub;
}
