import type { IncidentHistory } from '../publication-history/history.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import { isPublic } from '../content/policy.ts';
import { wasPublic } from '../publication-history/was-public.ts';
import type { RuleViolation, IncidentFileRule, RuleContext } from './engine/rule.ts';

/** A published incident keeps its address, and stays on the page (V6.4). */
export const requireStablePermalink: IncidentFileRule = {
  id: 'require-stable-permalink',
  clauses: ['V6.4'],
  level: 'error',
  summary: 'a published incident that was renamed, deleted or taken off the page',
  appliesTo: 'both',
  needs: 'history',
  *check(event, { policy, history }) {
    if (!history) return;
    yield* checkRenamed(event, history, policy);
    yield* checkHidden(event, history, policy);
  },
};

function* checkRenamed(
  event: IncidentOrMaintenance,
  history: IncidentHistory,
  policy: RuleContext['policy'],
): Iterable<RuleViolation> {
  const was = history.incidents.get(event.id)?.previousId;
  const old = was === undefined ? undefined : history.incidents.get(was);
  if (!old?.removal?.before || !wasPublic(policy, old.removal.before)) return;
  yield {
    at: { field: ['title'], part: 'key' },
    message: `This incident was published as "${old.id}"; a file's name is its address for ever.`,
    help: `Name it ${old.path} again.`,
  };
}

const HIDING_FIELDS = ['drill', 'customer-facing', 'severity', 'kind'];

function* checkHidden(
  event: IncidentOrMaintenance,
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
    message: `Customers could see this incident; with this they no longer can. "${change.field}" was "${change.before}".`,
    help: 'Say what was wrong in an update, and leave the incident on the page.',
  };
}
