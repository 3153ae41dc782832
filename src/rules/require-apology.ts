import { endedUnresolved, findEndingUpdate } from '../content/incident.ts';
import { severityAfter } from '../content/policy.ts';
import { matchTemplate } from '../templates/match.ts';
import { isWrittenForCustomers } from './detectors/is-public.ts';
import { includesBeginning } from './detectors/word-beginnings.ts';
import { defineIncidentRule } from './engine/rule.ts';

const KIND = /apolog|sorry|thank|grateful|regret|appreciate/i;

/** The closing update, or a later one, apologises to customers or thanks them (V13.1). */
export const requireApology = defineIncidentRule({
  id: 'require-apology',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'a resolved incident without an apology or thanks',
  *check(incident, { policy, words }) {
    const { apology } = words.checked;
    const isEnglish = words.language === 'en';
    if (!policy.apology || (!isEnglish && apology === undefined)) return;
    const ending = findEndingUpdate(incident);
    if (
      !ending ||
      endedUnresolved(incident) ||
      ending.body === '' ||
      !isWrittenForCustomers(policy, incident)
    )
      return;
    const last = incident.updates.slice(incident.updates.indexOf(ending));
    if (last.some(({ body }) => (isEnglish ? KIND.test(body) : includesBeginning(body, apology ?? []))))
      return;
    const severity = severityAfter(policy, incident, incident.updates.indexOf(ending));
    const own = (['resolved', 'resolved-partly'] as const).map(
      (key) => severity?.templates[key] ?? policy.templates[key],
    );
    // Lists of words are never complete, so the SOP's own text isn't checked by them.
    if (!isEnglish && own.some((text) => text !== undefined && isWholeTemplate(text, ending.body))) return;
    yield {
      at: ending.spans.phase,
      message: 'This update ends the incident, but neither apologises to customers nor thanks them.',
      help: isEnglish
        ? 'End with a sentence such as "We apologize for any inconvenience." or "Thank you for your patience."'
        : 'End with a sentence that apologises, or thanks customers for their patience.',
    };
  },
});

function isWholeTemplate(template: string, body: string): boolean {
  return matchTemplate(template, body).every(({ span }) => span);
}
