import { parseIncident } from '../../content/parse-incident.ts';
import type { FormCommit } from '../reply-comment.ts';
import { incidentBranch, ownTextBranch } from '../../response/change.ts';
import type { IncidentChange } from '../../response/change.ts';
import { withOwnText } from '../../response/own-text.ts';
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
  if ((await listChangedIncidents(root, prefix, commit)).length > 1)
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

/**
 * The branch of the own text that an issue's edited answers replace with a text from a template; undefined if they do not.
 * @param incidentContext from `stateBeforeResubmission`
 * @throws InputError if texts of others wait on it too
 */
export async function findReplacedOwnText(
  { repository, remoteInfo }: RepositoryContext,
  { entries, ownTexts, siteContext }: IncidentContext,
  { id, branch: nextBranch }: IncidentChange,
  { commit }: FormCommit,
): Promise<string | undefined> {
  const branch = ownTextBranch(id);
  const ref = remoteInfo.remote === undefined ? 'refs/heads' : `refs/remotes/${remoteInfo.remote.name}`;
  const head = await tryGit(repository.root, [
    'rev-parse',
    '--verify',
    '--quiet',
    `${ref}/${branch}^{commit}`,
  ]);
  const own = ownTexts?.get(id);
  if (nextBranch !== undefined || head !== commit || !own) return undefined;
  const known = new Set(entries.find((one) => one.id === id)?.updates.map(({ body }) => body));
  const parsed = parseIncident(own.source, siteContext.site.timezone);
  const others = (parsed.value ?? parsed.partial)?.updates.filter(({ body }) => !known.has(body)) ?? [];
  if (others.length === 0) return branch;
  throw new InputError(
    `${branch} has texts of other people too, which wait for an approval.`,
    'Remove your text from its file there, and use the form "Post an update" for this one.',
  );
}

/** The incident files that a commit itself changes, whatever it merges. */
async function listChangedIncidents(root: string, prefix: string, commit: string): Promise<string[]> {
  const options = ['-r', '-z', '-c', '--root', '--no-commit-id', '--name-only'];
  const changed = await runGit(root, ['diff-tree', ...options, commit, '--', `${prefix}incidents/`]);
  return changed.split('\0').filter(Boolean);
}

const UPDATE_FORM_HINT = 'To add more, use the form "Post an update".';
