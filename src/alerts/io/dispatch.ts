import type { DispatchPayload } from '../payload.ts';
import type { GithubClient } from '../../github/client.ts';
import type { SendResult } from './retry-queue.ts';

/** The event that `alerts.yml` waits for. */
const DISPATCH_EVENT = 'incident-alert';

/** Sends one alert to GitHub. What a new token or a little time could mend is tried again; only a refusal of the alert itself is final. */
export function createDispatcher({
  octokit,
  at,
}: GithubClient): (payload: DispatchPayload) => Promise<SendResult> {
  return async (payload) => {
    try {
      await octokit.rest.repos.createDispatchEvent({
        ...at,
        event_type: DISPATCH_EVENT,
        client_payload: { ...payload },
      });
      return 'sent';
    } catch (error) {
      const { status } = error as { status?: number };
      const reason = typeof status === 'number' ? `GitHub answers ${status}` : 'no answer from GitHub';
      return status === 422 || status === 400 || status === 413 ? { never: reason } : { again: reason };
    }
  };
}
