import { git, gitOr } from './git.ts';

/** A repository with the address that a checkout fetches it from. */
export interface RemoteRepository {
  /** `owner/name` */
  readonly name: string;
  /** A bare repository on this disk. */
  readonly folder: string;
  /** The remote of a job's git; the folder itself if there is none. */
  readonly url?: string | undefined;
  /** default: main */
  readonly defaultBranch?: string | undefined;
}

export type Payload = Readonly<Record<string, unknown>>;

/** What GitHub works out from an event before it looks at any workflow. */
export interface EventFacts {
  readonly event: string;
  readonly payload: Payload;
  readonly sha: string;
  readonly ref: string;
  readonly headRef: string;
  readonly baseRef: string;
  /** What `branches:` and `tags:` look at. */
  readonly filtered: string;
  readonly changed: readonly string[];
  readonly actor: string;
  /** From a fork or by Dependabot: the token only reads, and there are no secrets. */
  readonly untrusted: boolean;
}

/** A value deep inside a payload. */
export function dig(payload: unknown, ...way: string[]): unknown {
  return way.reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], payload);
}

function text(payload: unknown, ...way: string[]): string {
  const value = dig(payload, ...way);
  return typeof value === 'string' ? value : '';
}

const ZERO = /^0+$/;

/**
 * Reads an event as GitHub does.
 * @throws where GitHub would start no run at all: a pull request in conflict, a ref that is not there
 */
export function readEvent(event: string, payload: Payload, repository: RemoteRepository): EventFacts {
  const { folder, defaultBranch = 'main' } = repository;
  const actor = text(payload, 'sender', 'login') || 'nobody';
  const facts = { event, payload, actor, headRef: '', baseRef: '', changed: [], untrusted: false };
  if (event === 'push') {
    const ref = text(payload, 'ref');
    const sha = text(payload, 'after');
    return { ...facts, ref, sha, filtered: ref, changed: changedBy(folder, text(payload, 'before'), sha) };
  }
  if (dig(payload, 'pull_request') !== undefined && event.startsWith('pull_request')) {
    const found = pullRequest(payload, repository);
    if (event !== 'pull_request_target') return { ...facts, ...found };
    // It runs on the default branch, whatever the base, with the rights that it asks for, also for a fork.
    const ref = `refs/heads/${defaultBranch}`;
    return { ...facts, ...found, ref, sha: git(folder, 'rev-parse', ref), untrusted: false };
  }
  if (event === 'merge_group') {
    const ref = text(payload, 'merge_group', 'head_ref');
    const sha = text(payload, 'merge_group', 'head_sha');
    return { ...facts, ref, sha, filtered: text(payload, 'merge_group', 'base_ref') };
  }
  const asked = event === 'workflow_dispatch' ? text(payload, 'ref') : '';
  const ref = asked === '' ? `refs/heads/${defaultBranch}` : fullRef(folder, asked);
  return { ...facts, ref, sha: git(folder, 'rev-parse', `${ref}^{commit}`), filtered: ref };
}

function fullRef(folder: string, name: string): string {
  const found = [name, `refs/heads/${name}`, `refs/tags/${name}`].find(
    (ref) => ref.startsWith('refs/') && gitOr(folder, 'rev-parse', '--verify', '--quiet', ref) !== undefined,
  );
  if (found === undefined) throw new Error(`no ref found for: ${name}`);
  return found;
}

function changedBy(folder: string, before: string, after: string): string[] {
  const list =
    before === '' || ZERO.test(before)
      ? git(folder, 'ls-tree', '-r', '--name-only', after)
      : git(folder, 'diff', '--name-only', before, after);
  return list.split('\n').filter((path) => path !== '');
}

function pullRequest(
  payload: Payload,
  { name, folder }: RemoteRepository,
): Partial<EventFacts> & Pick<EventFacts, 'sha' | 'ref' | 'filtered'> {
  const pull = (...way: string[]): string => text(payload, 'pull_request', ...way);
  const number = String(dig(payload, 'pull_request', 'number'));
  const [head, base] = [pull('head', 'sha'), pull('base', 'ref')];
  const baseTip = git(folder, 'rev-parse', `refs/heads/${base}`);
  const ref = `refs/pull/${number}/merge`;
  const fork = pull('head', 'repo', 'full_name') !== name;
  return {
    ref,
    sha: mergeOf(folder, ref, baseTip, head),
    headRef: pull('head', 'ref'),
    baseRef: base,
    filtered: `refs/heads/${base}`,
    changed: git(folder, 'diff', '--name-only', `${baseTip}...${head}`).split('\n').filter(Boolean),
    untrusted: fork || text(payload, 'sender', 'login') === 'dependabot[bot]',
  };
}

/** The test merge that GitHub makes of each pull request; made now if it is missing. */
function mergeOf(folder: string, ref: string, base: string, head: string): string {
  const there = gitOr(folder, 'rev-parse', '--verify', '--quiet', ref);
  if (there && gitOr(folder, 'rev-parse', `${ref}^1`, `${ref}^2`) === `${base}\n${head}`) return there;
  const tree = gitOr(folder, 'merge-tree', '--write-tree', base, head)?.split('\n')[0];
  if (tree === undefined) throw new Error('the pull request is in conflict: GitHub starts no run');
  const commit = git(folder, 'commit-tree', tree, '-p', base, '-p', head, '-m', `Merge ${head} into ${base}`);
  git(folder, 'update-ref', ref, commit);
  return commit;
}
