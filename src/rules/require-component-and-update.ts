import { isWrittenForCustomers } from './detectors/is-public.ts';
import type { IncidentFileRule } from './engine/rule.ts';
import { replaceComments } from '../text/html-comments.ts';

const FIRST_PHASES = { incident: 'investigating', maintenance: 'scheduled', notice: 'announced' } as const;

/** A public incident has at least one component and one update with text (V2.2, V3.1); a notice only an update. */
export const requireComponentAndUpdate: IncidentFileRule = {
  id: 'require-component-and-update',
  clauses: ['V3.1', 'V2.2'],
  level: 'error',
  summary: 'a public incident without a component or an update, or with an empty update',
  appliesTo: 'all',
  *check(event, { policy }) {
    if (!isWrittenForCustomers(policy, event)) return;
    const listed = [event.components, ...event.updates.map(({ affects }) => affects ?? {})];
    if (
      event.kind !== 'notice' &&
      !listed.some((states) => Object.values(states).some((state) => state !== 'operational'))
    ) {
      const isListed = listed.some((states) => Object.keys(states).length > 0);
      yield {
        at: { field: ['components'], part: 'key' },
        message: isListed
          ? 'Every listed component is operational, so nothing is affected.'
          : 'No affected component is listed.',
        help: `${isListed ? 'Give the affected one its' : 'Add one with its'} state: components: { checkout: degraded }.`,
      };
    }
    if (event.updates.length === 0) {
      yield {
        at: { field: ['title'], part: 'key' },
        message: 'There is no update, so customers have nothing to read.',
        help: `Add one below the front matter: "## TIME ${FIRST_PHASES[event.kind]}" and its text.`,
      };
    } else if (
      event.kind !== 'incident' &&
      !event.updates.some(({ writtenPhase }) => writtenPhase === FIRST_PHASES[event.kind])
    ) {
      yield {
        at: event.updates[0]!.spans.phase,
        message: `This ${event.kind} was never announced.`,
        help: `Begin with ${event.kind === 'notice' ? 'an "announced"' : 'a "scheduled"'} update.`,
      };
    }
    for (const { body, spans } of event.updates) {
      if (replaceComments(body, () => '').trim() !== '') continue;
      yield {
        at: spans.heading,
        message: 'This update has no text.',
        help: 'Write its text below the heading.',
      };
    }
  },
};
