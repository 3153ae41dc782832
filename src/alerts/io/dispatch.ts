import type { Payload } from '../payload.ts';
import type { Client } from '../../github/client.ts';
import type { Fate } from './retry-queue.ts';

/** The event that `intake.yml` waits for. */
const EVENT = 'incident-alert';

/** Sends one alert to GitHub. What a new token or a little time could mend is tried again; only a refusal of the alert itself is final. */
export function dispatchTo({ octokit, at }: Client): (payload: Payload) => Promise<Fate> {
  return async (payload) => {
    try {
      await octokit.rest.repos.createDispatchEvent({
        ...at,
        event_type: EVENT,
        client_payload: { ...payload },
      });
      return 'sent';
    } catch (error) {
      const { status } = error as { status?: number };
      const why = typeof status === 'number' ? `GitHub answers ${status}` : 'no answer from GitHub';
      return status === 422 || status === 400 || status === 413 ? { never: why } : { again: why };
    }
  };
}
