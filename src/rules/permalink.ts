import type { History } from '../publication-history/history.ts';
import type { Entry } from '../content/incident.ts';
import { isPublic } from '../content/policy.ts';
import { wasPublic } from '../publication-history/was-public.ts';
import type { Complaint, EntryRule, RuleContext } from './engine/rule.ts';

/** A published incident keeps its address, and stays on the page (V6.4). */
export const permalink: EntryRule = {
  id: 'permalink',
  clauses: ['V6.4'],
  level: 'error',
  summary: 'a published incident that was renamed, deleted or taken off the page',
  judges: 'both',
  needs: 'history',
  *check(entry, { policy, history }) {
    if (!history) return;
    yield* renamed(entry, history, policy);
    yield* hidden(entry, history, policy);
  },
};

function* renamed(entry: Entry, history: History, policy: RuleContext['policy']): Iterable<Complaint> {
  const was = history.incidents.get(entry.id)?.was;
  const old = was === undefined ? undefined : history.incidents.get(was);
  if (!old?.gone?.before || !wasPublic(policy, old.gone.before)) return;
  yield {
    at: { field: ['title'], part: 'key' },
    message: `This incident was published as "${old.id}"; a file's name is its address for ever.`,
    help: `Name it ${old.path} again.`,
  };
}

const HIDING = ['drill', 'customer-facing', 'severity', 'kind'];

function* hidden(entry: Entry, history: History, policy: RuleContext['policy']): Iterable<Complaint> {
  if (isPublic(policy, entry)) return;
  const revisions = history.incidents.get(entry.id)?.revisions ?? [];
  const seen = revisions.filter(({ before }) => wasPublic(policy, before));
  const change = seen
    .flatMap(({ changes }) => changes)
    .findLast((one) => 'field' in one && HIDING.includes(one.field));
  if (!change || !('field' in change)) return;
  yield {
    at: { field: [change.field] },
    message: `Customers could see this incident; with this they no longer can. "${change.field}" was "${change.before}".`,
    help: 'Say what was wrong in an update, and leave the incident on the page.',
  };
}
