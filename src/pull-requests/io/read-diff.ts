import { createTimeLimit } from '../../files/time-limit.ts';
import { parseContent } from '../../content/content.ts';
import type { ContentSources, SiteContext } from '../../content/content.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { createLimitedParser } from '../../publication-history/io/limited-parser.ts';
import { historyFromBase, withBranchChanges } from '../../publication-history/with-branch.ts';
import type { MessagePreview } from '../../notifications/preview.ts';
import type { Instant } from '../../time/instant.ts';
import { parseIncident } from '../../content/parse-incident.ts';
import type { IncidentFileChange, ProposedChanges, PullRequestInfo } from '../pull-request.ts';
import { stripUnpublishedTimes } from '../update-timestamps.ts';
import type { LineRange } from '../suggestions.ts';
import { checkChangedIdentity } from '../../publication-history/changed-identity.ts';
import { validateContent } from '../../rules/engine/validate-content.ts';
import { downgradePreexisting } from '../../rules/engine/compare-to-base.ts';
import { GitError, readGitOutput } from '../../git/run.ts';
import { readContentAt } from '../../git/read-content-at.ts';
import { readPicturesAt } from '../../git/read-pictures-at.ts';
import { resolveCommit, findRepository } from '../../git/repository.ts';
import { mergeTrees } from '../../git/merge-trees.ts';
import { runGit } from '../../git/write.ts';
import { idOfIncidentBranch } from '../../response/change.ts';
import { joinContinued } from '../../response/join-versions.ts';
import { findNewSecrets } from '../../secrets/io/find-new-secrets.ts';

/** The changes of a pull request, and the lines where suggestions can be posted. */
export interface PullRequestDiff {
  readonly proposed: ProposedChanges;
  /** The lines of each incident file at the head that the diff shows. */
  readonly hunks: ReadonlyMap<string, readonly LineRange[]>;
}

const FETCH_TIMEOUT_MS = 60_000;

/**
 * Fetches the head of a pull request, also of a fork's. Nothing of it is checked out or run.
 * @param env git credentials, from `gitCredentials`
 * @throws GitError
 */
export async function fetchPullRequest(
  root: string,
  { number, branch, isSameRepository, defaultBranch }: PullRequestInfo,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const specs = [
    `+refs/heads/${defaultBranch}:refs/remotes/origin/${defaultBranch}`,
    // GitHub updates `refs/pull` some seconds after the branch, so it is used only where there is no branch here.
    `+${isSameRepository ? `refs/heads/${branch}` : `refs/pull/${number}/head`}:refs/candor/review/${number}`,
  ];
  await runGit(root, ['fetch', '--quiet', '--no-tags', '--', 'origin', ...specs], {
    env,
    timeout: FETCH_TIMEOUT_MS,
  });
}

/**
 * Reads a pull request as merged into the default branch, and validates it with the running engine, not its own.
 * @throws GitError if a commit is missing in the clone
 */
export async function readPullRequestDiff(
  root: string,
  pull: PullRequestInfo,
  now: Instant,
  repositoryUrl: string,
): Promise<PullRequestDiff> {
  const { root: folder, prefix } = await findRepository(root);
  const [defaultHead, head] = await Promise.all([
    resolveCommit(folder, `refs/remotes/origin/${pull.defaultBranch}`),
    resolveCommit(folder, pull.head),
  ]);
  const base = (await readGitOutput(folder, ['merge-base', defaultHead, head])).trim();
  const clean = await writeMergedTree(folder, defaultHead, head);
  const joined = clean === undefined ? await joinTrees(folder, prefix, pull, defaultHead, head) : undefined;
  const merged = clean ?? joined;
  const [from, tree] = merged === undefined ? [base, head] : [defaultHead, merged];
  const [old, next, changed, date, secrets] = await Promise.all([
    readWithPictures(folder, from),
    readWithPictures(folder, tree),
    listChangedPaths(folder, from, tree),
    readGitOutput(folder, ['log', '-1', '--no-show-signature', '--format=%ct', from]),
    findNewSecrets(folder, base, head),
  ]);
  const inRoot = changed.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  const files = inRoot.filter(isIncidentPath).flatMap((path): IncidentFileChange[] => {
    const [before, after] = [old, next].map(({ incidents }) => incidents.find((one) => one.path === path));
    return before || after ? [{ path, ...(before && { before }), ...(after && { after }) }] : [];
  });
  const known = new Set(files.map(({ path }) => prefix + path));
  const runPerFile = createTimeLimit();
  const content = parseContent(next, runPerFile);
  const published = parseContent(old, runPerFile);
  const { siteContext } = published;
  const kept = published.incidents
    .map(({ id }) => id)
    .filter((id) => content.incidents.some((one) => one.id === id));
  return {
    proposed: {
      ...(siteContext && { siteContext }),
      published,
      content,
      files,
      otherPaths: changed.filter((path) => !known.has(path)),
      hasConflicts: merged === undefined,
      ...(joined !== undefined && { joined: { tree: joined, head, defaultHead } }),
      equivalentCommits: await findEquivalentCommits(folder, prefix, pull, files),
      diagnostics: [
        ...secrets,
        ...downgradePreexisting(
          {
            sources: next,
            diagnostics: [
              ...validateContent(
                content,
                now,
                createHistory(old, next, from, Number(date.trim()) * 1000, now),
                runPerFile,
              ),
              ...checkChangedIdentity(old.site, next.site, kept),
            ],
          },
          { sources: old, diagnostics: validateContent(published, now, undefined, runPerFile) },
        ),
      ],
      messages: siteContext
        ? await readMessagePreviews(siteContext, published.incidents, content.incidents, files, repositoryUrl)
        : [],
    },
    hunks: await readHunks(folder, prefix, base, head, files),
  };
}

/** What audiences get when the changed files are published. */
async function readMessagePreviews(
  siteContext: SiteContext,
  published: readonly StatusEvent[],
  proposed: readonly StatusEvent[],
  files: readonly IncidentFileChange[],
  repositoryUrl: string,
): Promise<readonly MessagePreview[]> {
  if (Object.keys(siteContext.site.notify).length === 0 || files.length === 0) return [];
  const [{ previewMessages }, { createPageWords }] = await Promise.all([
    import('../../notifications/preview.ts'),
    import('../../notifications/io/page-words.ts'),
  ]);
  const paths = new Set(files.map(({ path }) => path));
  const ofChanged = (events: readonly StatusEvent[]): readonly StatusEvent[] =>
    events.filter(({ source }) => paths.has(source.path));
  return previewMessages({
    ...{ siteContext, published: ofChanged(published), proposed: ofChanged(proposed), repositoryUrl },
    wordsOf: (event, now) => createPageWords(siteContext, [event], now),
  });
}

async function readWithPictures(folder: string, tree: string): Promise<ContentSources> {
  const [content, pictures] = await Promise.all([readContentAt(folder, tree), readPicturesAt(folder, tree)]);
  return { ...content, pictures };
}

function isIncidentPath(path: string): boolean {
  return path.startsWith('incidents/') && path.endsWith('.md');
}

/** Writes the tree of the merge into the default branch; undefined if there are conflicts. */
async function writeMergedTree(
  folder: string,
  defaultHead: string,
  head: string,
): Promise<string | undefined> {
  try {
    return (await runGit(folder, ['merge-tree', '--write-tree', defaultHead, head])).split('\n', 1)[0]!;
  } catch (error) {
    if (error instanceof GitError && error.code === 'failed') return undefined;
    throw error;
  }
}

/** The same, with the updates of an incident's branch put after those that were published meanwhile. */
async function joinTrees(
  folder: string,
  prefix: string,
  { branch, isSameRepository }: PullRequestInfo,
  defaultHead: string,
  head: string,
): Promise<string | undefined> {
  const id = idOfIncidentBranch(branch);
  if (id === undefined || !isSameRepository) return undefined;
  const path = `${prefix}incidents/${id}.md`;
  return mergeTrees(folder, { head: defaultHead, other: head, path }, joinContinued);
}

/** Relative to the repository root. */
async function listChangedPaths(folder: string, from: string, to: string): Promise<string[]> {
  const args = ['diff', '--name-only', '--no-renames', '--no-relative', '--no-ext-diff', '-z', from, to];
  return (await readGitOutput(folder, args)).split('\0').filter((path) => path !== '');
}

/** The publication history for the rules, as if the pull request were published now (V6.4). */
function createHistory(
  old: ContentSources,
  next: ContentSources,
  commit: string,
  at: Instant,
  now: Instant,
): ReturnType<typeof withBranchChanges> {
  const texts = new Map(next.incidents.map(({ path, text }) => [path, text]));
  const changed = old.incidents.filter(({ path, text }) => texts.get(path) !== text);
  const base = {
    commit,
    at,
    paths: new Set(old.incidents.map(({ path }) => path)),
    changed: new Map(changed.map((source) => [source.path, source])),
  };
  const parse = createLimitedParser();
  return withBranchChanges(historyFromBase(base, parse), base, next.incidents, now, parse);
}

/** Approved commits that differ from the head only in the times of unpublished updates. */
async function findEquivalentCommits(
  folder: string,
  prefix: string,
  { head, reviews }: PullRequestInfo,
  files: readonly IncidentFileChange[],
): Promise<string[]> {
  const approved = reviews.filter(({ decision, commit }) => decision === 'approved' && commit !== head);
  const commits = [...new Set(approved.map(({ commit }) => commit))].filter((one) =>
    /^[0-9a-f]{40,64}$/.test(one),
  );
  const same = commits.map(async (commit) => {
    const differing = await listChangedPaths(folder, commit, head).catch(() => undefined);
    const ours = new Map(files.map((file) => [prefix + file.path, file]));
    if (!differing?.every((path) => ours.has(path))) return [];
    const texts = differing.map(async (path) => {
      const file = ours.get(path)!;
      const text = await readTextAt(folder, commit, path);
      if (text === undefined || !file.after) return false;
      const then = { ...file, after: { path: file.path, text } };
      return textWithoutTimes(then) === textWithoutTimes(file);
    });
    return (await Promise.all(texts)).every(Boolean) ? [commit] : [];
  });
  return (await Promise.all(same)).flat();
}

async function readTextAt(folder: string, commit: string, path: string): Promise<string | undefined> {
  const read = readGitOutput(folder, ['cat-file', 'blob', `${commit}:${path}`]);
  return read.then(
    (text) => text.replace(/\r\n?/g, '\n'),
    () => undefined,
  );
}

function textWithoutTimes(file: IncidentFileChange): string {
  const [before, after] = [file.before, file.after].map((source) => source && parseIncident(source).value);
  return after ? stripUnpublishedTimes(file, { ...(before && { before }), after }) : '\0';
}

/** The hunks of the diff, for files that are identical at the head and after the merge. */
async function readHunks(
  folder: string,
  prefix: string,
  base: string,
  head: string,
  files: readonly IncidentFileChange[],
): Promise<Map<string, LineRange[]>> {
  const read = files.map(async ({ path, after }) => {
    const text = await readTextAt(folder, head, prefix + path);
    if (!after || text !== after.text) return [path, []] as const;
    const args = ['diff', '--no-ext-diff', '--no-color', '--no-renames', '-U3', base, head];
    const diff = await readGitOutput(folder, [...args, '--', prefix + path]);
    const hunks = Array.from(diff.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm), ([, from, count = '1']) => ({
      from: Number(from),
      to: Number(from) + Number(count) - 1,
    }));
    return [path, hunks] as const;
  });
  return new Map((await Promise.all(read)).map(([path, hunks]) => [path, [...hunks]]));
}
