import { parseIncident } from '../../content/parse-incident.ts';
import type { FormCommit } from '../reply-comment.ts';
import { incidentBranch, ownTextBranch } from '../../response/change.ts';
import type { IncidentChange } from '../../response/change.ts';
import { withOwnText } from '../../response/own-text.ts';
import { publishedVersionOf } from '../../response/published-version.ts';
import { InputError } from '../../response/input-error.ts';
import type { IncidentContext } from '../../response/context.ts';
import { tryGit, runGit } from '../../git/write.ts';
import type { RepositoryContext } from '../../response/io/repository-context.ts';

/**
 * The incidents as they were before an issue's first submission, so that its edited answers replace the earlier ones.
 * @throws InputError if that submission is published, if another commit follows it, or if it merged two incidents
 */
export async function stateBeforeResubmission(
  repositoryContext: RepositoryContext,
  incidentContext: IncidentContext,
  formCommit: FormCommit,
): Promise<IncidentContext> {
  const { id, commit, parentCommit } = formCommit;
  const { root, prefix } = repositoryContext.repository;
  const remote = repositoryContext.remoteInfo.remote?.name;
  const ref = remote === undefined ? 'refs/heads' : `refs/remotes/${remote}`;
  const headOf = (branch: string): Promise<string | undefined> =>
    tryGit(root, ['rev-parse', '--verify', '--quiet', `${ref}/${branch}^{commit}`]);
  const isOwnText = (await headOf(ownTextBranch(id))) === commit;
  const head = isOwnText ? commit : await headOf(incidentBranch(id));
  const current = isOwnText ? withOwnText(incidentContext, id) : incidentContext;
  const event = current.entries.find((one) => one.id === id);
  const isUnpublished =
    event &&
    incidentContext.published?.incidents.find(({ path }) => path === event.source.path)?.text !==
      event.source.text;
  if (!isUnpublished)
    throw new InputError(`The text of this issue is already published in ${id}.`, UPDATE_FORM_HINT);
  if (head !== commit) throw new InputError(`${id} was updated since by someone else.`, UPDATE_FORM_HINT);
  if ((await incidentPathsOf(root, prefix, commit)).length > 1)
    throw new InputError(
      `This issue merged ${id} into another incident.`,
      'Close its pull request, and submit a new form.',
    );
  const path = prefix + event.source.path;
  const blob = await tryGit(root, ['rev-parse', '--verify', '--quiet', `${parentCommit}:${path}`]);
  const rest = incidentContext.entries.filter((one) => one.id !== id);
  if (blob === undefined) return { ...incidentContext, entries: rest };
  const text = (await runGit(root, ['cat-file', 'blob', blob])).replace(/\r\n?/g, '\n');
  const parsed = parseIncident({ path: event.source.path, text }, incidentContext.siteContext.site.timezone);
  const earlier = parsed.value ?? parsed.partial;
  const own = incidentContext.ownTexts?.get(id);
  if (isOwnText && own) {
    const source = { path: event.source.path, text };
    return {
      ...incidentContext,
      ownTexts: new Map([...incidentContext.ownTexts!, [id, { ...own, source }]]),
    };
  }
  return { ...incidentContext, entries: earlier ? [...rest, earlier] : rest };
}

/** A branch whose text an issue's edited answers replace on another branch. */
export interface ReplacedBranch {
  readonly branch: string;
  /** The commit that wrote the text. */
  readonly head: string;
  /** Whether it has an own text, and a text from a template replaces it; otherwise the other way round. */
  readonly isOwnText: boolean;
}

/**
 * The branch of the earlier text, if the edited answers make an own text of a text from a template, or the other way round;
 * undefined if the new text is on the branch of the earlier one.
 * @param incidentContext from `stateBeforeResubmission`
 * @throws InputError if texts of others wait on it too
 */
export async function findReplacedBranch(
  { repository, remoteInfo }: RepositoryContext,
  incidentContext: IncidentContext,
  { id, branch: nextBranch = incidentBranch(id) }: IncidentChange,
  { commit }: FormCommit,
): Promise<ReplacedBranch | undefined> {
  const ref = remoteInfo.remote === undefined ? 'refs/heads' : `refs/remotes/${remoteInfo.remote.name}`;
  const ownBranch = ownTextBranch(id);
  const ownHead = await tryGit(repository.root, [
    'rev-parse',
    '--verify',
    '--quiet',
    `${ref}/${ownBranch}^{commit}`,
  ]);
  const isOwnText = ownHead === commit;
  const branch = isOwnText ? ownBranch : incidentBranch(id);
  if (branch === nextBranch) return undefined;
  if (isOwnText ? hasOtherOwnTexts(incidentContext, id) : hasOtherUpdates(incidentContext, id))
    throw new InputError(
      isOwnText
        ? `${branch} has texts of other people too, which wait for an approval.`
        : `Other people’s updates on ${branch} go out without an approval, and the text of this issue goes out with them.`,
      isOwnText
        ? 'Remove your text from its file there, and use the form "Post an update" for this one.'
        : 'Use the form "Post an update" for your own words.',
    );
  return { branch, head: commit, isOwnText };
}

function hasOtherOwnTexts({ entries, ownTexts, siteContext }: IncidentContext, id: string): boolean {
  const own = ownTexts?.get(id);
  if (!own) return false;
  const known = new Set(entries.find((one) => one.id === id)?.updates.map(({ body }) => body));
  const parsed = parseIncident(own.source, siteContext.site.timezone);
  return (parsed.value ?? parsed.partial)?.updates.some(({ body }) => !known.has(body)) ?? false;
}

function hasOtherUpdates(incidentContext: IncidentContext, id: string): boolean {
  const event = incidentContext.entries.find((one) => one.id === id);
  return event !== undefined && publishedVersionOf(incidentContext, event)?.source.text !== event.source.text;
}

/** The paths of the incident files that a commit itself changes, whatever it merges. */
export async function incidentPathsOf(root: string, prefix: string, commit: string): Promise<string[]> {
  const options = ['-r', '-z', '-c', '--root', '--no-commit-id', '--name-only'];
  const changed = await runGit(root, ['diff-tree', ...options, commit, '--', `${prefix}incidents/`]);
  return changed.split('\0').filter(Boolean);
}

const UPDATE_FORM_HINT = 'To add more, use the form "Post an update".';
