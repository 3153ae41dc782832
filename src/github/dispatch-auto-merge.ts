import type { GithubClient } from './client.ts';

const AUTO_MERGE_WORKFLOW = 'auto-merge.yml';
const APPROVALS_WORKFLOW = 'postmortem-approvals.yml';

/** GitHub's response if a workflow is missing or disabled. */
const MISSING_WORKFLOW_STATUSES = [404, 422];

/**
 * Has the open pull request of a branch evaluated on the default branch, because pushes and pull requests made with the default
 * `GITHUB_TOKEN` don't trigger workflows.
 * @param isPostmortem it changes a postmortem, which needs approvals; a private repository of postmortems may lack the workflows
 * @throws RequestError if the run can't be dispatched, and an Error if the branch has no open pull request
 */
export async function dispatchAutoMerge(
  { octokit, at }: GithubClient,
  branch: string,
  { isPostmortem = false }: { readonly isPostmortem?: boolean } = {},
): Promise<void> {
  const { data } = await octokit.rest.pulls.list({ ...at, head: `${at.owner}:${branch}`, state: 'open' });
  const pull = data.find(({ head }) => head.ref === branch);
  if (!pull) throw new Error(`${branch} has no open pull request.`);
  const runs = [
    { workflow_id: AUTO_MERGE_WORKFLOW, ref: pull.base.ref, inputs: { number: String(pull.number) } },
    ...(isPostmortem ? [{ workflow_id: APPROVALS_WORKFLOW, ref: branch }] : []),
  ];
  for (const run of runs)
    await octokit.rest.actions
      .createWorkflowDispatch({ ...at, ...run })
      .catch((error: { readonly status?: number }) => {
        if (!isPostmortem || !MISSING_WORKFLOW_STATUSES.includes(error.status ?? 0)) throw error;
      });
}
