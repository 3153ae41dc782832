import type { GithubClient } from './client.ts';

/** The workflow with the required check, and the other workflows that check pull requests. */
const REQUIRED_WORKFLOW = 'validate.yml';
const CHECK_WORKFLOWS = [REQUIRED_WORKFLOW, 'secrets.yml'];
const APPROVALS_WORKFLOW = 'postmortem-approvals.yml';

/** GitHub's response if a workflow is missing or disabled. */
const MISSING_WORKFLOW_STATUSES = [404, 422];

/**
 * Dispatches the checks of a branch, because pushes and pull requests made with the default `GITHUB_TOKEN` don't trigger
 * them. Skips workflows that the repository has removed, except the required one for an incident.
 * @param isPostmortem it changes a postmortem, which needs approvals; a private repository of postmortems may lack validate.yml
 * @throws RequestError if one can't be dispatched
 */
export async function dispatchChecks(
  { octokit, at }: GithubClient,
  branch: string,
  { isPostmortem = false }: { readonly isPostmortem?: boolean } = {},
): Promise<void> {
  for (const workflow_id of isPostmortem ? [...CHECK_WORKFLOWS, APPROVALS_WORKFLOW] : CHECK_WORKFLOWS) {
    const starting = octokit.rest.actions.createWorkflowDispatch({ ...at, workflow_id, ref: branch });
    await starting.catch((error: { readonly status?: number }) => {
      if (
        (!isPostmortem && workflow_id === REQUIRED_WORKFLOW) ||
        !MISSING_WORKFLOW_STATUSES.includes(error.status ?? 0)
      )
        throw error;
    });
  }
}
