import { formatAlternatives } from '../text/did-you-mean.ts';
import { DETECTION_SOURCES } from '../content/schema/incident.ts';
import { defineIncidentRule } from './engine/rule.ts';

/** V2.1, U3.1. */
export const requireDetectionSource = defineIncidentRule({
  id: 'require-detection-source',
  clauses: ['V2.1', 'U3.1'],
  level: 'error',
  summary: 'an incident that does not record how it was detected',
  *check({ internal }, { policy }) {
    if (!policy.required.source || internal.source !== undefined) return;
    yield {
      at: { field: ['internal'], part: 'key' },
      message: 'This incident does not record how it was detected.',
      help: `Add internal: source: ${formatAlternatives(DETECTION_SOURCES)}. It stays private.`,
    };
  },
});
