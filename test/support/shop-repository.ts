import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import type { Ran } from './run.ts';
import { scratch, SHOP } from './scratch.ts';
import { CLEAN_ENVIRONMENT } from './clean-environment.ts';
import { CANDOR } from './run.ts';

/** Git and the commands see no settings of the person who runs the tests. */
const ENV: NodeJS.ProcessEnv = {
  ...CLEAN_ENVIRONMENT,
  ...{ GIT_AUTHOR_NAME: 'Bola', GIT_AUTHOR_EMAIL: 'bola@shop.example' },
  ...{ GIT_COMMITTER_NAME: 'Bola', GIT_COMMITTER_EMAIL: 'bola@shop.example' },
  NO_COLOR: '1',
  TERM: 'xterm',
};

/** The size of the terminal, and variables of its own. */
export interface TerminalOptions {
  readonly columns?: number;
  readonly lines?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** A real repository with a real remote. */
export interface Repository {
  /** The responder's checkout. */
  readonly root: string;
  /** The remote's own folder; empty where there is none. */
  readonly remote: string;
  readonly git: (...args: string[]) => string;
  /** Runs `npx candor incident …` in the checkout, or in a folder of it, without a terminal. */
  readonly incident: (args: readonly string[], env?: NodeJS.ProcessEnv, folder?: string) => Ran;
  /** Runs another of the commands in the checkout. */
  readonly command: (name: string, args: readonly string[], env?: NodeJS.ProcessEnv) => Ran;
  /** Runs `npx candor incident` while this process goes on: for one that answers it. */
  readonly incidentBeside: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Ran>;
  /** The same in a terminal, typing these keys after these texts have appeared. */
  readonly typed: (
    args: readonly string[],
    steps: readonly (readonly [appears: string, typed: string, secondsLater?: number])[],
    terminal?: TerminalOptions,
  ) => Ran;
  /** Another person's checkout of the same remote. */
  readonly colleague: () => Repository;
}

const FILES: Readonly<Record<string, string>> = {
  ...SHOP,
  'status.yaml': `${SHOP['status.yaml']}people: { incident-commander: ["@amina"], engineering-lead: ["@tunde"] }\n`,
};

export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    env: ENV,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

/** A shop that keeps Vayva's SOP, in a checkout with `main` published. */
export function shopRepository({
  remote = true,
  files = {} as Readonly<Record<string, string>>,
  folder = scratch(),
} = {}): Repository {
  const root = join(folder, 'checkout');
  const bare = join(folder, 'remote.git');
  git(folder, 'init', '-q', '-b', 'main', root);
  for (const [path, text] of Object.entries({ ...FILES, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  git(root, 'add', '.');
  git(root, 'commit', '-q', '-m', 'Begin');
  if (remote) {
    git(folder, 'init', '-q', '--bare', '-b', 'main', bare);
    git(root, 'remote', 'add', 'origin', bare);
    git(root, 'push', '-q', 'origin', 'main');
  }
  return at(root, remote ? bare : '');
}

/** The same repository once more, with a remote of its own, without the time that its commands took. */
export function copied({ root, remote }: Repository): Repository {
  const folder = scratch();
  cpSync(dirname(root), folder, { recursive: true });
  const copy = at(join(folder, 'checkout'), join(folder, 'remote.git'));
  if (remote !== '') copy.git('remote', 'set-url', 'origin', copy.remote);
  return copy;
}

function at(root: string, remote: string): Repository {
  const script = [CANDOR, 'incident'];
  return {
    root,
    remote,
    git: (...args) => git(root, ...args),
    incident: (args, env = {}, folder = '.') =>
      ran(process.execPath, [...script, ...args], join(root, folder), env),
    command: (name, args, env = {}) => ran(process.execPath, [CANDOR, name, ...args], root, env),
    incidentBeside: (args, env = {}) =>
      new Promise((resolve) => {
        const settings = { cwd: root, env: { ...ENV, ...env } };
        const child = execFile(process.execPath, [...script, ...args], settings, (_error, out, err) =>
          resolve({ code: child.exitCode ?? -1, out, err }),
        );
        child.stdin?.end();
      }),
    typed: (args, steps, { env, ...size } = {}) => {
      const driver = join(ENGINE_ROOT, 'test', 'support', 'terminal.py');
      const told = { command: [process.execPath, ...script, ...args], steps, ...size };
      return ran('python3', [driver, JSON.stringify(told)], root, env);
    },
    colleague: () => {
      const other = `${root}-of-colleague`;
      git(dirname(root), 'clone', '-q', remote, other);
      return at(other, remote);
    },
  };
}

function ran(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Ran {
  const done = spawnSync(program, args, {
    cwd,
    env: { ...ENV, ...env },
    encoding: 'utf8',
    input: '',
    timeout: 60_000,
  });
  return { code: done.status ?? -1, out: done.stdout, err: done.stderr };
}

/** Merges an incident's branch as a squash does: the same words, another commit; the branch stays. */
export function squashed({ remote }: Repository, id: string): void {
  const folder = scratch();
  git(folder, 'clone', '-q', remote, 'merge');
  const root = join(folder, 'merge');
  git(root, 'merge', '-q', '--squash', `origin/incident/${id}`);
  git(root, 'commit', '-q', '-m', `Publish ${id}`);
  git(root, 'push', '-q', 'origin', 'main');
}
