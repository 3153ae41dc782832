import { Refusal } from './response.ts';
import type { Answer, Call } from './response.ts';
import { ACTIONS } from './actions.ts';
import { CHECKS } from './checks.ts';
import { COMMITS } from './commits.ts';
import { CONTENTS } from './contents.ts';
import { GIT_OBJECTS } from './git-objects.ts';
import { ISSUES } from './issues.ts';
import { MERGING } from './merging.ts';
import { OPERATIONS } from './permissions.ts';
import type { Need } from './permissions.ts';
import { PULL_REQUESTS } from './pull-requests.ts';
import { REACTIONS } from './reactions.ts';
import { REPOSITORY } from './repository.ts';
import { REVIEWS } from './reviews.ts';
import { isRobotic } from './tokens.ts';
import type { Handlers, EmulatorState } from './state.ts';

const OWN: Handlers = {
  ...PULL_REQUESTS,
  ...MERGING,
  ...REVIEWS,
  ...ISSUES,
  ...REACTIONS,
  ...CHECKS,
  ...COMMITS,
  ...CONTENTS,
  ...GIT_OBJECTS,
  ...ACTIONS,
  ...REPOSITORY,
};

/** What the emulator answers correctly without configuration. */
const EMULATED = new Set(
  [
    ...['list-reviews', 'get-review', 'list-comments-for-review', 'submit-review', 'list-review-comments'],
    ...['list-review-comments-for-repo', 'update-review-comment'],
  ]
    .map((name) => `pulls/${name}`)
    .concat(
      [
        ...[
          'list-comments',
          'get-comment',
          'list-labels-on-issue',
          'list-comments-for-repo',
          'lock',
          'unlock',
        ],
        ...['list-events-for-timeline', 'remove-all-labels', 'add-assignees', 'remove-assignees'],
        ...['list-labels-for-repo', 'get-label', 'create-label', 'update-label', 'delete-label'],
      ].map((name) => `issues/${name}`),
      ['checks/get', 'users/get-by-username'],
    ),
);

/** Whether the hub answers an operation. */
export const isHeld = (operation: string): boolean => operation in OWN || EMULATED.has(operation);

/** What a call needs: a comment on a pull request is the pull request's, not an issue's. */
async function needOf(emulatorState: EmulatorState, { operation, params }: Call): Promise<Need> {
  const need = OPERATIONS[operation]!;
  if (!need.anyOf.includes('issues')) return need;
  const number = params['issue_number'] ?? (await issueOfComment(emulatorState, params['comment_id']));
  return emulatorState.pulls.has(Number(number)) ? { ...need, anyOf: ['pull-requests'] } : need;
}

async function issueOfComment(
  emulatorState: EmulatorState,
  comment: string | undefined,
): Promise<string | undefined> {
  if (comment === undefined) return undefined;
  const path = `/repos/${emulatorState.owner}/${emulatorState.repo}/issues/comments/${comment}`;
  const { body } = await emulatorState.backend.ask(emulatorState.logins[0]!, 'GET', path);
  return (body as { issue_url?: string }).issue_url?.split('/').at(-1);
}

/** Answers a call that the gate let through. @throws Refusal */
export async function answerCall(emulatorState: EmulatorState, call: Call): Promise<Answer> {
  const { owner, repo } = call.params;
  if (owner !== undefined && (owner !== emulatorState.owner || repo !== emulatorState.repo))
    throw new Refusal(404, 'Not Found');
  if (!emulatorState.mayUse(call.token, await needOf(emulatorState, call))) {
    const kind = isRobotic(call.token.login) ? 'integration' : 'personal access token';
    throw new Refusal(403, `Resource not accessible by ${kind}`);
  }
  const handler = OWN[call.operation];
  if (handler) return handler(emulatorState, call);
  if (EMULATED.has(call.operation)) return emulatorState.backend.pass(call);
  throw new Refusal(501, `The hub does not hold ${call.operation}.`);
}
