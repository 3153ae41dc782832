import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import { HOUR } from '../../time/duration.ts';
import { parseIncident } from '../../content/parse-incident.ts';
import { normalizeLineEnds } from '../../text/line-ends.ts';
import { runGit } from '../../git/write.ts';
import { incidentPathsOf } from './resubmission.ts';
import type { FormCommit } from '../reply-comment.ts';
import type { RepositoryContext } from '../../response/io/repository-context.ts';

/** The last line of the message of a form's commit: `Form: #12`. */
export function formTrailer(issue: number): string {
  return `Form: #${issue}`;
}

/**
 * The newest commit of an issue's form on a branch that is not published yet. A job that is stopped after its push leaves no
 * reply on the issue: without this, its retry would post the same words again.
 */
export async function findFormCommit(
  { repository: { root, prefix }, remoteInfo, publishedCommit }: RepositoryContext,
  { issue, submittedAt }: { readonly issue: number; readonly submittedAt: Instant },
): Promise<FormCommit | undefined> {
  if (!remoteInfo.remote) return undefined;
  const listed = await runGit(root, [
    ...['log', '--no-show-signature', '--date-order', '--format=%H', '-1'],
    ...['--extended-regexp', `--grep=^${formTrailer(issue)}$`],
    `--since=${new Date(submittedAt - HOUR).toISOString()}`,
    ...[`--glob=refs/remotes/${remoteInfo.remote.name}/incident/*`, '--not', publishedCommit],
  ]);
  const commit = listed.trim();
  if (commit === '') return undefined;
  const [path] = await incidentPathsOf(root, prefix, commit);
  if (path === undefined) return undefined;
  const text = normalizeLineEnds(await runGit(root, ['cat-file', 'blob', `${commit}:${path}`]));
  const event = parseIncident({ path: path.slice(prefix.length), text }, 'UTC').value;
  if (!event) return undefined;
  const at = event.updates.at(-1)?.at ?? (event.kind === 'incident' ? event.detected : event.starts);
  const parentCommit = (await runGit(root, ['rev-parse', '--verify', `${commit}^1`])).trim();
  return { id: event.id, commit, parentCommit, at: formatInstant(at), answersHash: '-' };
}
