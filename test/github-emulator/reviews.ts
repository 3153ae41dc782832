import { Refusal, unprocessable } from './response.ts';
import type { Call } from './response.ts';
import { tell } from './events.ts';
import { pullRequest } from './pull-requests.ts';
import { endsOf, stateOf } from './pull-request-view.ts';
import { JOB } from './tokens.ts';
import type { Handlers, EmulatorState } from './state.ts';

/** GitHub's refusal of a review by the pull request's author. */
const OWN: Readonly<Record<string, string>> = {
  APPROVE: 'Can not approve your own pull request',
  REQUEST_CHANGES: 'Can not request changes on your own pull request',
};

/** A line comment without the commit that it is about is about the newest. */
async function onHead(emulatorState: EmulatorState, call: Call): Promise<Record<string, unknown>> {
  const { head } = await endsOf(emulatorState, stateOf(emulatorState, call.params['pull_number']));
  return { ...call.body, commit_id: call.body['commit_id'] ?? head };
}

export const REVIEWS: Handlers = {
  async 'pulls/create-review'(emulatorState, call) {
    const { event, body } = call.body as { event?: string; body?: string };
    const { can_approve_pull_request_reviews: mayApprove } = emulatorState.settings.workflowPermissions;
    if (event === 'APPROVE' && call.token.login === JOB && mayApprove !== true) {
      throw new Refusal(422, 'GitHub Actions is not permitted to approve pull requests.');
    }
    const pull = await pullRequest(emulatorState, Number(call.params['pull_number']));
    const own = (pull['user'] as { login: string }).login === call.token.login;
    if (own && event !== undefined && event in OWN) throw unprocessable('PullRequestReview', OWN[event]!);
    if ((event === 'REQUEST_CHANGES' || event === 'COMMENT') && !body && !call.body['comments']) {
      throw unprocessable('PullRequestReview', `body is required for ${event}`);
    }
    const answer = await emulatorState.backend.pass(call, await onHead(emulatorState, call));
    tell(
      emulatorState,
      'pull_request_review',
      call.token.login,
      { number: pull['number'], review: answer.body },
      'submitted',
    );
    const state = stateOf(emulatorState, call.params['pull_number']);
    state.reviewers = state.reviewers.filter((login) => login !== call.token.login);
    return answer;
  },

  async 'pulls/create-review-comment'(emulatorState, call) {
    return emulatorState.backend.pass(call, await onHead(emulatorState, call));
  },

  async 'pulls/dismiss-review'(emulatorState, call) {
    if (!call.body['message']) throw new Refusal(422, 'message is required');
    const answer = await emulatorState.backend.pass(call);
    tell(emulatorState, 'pull_request_review', call.token.login, { review: answer.body }, 'dismissed');
    return answer;
  },
};
