import type { IncidentHistory } from '../publication-history/history.ts';
import type { StatusEvent } from '../content/incident.ts';
import { isPublic } from '../content/policy.ts';
import { wasPublic } from '../publication-history/was-public.ts';
import type { RuleViolation, IncidentFileRule, RuleContext } from './engine/rule.ts';

/** V6.4. */
export const requireStablePermalink: IncidentFileRule = {
  id: 'require-stable-permalink',
  clauses: ['V6.4'],
  level: 'error',
  summary: 'a published incident that was renamed, deleted or taken off the page',
  appliesTo: 'all',
  needs: 'history',
  *check(event, { policy, history }) {
    if (!history) return;
    yield* checkRenamed(event, history, policy);
    yield* checkHidden(event, history, policy);
  },
};

function* checkRenamed(
  event: StatusEvent,
  history: IncidentHistory,
  policy: RuleContext['policy'],
): Iterable<RuleViolation> {
  const previousId = history.incidents.get(event.id)?.previousId;
  const old = previousId === undefined ? undefined : history.incidents.get(previousId);
  if (!old?.removal?.before || !wasPublic(policy, old.removal.before)) return;
  yield {
    at: { field: ['title'], part: 'key' },
    message: `This incident was published as "${old.id}"; the file name is its permanent address.`,
    help: `Rename it back to ${old.path}.`,
  };
}

const HIDING_FIELDS = ['drill', 'customer-facing', 'severity', 'kind'];

function* checkHidden(
  event: StatusEvent,
  history: IncidentHistory,
  policy: RuleContext['policy'],
): Iterable<RuleViolation> {
  if (isPublic(policy, event)) return;
  const revisions = history.incidents.get(event.id)?.revisions ?? [];
  const seen = revisions.filter(({ before }) => wasPublic(policy, before));
  const change = seen
    .flatMap(({ changes }) => changes)
    .findLast((one) => 'field' in one && HIDING_FIELDS.includes(one.field));
  if (!change || !('field' in change)) return;
  yield {
    at: { field: [change.field] },
    message: `This hides a published incident from customers: "${change.field}" was "${change.before}".`,
    help: 'Keep the incident on the page, and explain the mistake in an update.',
  };
}
