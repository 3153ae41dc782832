import type { PostmortemRule } from './engine/rule.ts';

/** V8.5. */
export const postmortemRequireRunbookNote: PostmortemRule = {
  id: 'postmortem-require-runbook-note',
  clauses: ['V8.5'],
  level: 'error',
  summary: 'a postmortem that does not record whether runbooks were updated',
  appliesTo: 'postmortem',
  *check({ runbooks: answer }, { policy }) {
    if (policy.postmortem?.runbooks !== true || answer !== undefined) return;
    yield {
      at: { field: ['incident'], part: 'key' },
      message: 'This postmortem does not record whether runbooks were updated.',
      help: 'Add runbooks: updated, or runbooks: not-needed.',
    };
  },
};
