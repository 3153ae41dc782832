import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { ActionDone } from './actions.ts';
import type { GithubContext, JobWorld } from './run-state.ts';

type Git = (...args: string[]) => Promise<string>;

/** What actions/checkout does, with the same git commands. The server may live in this very process: nothing waits. */
export async function checkOut(
  inputs: Readonly<Record<string, string>>,
  world: JobWorld,
): Promise<ActionDone> {
  const { workspace, github, repository, permissions } = world;
  if (inputs['repository'] && inputs['repository'] !== github.repository) {
    throw new Error(`checkout: the executor holds only ${github.repository}`);
  }
  if (inputs['token'] === undefined && !permissions['contents']) {
    throw new Error('checkout: the token may not read contents (repository not found)');
  }
  const folder = resolve(workspace, inputs['path'] ?? '.');
  mkdirSync(folder, { recursive: true });
  const url = repository.url ?? pathToFileURL(repository.folder).href;
  const basic = Buffer.from(`x-access-token:${inputs['token'] ?? world.token}`).toString('base64');
  const header = `AUTHORIZATION: basic ${basic}`;
  const scope = /^https?:/.test(url) ? `http.${new URL(url).origin}/.extraheader` : 'http.extraheader';
  const git = gitIn(folder, ['-c', `${scope}=${header}`], world.baseEnvironment);
  await git('init', '-q', '-b', 'main');
  await git('remote', 'add', 'origin', url);
  await git('config', '--local', 'gc.auto', '0');
  const fetch = ['fetch', '-q', '--no-recurse-submodules'];
  const depth = inputs['fetch-depth'] ?? '1';
  const [branches, everyTag] = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
  if (depth === '0') await git(...fetch, '--prune', 'origin', branches, everyTag);
  const { ref, commit } = await wanted(inputs['ref'], github, git);
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  const local =
    branch === undefined ? ref.replace(/^refs\//, 'refs/remotes/') : `refs/remotes/origin/${branch}`;
  const spec = ref === '' ? commit : `+${commit || ref}:${local}`;
  const shallow = depth === '0' ? [] : [`--depth=${depth}`];
  const tags = inputs['fetch-tags'] === 'true' ? [] : ['--no-tags'];
  await git(...fetch, ...tags, ...shallow, 'origin', spec);
  if (branch === undefined) await git('checkout', '-q', '--force', '--detach', ref === '' ? commit : local);
  else await git('checkout', '-q', '--force', '-B', branch, local);
  if (inputs['persist-credentials'] !== 'false') await git('config', '--local', scope, header);
  return {
    outputs: { ref: ref || commit, commit: await git('rev-parse', 'HEAD') },
    log: `HEAD is ${await git('log', '-1', '--format=%h')}\n`,
  };
}

function gitIn(cwd: string, before: readonly string[], environment: Readonly<Record<string, string>>): Git {
  const env = { ...environment, GIT_TERMINAL_PROMPT: '0' };
  return async (...args) => {
    const ran = promisify(execFile)('git', [...before, ...args], { cwd, env, encoding: 'utf8' });
    const { stdout } = await ran.catch(({ stderr }: { stderr: string }) => {
      // Its own message would name the header.
      throw new Error(`git ${args[0]}: ${stderr.trim().split('\n', 1)[0]}`);
    });
    return stdout.trim();
  };
}

/** The event's own commit, or what `ref:` names. */
async function wanted(
  ref: string | undefined,
  github: GithubContext,
  git: Git,
): Promise<{ ref: string; commit: string }> {
  if (!ref || ref === github.ref) return { ref: github.ref, commit: github.sha };
  if (/^[0-9a-f]{40}$/.test(ref)) return { ref: '', commit: ref };
  if (ref.startsWith('refs/')) return { ref, commit: '' };
  const there = (await git('ls-remote', 'origin', `refs/heads/${ref}`, `refs/tags/${ref}`)).split(/\s+/);
  const found = [`refs/heads/${ref}`, `refs/tags/${ref}`].find((name) => there.includes(name));
  if (found === undefined) throw new Error(`A branch or tag with the name '${ref}' could not be found`);
  return { ref: found, commit: '' };
}
