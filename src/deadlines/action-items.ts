import { DAY } from '../time/duration.ts';
import type { Wait } from './deadline.ts';
import type { ActionItem } from './evidence.ts';
import { waitOf } from './obligation.ts';
import type { Judged } from './obligation.ts';

/** Without a day on which it was agreed, an action item is taken to have had this long. */
const USUAL_TIME = 14 * DAY;

/** What a postmortem decided, each by its own deadline and from its own owner (V8.5). */
export function actionItems(judged: Judged): Wait[] {
  const { timeline, facts, policy } = judged;
  const review = facts.postmortems?.get(timeline.incident.id);
  if (!review?.actionItems || !policy.postmortem) return [];
  const open = review.actionItems.filter(
    (item): item is ActionItem & { due: number } => !item.done && item.due !== undefined,
  );
  return open.map((item) => {
    const agreed = review.merged ?? timeline.resolved ?? item.due - USUAL_TIME;
    const from = { at: Math.min(agreed, item.due), what: 'the postmortem' };
    const awaits = `Action item: ${item.what}`;
    const wait = waitOf(
      judged,
      'action-item',
      { from, due: item.due, late: item.due },
      { awaits, key: item.what, after: true },
    );
    if (item.owner === undefined) return wait;
    return { ...wait, responsible: [{ key: 'owner', name: 'Owner', people: [item.owner] }] };
  });
}
