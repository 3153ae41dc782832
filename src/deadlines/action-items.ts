import { DAY } from '../time/duration.ts';
import type { Obligation } from './deadline.ts';
import type { TrackedActionItem } from './evidence.ts';
import { createObligation } from './obligation.ts';
import type { IncidentDeadlineContext } from './obligation.ts';

/** The assumed length of an action item if the date of the agreement is unknown. */
const DEFAULT_PERIOD = 14 * DAY;

/** The open action items of a postmortem, each with its own deadline and owner (V8.5). */
export function actionItemObligations(context: IncidentDeadlineContext): Obligation[] {
  const { timeline, evidence, policy } = context;
  const postmortem = evidence.postmortems?.get(timeline.incident.id);
  if (!postmortem?.actionItems || !policy.postmortem) return [];
  const open = postmortem.actionItems.filter(
    (item): item is TrackedActionItem & { due: number } => !item.done && item.due !== undefined,
  );
  return open.map((item) => {
    const agreed = postmortem.merged ?? timeline.resolved ?? item.due - DEFAULT_PERIOD;
    const from = { at: Math.min(agreed, item.due), what: 'the postmortem' };
    const obligation = createObligation(
      context,
      'action-item',
      { from, due: item.due, late: item.due },
      { awaits: `Action item: ${item.description}`, key: item.description, afterResolution: true },
    );
    if (item.owner === undefined) return obligation;
    return { ...obligation, responsible: [{ key: 'owner', name: 'Owner', people: [item.owner] }] };
  });
}
