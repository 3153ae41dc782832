import { setTimeout as wait } from 'node:timers/promises';
import type { GithubClient } from '../../github/client.ts';
import { findBotComments } from '../../github/comments.ts';
import { REPLY_MARKER } from '../../issue-forms/reply-comment.ts';
import { INCIDENTS_STATUS } from '../../pull-requests/commit-status.ts';
import { incidentBranch } from '../../response/change.ts';
import type { IncidentChange } from '../../response/change.ts';
import { formatMarker } from '../../text/comment-marker.ts';
import { SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import { EMPTY_FORM, PROOF_LINKS } from '../proof.ts';
import type { ProofLinkId, ProofResult } from '../proof.ts';

export interface ProveOptions {
  readonly client: GithubClient;
  readonly drill: IncidentChange;
  readonly defaultBranch: string;
  /** Of the content root in the repository: empty, or ending in `/`. */
  readonly prefix: string;
  /** Called after each link. */
  readonly onResult: (result: ProofResult) => void;
  /** How often GitHub is asked, and how much of a link's limit is waited for (1 is all of it). */
  readonly pollInterval?: Duration;
  readonly patience?: number;
  /** Ends the walk at the link that it is at, and removes what was opened. */
  readonly abortSignal?: AbortSignal;
}

/** What a link found when it is there; undefined while it isn't, and a ProofError if it never will be. */
type Look = () => Promise<string | undefined>;

class ProofError extends Error {}

/**
 * Walks a drill through the repository on GitHub as a person would: form, check, merge, deployment, removal. It leaves
 * nothing but two merged pull requests and a closed issue.
 * @throws RequestError if the token may not open issues or pull requests
 */
export async function prove(options: ProveOptions): Promise<ProofResult[]> {
  const { client, drill, defaultBranch, onResult } = options;
  const { octokit, at } = client;
  const results: ProofResult[] = [];
  const report = (result: ProofResult): void => {
    results.push(result);
    onResult(result);
  };
  const isBroken = (): boolean => results.some(({ state }) => state === 'fail');
  const link = async (id: ProofLinkId, begin: () => Promise<Look>): Promise<void> => {
    if (isBroken()) return report({ id, state: 'skipped', took: 0, found: '' });
    report(await waitFor(id, await begin(), options));
  };

  let issue: number | undefined;
  await link('form', async () => {
    const { data } = await octokit.rest.issues.create({
      ...at,
      title: 'Proof: a form without answers',
      body: EMPTY_FORM,
    });
    issue = data.number;
    return async () =>
      (await findBotComments(client, data.number, formatMarker(REPLY_MARKER))).length > 0 ? '' : undefined;
  });
  if (issue !== undefined)
    await octokit.rest.issues.update({
      ...at,
      issue_number: issue,
      state: 'closed',
      state_reason: 'not_planned',
    });

  const branch = incidentBranch(drill.id);
  const path = `${options.prefix}${drill.path}`;
  let pull: number | undefined;
  await link('checked', async () => {
    await createBranch(client, branch, defaultBranch);
    await octokit.rest.repos.createOrUpdateFileContents({
      ...{ ...at, path, branch, message: `Drill: ${drill.subject}` },
      content: Buffer.from(drill.text, 'utf8').toString('base64'),
    });
    pull = await openPull(client, branch, defaultBranch, `Proof: ${drill.subject}`);
    return statusLook(client, pull);
  });
  let mergedAt: string | undefined;
  await link('merged', async () => async () => {
    const { data } = await octokit.rest.pulls.get({ ...at, pull_number: pull! });
    if (data.merged) mergedAt = data.merged_at ?? undefined;
    if (!data.merged && data.state === 'closed') throw new ProofError(`Someone closed #${pull}.`);
    return data.merged ? `#${pull} was merged by ${data.merged_by?.login ?? 'someone'}.` : undefined;
  });
  await link('deployed', async () => deployedLook(client, mergedAt ?? ''));

  const isPublished = results.some(({ id, state }) => id === 'merged' && state === 'ok');
  if (!isPublished) {
    if (pull !== undefined) await octokit.rest.pulls.update({ ...at, pull_number: pull, state: 'closed' });
    await deleteBranch(client, branch);
    report({ id: 'withdrawn', state: 'skipped', took: 0, found: '' });
    return results;
  }
  const { abortSignal: _, ...patient } = options;
  report(await waitFor('withdrawn', await removeDrill(options, path), patient));
  return results;
}

async function waitFor(
  id: ProofLinkId,
  look: Look,
  { pollInterval = 5 * SECOND, patience = 1, abortSignal }: ProveOptions,
): Promise<ProofResult> {
  const { limit } = PROOF_LINKS.find((one) => one.id === id)!;
  const began = Date.now();
  let problem = '';
  for (;;) {
    const took = Date.now() - began;
    if (abortSignal?.aborted) return { id, state: 'fail', took, found: 'You stopped it.' };
    try {
      const found = await look();
      if (found !== undefined) return { id, state: 'ok', took, found };
      problem = '';
    } catch (error) {
      if (error instanceof ProofError) return { id, state: 'fail', took, found: error.message };
      // A server that does not answer now may do so later.
      problem = ` The last question failed: ${(error as Error).message}`;
    }
    if (took > limit * patience)
      return {
        id,
        state: 'fail',
        took,
        found: `Nothing after ${Math.round(took / SECOND)} seconds.${problem}`,
      };
    await wait(pollInterval, undefined, abortSignal && { signal: abortSignal }).catch(() => undefined);
  }
}

function statusLook({ octokit, at }: GithubClient, pull: number): Look {
  return async () => {
    const { data } = await octokit.rest.pulls.get({ ...at, pull_number: pull });
    if (data.merged) return 'It was merged at once.';
    const { data: combined } = await octokit.rest.repos.getCombinedStatusForRef({
      ...at,
      ref: data.head.sha,
    });
    const status = combined.statuses.find(({ context }) => context === INCIDENTS_STATUS);
    if (!status) return undefined;
    if (status.state === 'success') return '';
    throw new ProofError(`${INCIDENTS_STATUS} is ${status.state}: ${status.description ?? ''} (#${pull})`);
  };
}

/** The first run of deploy.yml since the merge. */
function deployedLook({ octokit, at }: GithubClient, mergedAt: string): Look {
  return async () => {
    const { data } = await octokit.rest.actions.listWorkflowRuns({
      ...at,
      workflow_id: 'deploy.yml',
      per_page: 20,
    });
    const run = data.workflow_runs.find(({ created_at }) => created_at >= mergedAt);
    if (!run || run.status !== 'completed') return undefined;
    if (run.conclusion === 'success') return run.html_url;
    throw new ProofError(`The run ended with ${run.conclusion}: ${run.html_url}`);
  };
}

/** Removes the file by a pull request, and merges that with the person's token where no job does. */
async function removeDrill({ client, drill, defaultBranch }: ProveOptions, path: string): Promise<Look> {
  const { octokit, at } = client;
  const branch = `${incidentBranch(drill.id)}-removed`;
  await createBranch(client, branch, defaultBranch);
  const { data: file } = await octokit.rest.repos.getContent({ ...at, path, ref: defaultBranch });
  if (Array.isArray(file)) throw new Error(`${path} is a folder.`);
  const subject = `Remove the drill ${drill.id}`;
  await octokit.rest.repos.deleteFile({ ...at, path, branch, sha: file.sha, message: subject });
  const pull = await openPull(client, branch, defaultBranch, `Proof: ${subject}`);
  return async () => {
    const { data } = await octokit.rest.pulls.get({ ...at, pull_number: pull });
    if (data.merged) return `#${pull} was merged.`;
    const { data: combined } = await octokit.rest.repos.getCombinedStatusForRef({
      ...at,
      ref: data.head.sha,
    });
    const status = combined.statuses.find(({ context }) => context === INCIDENTS_STATUS);
    if (status?.state === 'pending')
      throw new ProofError(`#${pull} removes it and waits: ${status.description ?? 'for an approval'}`);
    return undefined;
  };
}

async function createBranch({ octokit, at }: GithubClient, branch: string, from: string): Promise<void> {
  const { data } = await octokit.rest.git.getRef({ ...at, ref: `heads/${from}` });
  await octokit.rest.git.createRef({ ...at, ref: `refs/heads/${branch}`, sha: data.object.sha });
}

async function deleteBranch({ octokit, at }: GithubClient, branch: string): Promise<void> {
  await octokit.rest.git.deleteRef({ ...at, ref: `heads/${branch}` }).catch((error: { status?: number }) => {
    if (error.status !== 422 && error.status !== 404) throw error;
  });
}

const PULL_BODY = 'Opened by `candor doctor --prove`. It is a drill, so the page never shows it.';

async function openPull(
  { octokit, at }: GithubClient,
  head: string,
  base: string,
  title: string,
): Promise<number> {
  return (await octokit.rest.pulls.create({ ...at, head, base, title, body: PULL_BODY })).data.number;
}
