import { isWrittenForCustomers } from './detectors/is-public.ts';
import type { IncidentFileRule } from './engine/rule.ts';

/** What is published is whole: something is said, of something (V2.2, V3.1). */
export const requireComponentAndUpdate: IncidentFileRule = {
  id: 'require-component-and-update',
  clauses: ['V3.1', 'V2.2'],
  level: 'error',
  summary: 'a draft: no update, an empty one, or no component',
  appliesTo: 'both',
  *check(event, { policy }) {
    if (!isWrittenForCustomers(policy, event)) return;
    if (Object.keys(event.components).length === 0 && !event.updates.some(({ affects }) => affects)) {
      yield {
        at: { field: ['components'], part: 'key' },
        message: 'No component is affected.',
        help: 'Name what customers use, with its state: components: { checkout: degraded }.',
      };
    }
    if (event.updates.length === 0) {
      yield {
        at: { field: ['title'], part: 'key' },
        message: 'There is no update, so customers read nothing.',
        help: `Write one below the front matter: "## TIME ${event.kind === 'incident' ? 'investigating' : 'scheduled'}" and its text.`,
      };
    } else if (
      event.kind === 'maintenance' &&
      !event.updates.some(({ writtenPhase }) => writtenPhase === 'scheduled')
    ) {
      yield {
        at: event.updates[0]!.spans.phase,
        message: 'This maintenance was never announced.',
        help: 'Planned work begins with an update that says scheduled.',
      };
    }
    for (const { body, spans } of event.updates) {
      if (body.replace(/<!--[\s\S]*?-->/g, '').trim() !== '') continue;
      yield {
        at: spans.heading,
        message: 'This update says nothing.',
        help: 'Write its text below the heading.',
      };
    }
  },
};
