import { statesAfterUpdate } from '../content/incident.ts';
import type { Incident, IncidentUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { isPublic, severityAfter } from '../content/policy.ts';
import { matchTemplate } from '../templates/match.ts';
import { formatNameList } from '../templates/template.ts';
import { declaredComponentIds, componentNamesOf } from './detectors/component-names.ts';
import { isWrittenForCustomers } from './detectors/is-public.ts';
import { defineIncidentRule } from './engine/rule.ts';
import type { RuleViolation, RuleContext } from './engine/rule.ts';
import { checkTemplate } from './detectors/template-findings.ts';

/**
 * The resolving update uses the resolution template (V5.3). While another incident is open, a maintenance is
 * under way or a component is still affected, "all systems are operational" would be untrue: use the shorter variant of the template.
 */
export const requireResolutionTemplate = defineIncidentRule({
  id: 'require-resolution-template',
  clauses: ['V5.3', 'V13.1'],
  level: 'error',
  summary: 'a resolving update without its template, or with "all systems operational" while they are not',
  reads: 'other files',
  given: (incident, context) =>
    incident.updates
      .map((update, index) => (isResolving(update) ? findStillAffected(incident, index, context).join() : ''))
      .join(''),
  *check(incident, context) {
    const { policy, words } = context;
    for (const [index, update] of incident.updates.entries()) {
      if (!isResolving(update)) continue;
      const severity = severityAfter(policy, incident, index);
      const whole = severity?.templates.resolved ?? policy.templates.resolved;
      if (!severity || !isWrittenForCustomers(policy, incident)) continue;
      if (whole === undefined) {
        // The SOP requires no template. The text of the page's language is still untrue while something is affected.
        const { resolved, 'resolved-partly': shorter } = words.templates;
        const affected = findStillAffected(incident, index, context);
        if (affected.length > 0) yield* checkUntrueSentences(update, resolved, shorter, affected);
        continue;
      }
      const partly = severity.templates['resolved-partly'] ?? policy.templates['resolved-partly'];
      const reasons = partly === undefined ? [] : findStillAffected(incident, index, context);
      const template = reasons.length > 0 && partly !== undefined ? partly : whole;
      if (template === partly) yield* checkUntrueSentences(update, whole, partly, reasons);
      const subject = 'The resolving update';
      yield* checkTemplate(
        { update, template, subject, declared: declaredComponentIds(incident, index) },
        context,
      );
    }
  },
});

function isResolving({ writtenPhase, body }: IncidentUpdate): boolean {
  return writtenPhase === 'resolved' && body !== '';
}

/** Components still affected, other open incidents and maintenance under way at the time of an update, as text. */
function findStillAffected(incident: Incident, index: number, context: RuleContext): string[] {
  const { at } = incident.updates[index]!;
  const states = Object.entries(statesAfterUpdate(incident, index)).filter(
    ([, state]) => state !== 'operational',
  );
  const others = context
    .othersAffectingAt(at, incident)
    .filter(
      (other) => (other.kind === 'maintenance' || other.detected <= at) && isPublic(context.policy, other),
    );
  return [
    ...states.map(([id, state]) => `${componentNamesOf([id], context)[0]} is still ${state}`),
    ...others.map(
      (other) =>
        `"${other.title}" (${other.source.path}) is ${other.kind === 'maintenance' ? 'under way' : 'still open'}`,
    ),
  ];
}

function* checkUntrueSentences(
  update: IncidentUpdate,
  whole: string,
  partly: string,
  reasons: readonly string[],
): Iterable<RuleViolation> {
  for (const { span, template } of matchTemplate(whole, update.body)) {
    const sentence = whole.slice(template.start, template.end);
    if (!span || matchTemplate(sentence, partly).every((match) => match.span)) continue;
    const from = update.spans.body.start;
    const trailing = /^[.!]?[ \t]*/.exec(update.body.slice(span.end))![0].length;
    const removed = { start: from + span.start, end: from + span.end + trailing };
    yield {
      at: { start: removed.start, end: from + span.end },
      message: `"${sentence.replace(/[.!]$/, '')}" is not true at ${formatInstant(update.at)}: ${formatNameList(reasons)}.`,
      help: 'Delete this sentence and keep the rest of the template.',
      clause: 'V13.1',
      fix: { ...removed, text: '' },
    };
  }
}
