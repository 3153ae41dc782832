import { parseContent } from '../../content/content.ts';
import type { ContentSources, SiteContext } from '../../content/content.ts';
import { idFromPath } from '../../content/parse-incident.ts';
import type { SourceFile } from '../../content/source.ts';
import { incidentBranch, idOfIncidentBranch, isOwnTextBranch } from '../change.ts';
import type { RemoteInfo } from '../plan.ts';
import { joinVersions } from '../join-versions.ts';
import type { IncidentContext, OwnText, PendingVersion } from '../context.ts';
import { normalizeLineEnds } from '../../text/line-ends.ts';
import { UsageError } from '../../files/command-errors.ts';
import { readContentAt } from '../../git/read-content-at.ts';
import { findBranchBase, incidentBranchesOf, lookupFrom } from '../../git/incident-branches.ts';
import type { BranchLookup, CommitAnswers } from '../../git/incident-branches.ts';
import { readRefs } from '../../git/refs.ts';
import { resolveCommit, findRepository } from '../../git/repository.ts';
import type { GitRepository } from '../../git/repository.ts';
import { readCalendars } from '../../on-call/io/read-calendars.ts';
import { createRotas, peopleOnCallAt } from '../../on-call/on-call.ts';
import type { Instant } from '../../time/instant.ts';
import { readCurrentUser } from './current-user.ts';
import { tryGit, fetchIncidentBranches, runGit } from '../../git/write.ts';
import { parseGithubRemote } from '../../github/pull-requests.ts';
import type { BranchPullRequest } from '../../github/pull-requests.ts';

export interface RepositoryContext {
  readonly repository: GitRepository;
  readonly remoteInfo: RemoteInfo;
  /** The last commit of the default branch, as of the last fetch. */
  readonly publishedCommit: string;
  /** When it was committed; undefined if it is not the tip of a branch. */
  readonly publishedAt?: Instant;
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
  const refs = await readRefs(repository.root, [...incidentRefs(name), ...defaultBranchRefs(name)]);
  const defaultBranch = await findBaseBranch(repository.root, refs, name);
  const url = name === undefined ? undefined : urls.get(name);
  const github = url === undefined ? undefined : parseGithubRemote(url);
  const remote = name === undefined || url === undefined ? undefined : { name, url };
  const remoteInfo: RemoteInfo = { defaultBranch, ...(remote && { remote }), ...(github && { github }) };
  const published = await findPublished(repository.root, refs, remoteInfo);
  const repositoryContext = { repository, remoteInfo, ...published };
  justRead.set(repositoryContext, refs);
  return repositoryContext;
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
  const { publishedAt: _, ...unchanged } = repositoryContext;
  const { name } = remoteInfo.remote;
  const refs = await readRefs(repository.root, defaultBranchRefs(name, remoteInfo.defaultBranch));
  return {
    repositoryContext: { ...unchanged, ...(await findPublished(repository.root, refs, remoteInfo)) },
  };
}

type Refs = Awaited<ReturnType<typeof readRefs>>;

/** The refs that a repository was opened with, until its incidents are read for the first time. */
const justRead = new WeakMap<RepositoryContext, Refs>();

const incidentRefs = (remote: string | undefined): string[] => [
  'refs/heads/incident',
  'refs/candor',
  ...(remote === undefined ? [] : [`refs/remotes/${remote}/incident`]),
];

/** What a default branch is called where the remote does not say. */
const USUAL_NAMES = ['main', 'master'];

const defaultBranchRefs = (remote: string | undefined, known?: string): string[] => {
  const names = known === undefined ? USUAL_NAMES : [known];
  const places = [...(remote === undefined ? [] : [`refs/remotes/${remote}`]), 'refs/heads'];
  const head = remote === undefined ? [] : [`refs/remotes/${remote}/HEAD`];
  return [...head, ...places.flatMap((place) => names.map((name) => `${place}/${name}`))];
};

async function findBaseBranch(root: string, refs: Refs, remote: string | undefined): Promise<string> {
  if (remote !== undefined) {
    const place = `refs/remotes/${remote}/`;
    const { target } = refs.get(`${place}HEAD`) ?? {};
    if (target?.startsWith(place)) return target.slice(place.length);
  }
  const found = defaultBranchRefs(remote).find((name) => refs.has(name) && !name.endsWith('/HEAD'));
  if (found !== undefined) return found.slice(found.lastIndexOf('/') + 1);
  const head = await tryGit(root, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  return head ?? 'main';
}

async function findPublished(
  root: string,
  refs: Refs,
  { remote, defaultBranch }: RemoteInfo,
): Promise<Pick<RepositoryContext, 'publishedCommit' | 'publishedAt'>> {
  const upstream = remote && `refs/remotes/${remote.name}`;
  const head = upstream === undefined ? undefined : refs.get(`${upstream}/HEAD`);
  const names = [...(upstream === undefined ? [] : [upstream]), 'refs/heads'].map(
    (place) => `${place}/${defaultBranch}`,
  );
  const [first] = names;
  const listed = head?.target === first ? head : names.map((name) => refs.get(name)).find((ref) => ref);
  if (listed) return { publishedCommit: listed.commit, publishedAt: listed.at };
  for (const name of names) {
    const commit = await tryGit(root, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
    if (commit !== undefined) return { publishedCommit: commit };
  }
  return { publishedCommit: await resolveCommit(root, 'HEAD') };
}

const answersOf = new WeakMap<GitRepository, CommitAnswers>();

export function branchLookupOf({ repository, remoteInfo, publishedCommit }: RepositoryContext): BranchLookup {
  const answers = answersOf.get(repository) ?? new Map();
  answersOf.set(repository, answers);
  return {
    answers,
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

interface LastRead {
  readonly context: RepositoryContext;
  readonly refs: string;
  readonly read: ContextAtAnyTime;
}

const lastRead = new WeakMap<GitRepository, LastRead>();

/** Reads it again only if a branch has moved: a command looks before its questions and after them. */
async function readUnchanged(repositoryContext: RepositoryContext): Promise<ContextAtAnyTime> {
  const { repository, remoteInfo, publishedCommit, pullRequests } = repositoryContext;
  const refs =
    justRead.get(repositoryContext) ??
    (await readRefs(repository.root, incidentRefs(remoteInfo.remote?.name)));
  justRead.delete(repositoryContext);
  const branches = incidentBranchesOf(refs.keys(), remoteInfo.remote?.name);
  const places = incidentRefs(remoteInfo.remote?.name);
  const heads = JSON.stringify(
    [...refs].filter(([ref]) => places.some((place) => ref.startsWith(`${place}/`))),
  );
  const last = lastRead.get(repository);
  const isSame =
    last?.refs === heads &&
    last.context.publishedCommit === publishedCommit &&
    (branches.length === 0 || last.context.pullRequests === pullRequests);
  if (isSame) return last.read;
  const read = await readContext(repositoryContext, branches);
  lastRead.set(repository, { context: repositoryContext, refs: heads, read });
  return read;
}

async function readContext(
  repositoryContext: RepositoryContext,
  branches: readonly string[],
): Promise<ContextAtAnyTime> {
  const { repository, publishedCommit, publishedAt } = repositoryContext;
  const [sources, currentUser, committed] = await Promise.all([
    readContentAt(repository.root, publishedCommit),
    readCurrentUser(repository.root),
    publishedAt ?? readCommitTime(repository.root, publishedCommit),
  ]);
  const waiting = await Promise.all(
    branches.map(async (branch) => readPendingBranch(repositoryContext, branch, sources)),
  );
  const paths = new Map(sources.incidents.map((source) => [source.path, source]));
  const pending = new Map<string, PendingVersion>();
  const ownTexts = new Map<string, OwnText>();
  const rejected = new Map<string, string>();
  for (const branch of waiting) {
    if (branch === undefined) continue;
    if ('decision' in branch) rejected.set(branch.id, branch.decision);
    else if (branch.isOwnText) ownTexts.set(idFromPath(branch.source.path), branch);
    else {
      paths.set(branch.source.path, branch.source);
      pending.set(idFromPath(branch.source.path), branch);
    }
  }
  const content = parseContent({ ...sources, incidents: [...paths.values()] });
  const names = [
    ...[...paths.keys()].map(idFromPath),
    ...branches.flatMap((one) => idOfIncidentBranch(one) ?? []),
  ];
  if (!content.siteContext)
    throw new UsageError(
      `${content.diagnostics[0]?.message ?? 'status.yaml is invalid.'} Run npx candor validate.`,
    );
  return {
    siteContext: content.siteContext satisfies SiteContext,
    entries: content.incidents,
    usedIds: new Set(names),
    pending,
    ownTexts,
    rejected,
    published: {
      commit: repositoryContext.publishedCommit,
      at: committed,
      incidents: sources.incidents,
    },
    ...(currentUser !== undefined && { currentUser }),
  };
}

type PendingBranch =
  | (OwnText & { readonly isOwnText: boolean })
  /** Somebody decided against it. */
  | { readonly id: string; readonly decision: string };

/** Undefined if the branch has no unpublished changes. */
async function readPendingBranch(
  repositoryContext: RepositoryContext,
  branch: string,
  { incidents }: ContentSources,
): Promise<PendingBranch | undefined> {
  const id = idOfIncidentBranch(branch)!;
  const isOwnText = isOwnTextBranch(branch);
  const path = incidents.find((source) => idFromPath(source.path) === id)?.path ?? `incidents/${id}.md`;
  const { repository, remoteInfo, pullRequests } = repositoryContext;
  const { root, prefix } = repository;
  const from = isOwnText ? incidentBranch(id) : undefined;
  const lookup = await lookupFrom(branchLookupOf(repositoryContext), from, prefix + path);
  const base = await findBranchBase(lookup, branch, prefix + path);
  const isNew = !incidents.some((source) => source.path === path);
  if (base.deletedHead !== undefined && isNew && !base.hasUnpublished && !isOwnText)
    return {
      id,
      decision: `The branch of ${id} was deleted on ${remoteInfo.remote!.name} before it was published.`,
    };
  const pull = pullRequests?.get(branch);
  if (pull?.state === 'closed' && pull.head === base.pushedHead && base.localHead === undefined)
    return isOwnText
      ? undefined
      : { id, decision: `The pull request of ${id} was closed without being merged: ${pull.url}` };
  if (!base.hasUnpublished) return undefined;
  const read = async (commit: string): Promise<SourceFile> => {
    const text = await runGit(root, ['cat-file', 'blob', `${commit}:${prefix}${path}`]);
    return { path, text: normalizeLineEnds(text) };
  };
  const isLocal = base.localHead !== undefined;
  const source = await read(base.tree);
  const pushed = base.pushedHead === undefined ? undefined : isLocal ? await read(base.pushedHead) : source;
  return { source, isLocal, isOwnText, ...(pushed && { pushed }) };
}

async function readCommitTime(root: string, commit: string): Promise<Instant> {
  const date = await runGit(root, ['log', '-1', '--no-show-signature', '--format=%ct', commit]);
  return Number(date.trim()) * 1000;
}
