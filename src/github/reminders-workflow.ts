import type { GithubClient } from './client.ts';

const REMINDERS_WORKFLOW = 'reminders.yml';

/** Whether a run of the reminders workflow is queued or in progress. */
export async function areRemindersRunning({ octokit, at }: GithubClient): Promise<boolean> {
  const { data } = await octokit.rest.actions.listWorkflowRuns({
    ...at,
    workflow_id: REMINDERS_WORKFLOW,
    per_page: 20,
  });
  return data.workflow_runs.some(({ status }) => status !== 'completed');
}

/**
 * Starts the reminders workflow on the default branch, which `GITHUB_TOKEN` may do; a run in progress is cancelled.
 * @param triggeredBy named in reminders that are late
 */
export async function startReminders(
  { octokit, at }: GithubClient,
  defaultBranch: string,
  triggeredBy?: string,
): Promise<void> {
  await octokit.rest.actions.createWorkflowDispatch({
    ...at,
    workflow_id: REMINDERS_WORKFLOW,
    ref: defaultBranch,
    ...(triggeredBy !== undefined && { inputs: { 'triggered-by': triggeredBy } }),
  });
}
