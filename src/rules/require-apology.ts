import { findEndingUpdate } from '../content/incident.ts';
import { isWrittenForCustomers } from './detectors/is-public.ts';
import { defineIncidentRule } from './engine/rule.ts';

const KIND = /apolog|sorry|thank|grateful|regret|appreciate/i;

/** The closing update, or a later one, apologises to customers or thanks them (V13.1). */
export const requireApology = defineIncidentRule({
  id: 'require-apology',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'a resolved incident without an apology or thanks',
  *check(incident, { policy }) {
    if (!policy.apology) return;
    const ending = findEndingUpdate(incident);
    if (!ending || ending.body === '' || !isWrittenForCustomers(policy, incident)) return;
    const last = incident.updates.slice(incident.updates.indexOf(ending));
    if (last.some(({ body }) => KIND.test(body))) return;
    yield {
      at: ending.spans.phase,
      message: 'This update ends the incident, but neither apologises to customers nor thanks them.',
      help: 'End with a sentence such as "We apologize for any inconvenience." or "Thank you for your patience."',
    };
  },
});
