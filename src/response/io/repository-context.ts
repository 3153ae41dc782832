import { parseContent } from '../../content/content.ts';
import type { ContentSources, Setting } from '../../content/content.ts';
import { idOf } from '../../content/parse-incident.ts';
import type { Source } from '../../content/source.ts';
import { branchOf } from '../change.ts';
import type { Outside } from '../plan.ts';
import type { World } from '../context.ts';
import { UsageError } from '../../files/command-errors.ts';
import { readContentAt } from '../../git/read-content-at.ts';
import { baseOf, incidentBranches } from '../../git/incident-branches.ts';
import type { Places } from '../../git/incident-branches.ts';
import { commitOf, findRepository } from '../../git/repository.ts';
import type { Repository } from '../../git/repository.ts';
import { askGit, fetchIncidents, runGit } from '../../git/write.ts';
import { githubOf } from '../../github/pull-requests.ts';

/** A repository that incidents are written to. */
export interface Desk {
  readonly repository: Repository;
  readonly outside: Outside;
  /** The commit that is published, as far as this computer knows. */
  readonly published: string;
}

/**
 * Finds the repository, its remote, and the branch that is published: the remote's default one, or `main`, or `master`,
 * or the one that is checked out.
 * @throws GitError
 */
export async function findDesk(root: string): Promise<Desk> {
  const repository = await findRepository(root);
  const names = ((await askGit(repository.root, ['remote'])) ?? '').split('\n').filter((name) => name !== '');
  const name = names.includes('origin') ? 'origin' : names[0];
  const base = await baseBranch(repository.root, name);
  const url = name === undefined ? undefined : await askGit(repository.root, ['remote', 'get-url', name]);
  const github = url === undefined ? undefined : githubOf(url);
  const remote = name === undefined || url === undefined ? undefined : { name, url };
  const outside: Outside = { base, ...(remote && { remote }), ...(github && { github }) };
  return { repository, outside, published: await publishedAt(repository.root, outside) };
}

/** The same desk after a fetch; with the reason, if the network didn't answer. */
export async function refreshed(desk: Desk): Promise<{ desk: Desk; offline?: string }> {
  const { repository, outside } = desk;
  if (!outside.remote) return { desk };
  const offline = await fetchIncidents(repository.root, outside.remote.name, outside.base);
  if (offline !== undefined) return { desk, offline };
  return { desk: { ...desk, published: await publishedAt(repository.root, outside) } };
}

async function baseBranch(root: string, remote: string | undefined): Promise<string> {
  if (remote !== undefined) {
    const head = await askGit(root, ['symbolic-ref', '--quiet', `refs/remotes/${remote}/HEAD`]);
    if (head !== undefined) return head.slice(`refs/remotes/${remote}/`.length);
  }
  const places = [...(remote === undefined ? [] : [`refs/remotes/${remote}`]), 'refs/heads'];
  for (const place of places) {
    for (const name of ['main', 'master']) {
      if ((await askGit(root, ['rev-parse', '--verify', '--quiet', `${place}/${name}`])) !== undefined)
        return name;
    }
  }
  const head = await askGit(root, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  return head ?? 'main';
}

async function publishedAt(root: string, { remote, base }: Outside): Promise<string> {
  const refs = [...(remote ? [`refs/remotes/${remote.name}/${base}`] : []), `refs/heads/${base}`];
  for (const ref of refs) {
    const commit = await askGit(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
    if (commit !== undefined) return commit;
  }
  return commitOf(root, 'HEAD');
}

/** Where a desk's branches are looked for. */
export function placesOf({ repository, outside, published }: Desk): Places {
  return { root: repository.root, ...(outside.remote && { remote: outside.remote.name }), published };
}

/**
 * What is published, with what waits on branches laid over it.
 * @throws UsageError where the site or its policy can't be read: there is no SOP to keep then
 */
export async function readWorld(desk: Desk): Promise<World> {
  const { repository, outside } = desk;
  const [sources, branches, you, date] = await Promise.all([
    readContentAt(repository.root, desk.published),
    incidentBranches(repository.root, outside.remote?.name),
    personHere(repository.root),
    runGit(repository.root, ['log', '-1', '--no-show-signature', '--format=%ct', desk.published]),
  ]);
  const waiting = await Promise.all(branches.map(async (branch) => waitingText(desk, branch, sources)));
  const paths = new Map(sources.incidents.map((source) => [source.path, source]));
  for (const source of waiting) if (source) paths.set(source.path, source);
  const content = parseContent({ ...sources, incidents: [...paths.values()] });
  const names = [...paths.keys(), ...branches].map(idOf);
  if (!content.setting)
    throw new UsageError(
      `${content.findings[0]?.message ?? 'status.yaml can not be read.'} See npm run validate.`,
    );
  return {
    setting: content.setting satisfies Setting,
    entries: content.entries,
    taken: new Set(names),
    published: { commit: desk.published, at: Number(date.trim()) * 1000, incidents: sources.incidents },
    ...(you !== undefined && { you }),
  };
}

async function waitingText(
  desk: Desk,
  branch: string,
  { incidents }: ContentSources,
): Promise<Source | undefined> {
  const id = branch.slice(branchOf('').length);
  const path = incidents.find((source) => idOf(source.path) === id)?.path ?? `incidents/${id}.md`;
  const { root, prefix } = desk.repository;
  const base = await baseOf(placesOf(desk), branch, prefix + path);
  if (!base.pending) return undefined;
  const text = await runGit(root, ['cat-file', 'blob', `${base.tree}:${prefix}${path}`]);
  return { path, text: text.replace(/\r\n?/g, '\n') };
}

/** Who is at the keyboard, as far as git knows a GitHub name. */
async function personHere(root: string): Promise<string | undefined> {
  const name = await askGit(root, ['config', 'github.user']);
  if (name !== undefined && name !== '') return `@${name.replace(/^@/, '')}`;
  const email = (await askGit(root, ['config', 'user.email'])) ?? '';
  const login = /^(?:\d+\+)?([A-Za-z0-9-]+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  return login === undefined ? undefined : `@${login}`;
}
