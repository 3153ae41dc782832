import type { GithubClient } from './client.ts';

/** The workflow with the required check, and the other workflows that check pull requests. */
const REQUIRED_WORKFLOW = 'validate.yml';
const CHECK_WORKFLOWS = [REQUIRED_WORKFLOW, 'secrets.yml', 'postmortem-approvals.yml'];

/** GitHub's response if a workflow is missing or disabled. */
const MISSING_WORKFLOW_STATUSES = [404, 422];

/**
 * Dispatches the checks of a branch, because pushes and pull requests made with the default `GITHUB_TOKEN` don't trigger
 * them. Skips workflows that the repository has removed, except the required one in a repository with incidents.
 * @throws RequestError if one can't be dispatched
 */
export async function dispatchChecks(
  { octokit, at }: GithubClient,
  branch: string,
  { requireValidate = true }: { readonly requireValidate?: boolean } = {},
): Promise<void> {
  for (const workflow_id of CHECK_WORKFLOWS) {
    const starting = octokit.rest.actions.createWorkflowDispatch({ ...at, workflow_id, ref: branch });
    await starting.catch((error: { readonly status?: number }) => {
      if (
        (requireValidate && workflow_id === REQUIRED_WORKFLOW) ||
        !MISSING_WORKFLOW_STATUSES.includes(error.status ?? 0)
      )
        throw error;
    });
  }
}
