import type { Client } from './github-client.ts';

/** The workflow without which nothing goes out, and those that look at every pull request besides. */
const REQUIRED = 'validate.yml';
const OTHERS = ['secrets.yml', 'postmortem.yml'];

/** What GitHub answers where a workflow isn't there, or is switched off. */
const TAKEN_OUT = [404, 422];

/**
 * Starts the checks of a branch: what the plain token opens or pushes starts none of them by itself. Those that a
 * repository has taken out are left alone.
 * @throws RequestError where one can't be started: a person does it by a click then
 */
export async function startChecks({ octokit, at }: Client, branch: string): Promise<void> {
  const start = (workflow_id: string): Promise<unknown> =>
    octokit.rest.actions.createWorkflowDispatch({ ...at, workflow_id, ref: branch });
  await start(REQUIRED);
  for (const workflow of OTHERS) {
    await start(workflow).catch((error: { readonly status?: number }) => {
      if (!TAKEN_OUT.includes(error.status ?? 0)) throw error;
    });
  }
}
