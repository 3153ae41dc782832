import { parseIncident } from '../../content/parse-incident.ts';
import type { FormCommit } from '../reply-comment.ts';
import { incidentBranch } from '../../response/change.ts';
import { InputError } from '../../response/refused.ts';
import type { IncidentContext } from '../../response/context.ts';
import { tryGit, runGit } from '../../git/write.ts';
import type { RepositoryContext } from '../../response/io/repository-context.ts';

/**
 * The world as it was before an issue wrote to an incident's branch, so that its changed answers take the place of the
 * earlier ones.
 * @throws Refused where that is published already, or somebody wrote after it
 */
export async function stateBeforeResubmission(desk: RepositoryContext, world: IncidentContext, written: FormCommit): Promise<IncidentContext> {
  const { id, commit, parentCommit } = written;
  const { root, prefix } = desk.repository;
  const remote = desk.remoteInfo.remote?.name;
  const ref = remote === undefined ? 'refs/heads' : `refs/remotes/${remote}`;
  const head = await tryGit(root, ['rev-parse', '--verify', '--quiet', `${ref}/${incidentBranch(id)}^{commit}`]);
  const entry = world.entries.find((one) => one.id === id);
  const waiting =
    entry &&
    world.published?.incidents.find(({ path }) => path === entry.source.path)?.text !== entry.source.text;
  if (!waiting) throw new InputError(`What this issue wrote to ${id} is published already.`, UPDATE_FORM_HINT);
  if (head !== commit) throw new InputError(`Somebody has written to ${id} since.`, UPDATE_FORM_HINT);
  const path = prefix + entry.source.path;
  const there = await tryGit(root, ['rev-parse', '--verify', '--quiet', `${parentCommit}:${path}`]);
  const rest = world.entries.filter((one) => one.id !== id);
  if (there === undefined) return { ...world, entries: rest };
  const text = (await runGit(root, ['cat-file', 'blob', there])).replace(/\r\n?/g, '\n');
  const parsed = parseIncident({ path: entry.source.path, text }, world.setting.site.timezone);
  const earlier = parsed.value ?? parsed.partial;
  return { ...world, entries: earlier ? [...rest, earlier] : rest };
}

const UPDATE_FORM_HINT = 'To say more, use the form "Post an update".';
