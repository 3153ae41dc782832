import type { Client } from './github-client.ts';

/** The workflows that judge a pull request: what the plain token opens starts none of them by itself. */
const CHECKS = ['validate.yml', 'postmortem.yml'];

/** Starts the checks of a branch. A workflow that isn't there, or a token that may not, leaves it to a person's click. */
export async function startChecks({ octokit, at }: Client, branch: string): Promise<void> {
  for (const workflow_id of CHECKS) {
    await octokit.rest.actions
      .createWorkflowDispatch({ ...at, workflow_id, ref: branch })
      .catch(() => undefined);
  }
}
