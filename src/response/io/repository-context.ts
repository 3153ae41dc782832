import { parseContent } from '../../content/content.ts';
import type { ContentSources, SiteContext } from '../../content/content.ts';
import { idFromPath } from '../../content/parse-incident.ts';
import type { SourceFile } from '../../content/source.ts';
import { incidentBranch } from '../change.ts';
import type { RemoteInfo } from '../plan.ts';
import { joinVersions } from '../join-versions.ts';
import type { IncidentContext, PendingVersion } from '../context.ts';
import { normalizeLineEnds } from '../../text/line-ends.ts';
import { UsageError } from '../../files/command-errors.ts';
import { readContentAt } from '../../git/read-content-at.ts';
import { findBranchBase, listIncidentBranches } from '../../git/incident-branches.ts';
import type { BranchLookup } from '../../git/incident-branches.ts';
import { resolveCommit, findRepository } from '../../git/repository.ts';
import type { GitRepository } from '../../git/repository.ts';
import { readCalendars } from '../../on-call/io/read-calendars.ts';
import { createRotas, peopleOnCallAt } from '../../on-call/on-call.ts';
import type { Instant } from '../../time/instant.ts';
import { tryGit, fetchIncidentBranches, runGit } from '../../git/write.ts';
import { parseGithubRemote } from '../../github/pull-requests.ts';
import type { BranchPullRequest } from '../../github/pull-requests.ts';

export interface RepositoryContext {
  readonly repository: GitRepository;
  readonly remoteInfo: RemoteInfo;
  /** The last commit of the default branch, as of the last fetch. */
  readonly publishedCommit: string;
  /** The newest pull request of each branch. Known only with a token. */
  readonly pullRequests?: ReadonlyMap<string, BranchPullRequest>;
}

/**
 * Finds the repository, its remote and the default branch: the remote's, or `main`, or `master`, or the current one.
 * @throws GitError
 */
export async function openRepository(root: string): Promise<RepositoryContext> {
  const repository = await findRepository(root);
  const urls = new Map(
    [...((await tryGit(repository.root, ['remote', '-v'])) ?? '').matchAll(/^(\S+)\t(.*) \(fetch\)/gm)].map(
      ([, remoteName, remoteUrl]) => [remoteName!, remoteUrl!] as const,
    ),
  );
  const name = urls.has('origin') ? 'origin' : urls.keys().next().value;
  const defaultBranch = await findBaseBranch(repository.root, name);
  const url = name === undefined ? undefined : urls.get(name);
  const github = url === undefined ? undefined : parseGithubRemote(url);
  const remote = name === undefined || url === undefined ? undefined : { name, url };
  const remoteInfo: RemoteInfo = { defaultBranch, ...(remote && { remote }), ...(github && { github }) };
  return { repository, remoteInfo, publishedCommit: await findPublishedCommit(repository.root, remoteInfo) };
}

/** Fetches. If that fails, returns the same context and the reason in `offline`. */
export async function refreshRepository(
  repositoryContext: RepositoryContext,
): Promise<{ repositoryContext: RepositoryContext; offline?: string }> {
  const { repository, remoteInfo } = repositoryContext;
  if (!remoteInfo.remote) return { repositoryContext };
  const offline = await fetchIncidentBranches(
    repository.root,
    remoteInfo.remote.name,
    remoteInfo.defaultBranch,
  );
  if (offline !== undefined) return { repositoryContext, offline };
  return {
    repositoryContext: {
      ...repositoryContext,
      publishedCommit: await findPublishedCommit(repository.root, remoteInfo),
    },
  };
}

async function findBaseBranch(root: string, remote: string | undefined): Promise<string> {
  if (remote !== undefined) {
    const head = await tryGit(root, ['symbolic-ref', '--quiet', `refs/remotes/${remote}/HEAD`]);
    if (head !== undefined) return head.slice(`refs/remotes/${remote}/`.length);
  }
  const places = [...(remote === undefined ? [] : [`refs/remotes/${remote}`]), 'refs/heads'];
  for (const place of places) {
    for (const name of ['main', 'master']) {
      if ((await tryGit(root, ['rev-parse', '--verify', '--quiet', `${place}/${name}`])) !== undefined)
        return name;
    }
  }
  const head = await tryGit(root, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  return head ?? 'main';
}

async function findPublishedCommit(root: string, { remote, defaultBranch }: RemoteInfo): Promise<string> {
  const refs = [
    ...(remote ? [`refs/remotes/${remote.name}/${defaultBranch}`] : []),
    `refs/heads/${defaultBranch}`,
  ];
  for (const ref of refs) {
    const commit = await tryGit(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
    if (commit !== undefined) return commit;
  }
  return resolveCommit(root, 'HEAD');
}

export function branchLookupOf({ repository, remoteInfo, publishedCommit }: RepositoryContext): BranchLookup {
  return {
    root: repository.root,
    ...(remoteInfo.remote && { remote: remoteInfo.remote.name }),
    publishedCommit,
    join: joinVersions,
  };
}

/**
 * Reads the published content and applies the unpublished changes of incident branches.
 * @param now when the people on call are named
 * @throws UsageError if the site or its policy is invalid
 */
export async function readIncidentContext(
  repositoryContext: RepositoryContext,
  now: Instant,
): Promise<IncidentContext> {
  const { root } = repositoryContext.repository;
  const base = await readUnchanged(repositoryContext);
  const { site } = base.siteContext;
  const calendars = await readCalendars(root, site, now);
  const onCall = peopleOnCallAt(createRotas(site, calendars), now);
  return { ...base, ...(onCall.size > 0 && { onCall, calendars }) };
}

type ContextAtAnyTime = Omit<IncidentContext, 'onCall' | 'calendars'>;

const lastRead = new WeakMap<RepositoryContext, { readonly refs: string; readonly read: ContextAtAnyTime }>();

/** Reads it again only if a branch of an incident has moved: a command looks before its questions and after them. */
async function readUnchanged(repositoryContext: RepositoryContext): Promise<ContextAtAnyTime> {
  const { repository, remoteInfo } = repositoryContext;
  const { name } = remoteInfo.remote ?? {};
  const places = [
    'refs/heads/incident',
    'refs/candor',
    ...(name === undefined ? [] : [`refs/remotes/${name}/incident`]),
  ];
  const refs = await runGit(repository.root, [
    'for-each-ref',
    '--format=%(refname) %(objectname)',
    ...places,
  ]);
  const last = lastRead.get(repositoryContext);
  if (last?.refs === refs) return last.read;
  const read = await readContext(repositoryContext);
  lastRead.set(repositoryContext, { refs, read });
  return read;
}

async function readContext(repositoryContext: RepositoryContext): Promise<ContextAtAnyTime> {
  const { repository, remoteInfo } = repositoryContext;
  const [sources, branches, currentUser, date] = await Promise.all([
    readContentAt(repository.root, repositoryContext.publishedCommit),
    listIncidentBranches(repository.root, remoteInfo.remote?.name),
    readCurrentUser(repository.root),
    runGit(repository.root, [
      'log',
      '-1',
      '--no-show-signature',
      '--format=%ct',
      repositoryContext.publishedCommit,
    ]),
  ]);
  const waiting = await Promise.all(
    branches.map(async (branch) => readPendingBranch(repositoryContext, branch, sources)),
  );
  const paths = new Map(sources.incidents.map((source) => [source.path, source]));
  const pending = new Map<string, PendingVersion>();
  const rejected = new Map<string, string>();
  for (const branch of waiting) {
    if (branch === undefined) continue;
    if ('decision' in branch) rejected.set(branch.id, branch.decision);
    else {
      paths.set(branch.source.path, branch.source);
      pending.set(idFromPath(branch.source.path), branch);
    }
  }
  const content = parseContent({ ...sources, incidents: [...paths.values()] });
  const names = [...paths.keys(), ...branches].map(idFromPath);
  if (!content.siteContext)
    throw new UsageError(
      `${content.diagnostics[0]?.message ?? 'status.yaml is invalid.'} Run npx candor validate.`,
    );
  return {
    siteContext: content.siteContext satisfies SiteContext,
    entries: content.incidents,
    usedIds: new Set(names),
    pending,
    rejected,
    published: {
      commit: repositoryContext.publishedCommit,
      at: Number(date.trim()) * 1000,
      incidents: sources.incidents,
    },
    ...(currentUser !== undefined && { currentUser }),
  };
}

type PendingBranch =
  | (PendingVersion & { readonly source: SourceFile })
  /** Somebody decided against it. */
  | { readonly id: string; readonly decision: string };

/** Undefined if the branch has no unpublished changes. */
async function readPendingBranch(
  repositoryContext: RepositoryContext,
  branch: string,
  { incidents }: ContentSources,
): Promise<PendingBranch | undefined> {
  const id = branch.slice(incidentBranch('').length);
  const path = incidents.find((source) => idFromPath(source.path) === id)?.path ?? `incidents/${id}.md`;
  const { repository, remoteInfo, pullRequests } = repositoryContext;
  const { root, prefix } = repository;
  const base = await findBranchBase(branchLookupOf(repositoryContext), branch, prefix + path);
  const isNew = !incidents.some((source) => source.path === path);
  if (base.deletedHead !== undefined && isNew && !base.hasUnpublished)
    return {
      id,
      decision: `The branch of ${id} was deleted on ${remoteInfo.remote!.name} before it was published.`,
    };
  const pull = pullRequests?.get(branch);
  if (pull?.state === 'closed' && pull.head === base.pushedHead && base.localHead === undefined)
    return { id, decision: `The pull request of ${id} was closed without being merged: ${pull.url}` };
  if (!base.hasUnpublished) return undefined;
  const read = async (commit: string): Promise<SourceFile> => {
    const text = await runGit(root, ['cat-file', 'blob', `${commit}:${prefix}${path}`]);
    return { path, text: normalizeLineEnds(text) };
  };
  const isLocal = base.localHead !== undefined;
  const source = await read(base.tree);
  const pushed = base.pushedHead === undefined ? undefined : isLocal ? await read(base.pushedHead) : source;
  return { source, isLocal, ...(pushed && { pushed }) };
}

/** The current user's GitHub name from the git configuration. */
async function readCurrentUser(root: string): Promise<string | undefined> {
  const name = await tryGit(root, ['config', 'github.user']);
  if (name !== undefined && name !== '') return `@${name.replace(/^@/, '')}`;
  const email = (await tryGit(root, ['config', 'user.email'])) ?? '';
  const login = /^(?:\d+\+)?([A-Za-z0-9-]+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  return login === undefined ? undefined : `@${login}`;
}
