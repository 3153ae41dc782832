import type { GithubClient } from './client.ts';

/** The workflow without which nothing goes out, and those that look at every pull request besides. */
const REQUIRED_WORKFLOW = 'validate.yml';
const CHECK_WORKFLOWS = [REQUIRED_WORKFLOW, 'secrets.yml', 'postmortem-approvals.yml'];

/** What GitHub answers where a workflow isn't there, or is switched off. */
const MISSING_WORKFLOW_STATUSES = [404, 422];

/**
 * Starts the checks of a branch: what the plain token opens or pushes starts none of them by itself. Those that a
 * repository has taken out are left alone; in one of incidents the required one may not be among them.
 * @throws RequestError where one can't be started: a person does it by a click then
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
