import { findBotComments } from '../../../github/comments.ts';
import type { GithubClient } from '../../../github/client.ts';
import { formatMarker } from '../../../text/comment-marker.ts';
import { changesPage, PREVIEW_MARKER_KIND } from '../../preview-comment.ts';
import type { PullRequestResult } from '../review.ts';

const PREVIEW_WORKFLOW = 'preview.yml';

/**
 * Starts the preview of a pull request that waits for a person. One that was merged needs none, and one whose commit has a preview
 * gets no other.
 * @returns what went wrong, in a sentence; it is never a reason to hold an update
 */
export async function startPreview(
  client: GithubClient,
  { pull, proposed, decision, errors }: PullRequestResult,
): Promise<string | undefined> {
  const isMerged = decision.type === 'merge' && errors.length === 0;
  if (isMerged || !pull.open || !pull.isSameRepository || !proposed || !changesPage(proposed))
    return undefined;
  try {
    const shown = await findBotComments(client, pull.number, formatMarker(PREVIEW_MARKER_KIND, pull.head));
    if (shown.length > 0) return undefined;
    await client.octokit.rest.actions.createWorkflowDispatch({
      ...client.at,
      workflow_id: PREVIEW_WORKFLOW,
      ref: pull.defaultBranch,
      inputs: { number: String(pull.number) },
    });
    return undefined;
  } catch (error) {
    return `The preview could not be started: ${String((error as Error).message)}`;
  }
}
