import { formatAlternatives } from '../text/did-you-mean.ts';
import { DETECTION_SOURCES } from '../content/schema/incident.ts';
import { defineIncidentRule } from './engine/rule.ts';

/** An incident records how it was found (V2.1, U3.1). */
export const requireDetectionSource = defineIncidentRule({
  id: 'require-detection-source',
  clauses: ['V2.1', 'U3.1'],
  level: 'error',
  summary: 'an incident that does not say how it was found',
  *check({ internal }, { policy }) {
    if (!policy.required.source || internal.source !== undefined) return;
    yield {
      at: { field: ['internal'], part: 'key' },
      message: 'Nothing says how this incident was found.',
      help: `Write internal: source: ${formatAlternatives(DETECTION_SOURCES)}; it stays private.`,
    };
  },
});
