import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ActionDone } from './actions.ts';
import type { JobWorld } from './world.ts';

/** What actions/checkout does, with the same git commands. */
export function checkOut(inputs: Readonly<Record<string, string>>, world: JobWorld): ActionDone {
  const { workspace, github, repository, permissions } = world;
  if (inputs['repository'] && inputs['repository'] !== github.repository) {
    throw new Error(`checkout: the executor holds only ${github.repository}`);
  }
  if (inputs['token'] === undefined && !permissions['contents']) {
    throw new Error('checkout: the token may not read contents (repository not found)');
  }
  const token = inputs['token'] ?? world.token;
  const folder = resolve(workspace, inputs['path'] ?? '.');
  mkdirSync(folder, { recursive: true });
  const url = repository.url ?? pathToFileURL(repository.folder).href;
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  const scope = /^https?:/.test(url) ? `http.${new URL(url).origin}/.extraheader` : 'http.extraheader';
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', `${scope}=${header}`, ...args], {
      cwd: folder,
      env: { ...world.baseEnvironment, GIT_TERMINAL_PROMPT: '0' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  git('init', '-q', '-b', 'main');
  git('remote', 'add', 'origin', url);
  git('config', '--local', 'gc.auto', '0');
  const depth = inputs['fetch-depth'] ?? '1';
  if (depth === '0') {
    git(
      'fetch',
      '-q',
      '--prune',
      '--no-recurse-submodules',
      'origin',
      '+refs/heads/*:refs/remotes/origin/*',
      '+refs/tags/*:refs/tags/*',
    );
  }
  const shallow = depth === '0' ? [] : [`--depth=${depth}`];
  const tags = inputs['fetch-tags'] === 'true' ? [] : ['--no-tags'];
  const { ref, commit } = wanted(inputs['ref'], github, git);
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  const local =
    branch === undefined ? ref.replace(/^refs\//, 'refs/remotes/') : `refs/remotes/origin/${branch}`;
  const isCommit = ref === '';
  const spec = isCommit ? commit : `+${commit || ref}:${local}`;
  git('fetch', '-q', ...tags, ...shallow, '--no-recurse-submodules', 'origin', spec);
  if (branch !== undefined) git('checkout', '-q', '--force', '-B', branch, local);
  else git('checkout', '-q', '--force', '--detach', isCommit ? commit : local);
  if (inputs['persist-credentials'] !== 'false') git('config', '--local', scope, header);
  return {
    outputs: { ref: ref || commit, commit: git('rev-parse', 'HEAD') },
    log: `HEAD is ${git('log', '-1', '--format=%h')}\n`,
  };
}

/** The event's own commit, or what `ref:` names. */
function wanted(
  ref: string | undefined,
  github: JobWorld['github'],
  git: (...args: string[]) => string,
): { ref: string; commit: string } {
  if (!ref || ref === github.ref) return { ref: github.ref, commit: github.sha };
  if (/^[0-9a-f]{40}$/.test(ref)) return { ref: '', commit: ref };
  if (ref.startsWith('refs/')) return { ref, commit: '' };
  const there = git('ls-remote', 'origin', `refs/heads/${ref}`, `refs/tags/${ref}`);
  if (there.includes(`refs/heads/${ref}`)) return { ref: `refs/heads/${ref}`, commit: '' };
  if (there.includes(`refs/tags/${ref}`)) return { ref: `refs/tags/${ref}`, commit: '' };
  throw new Error(`A branch or tag with the name '${ref}' could not be found`);
}
