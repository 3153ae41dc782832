import { isEmbargoed, SECURITY_ID } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import type { InternalFields } from '../content/schema/incident.ts';
import { defineIncidentRule } from './engine/rule.ts';
import type { RuleContext, RuleViolation } from './engine/rule.ts';

/** A security incident has no words in any public place before it is disclosed. */
export const validEmbargo = defineIncidentRule({
  id: 'valid-embargo',
  clauses: [],
  level: 'error',
  summary: 'a security incident under embargo whose file reveals something about it, or a wrong disclosure',
  *check(incident, context) {
    const { security, disclosed, detected } = incident;
    if (!security) {
      if (disclosed !== undefined)
        yield {
          at: { field: ['disclosed'], part: 'key' },
          message: 'There is "disclosed", but this is not a security incident.',
          help: 'Add "security: true", or delete the line.',
        };
      return;
    }
    if (!context.policy.security)
      yield {
        at: { field: ['security'] },
        message: 'The policy has no part "security", so no one can approve the disclosure.',
        help: 'Add it to the policy: security: { approver: ROLE }.',
      };
    if (disclosed !== undefined && disclosed < detected)
      yield {
        at: { field: ['disclosed'] },
        message: 'It is disclosed before it was detected.',
        help: 'Write the time at which the embargo ended.',
      };
    if (isEmbargoed(incident)) yield* findWords(incident, context);
  },
});

/** File names, titles, components and updates are in branches, pull requests, issues and logs. */
function* findWords(incident: Incident, { policy, words }: RuleContext): Iterable<RuleViolation> {
  const title = words.titles.security;
  const until = 'Under embargo';
  if (!SECURITY_ID.test(incident.id))
    yield {
      at: { field: ['title'], part: 'key' },
      message: `${until}, the file name must not say what happened, and it is "${incident.id}.md".`,
      help: 'Name it by its day: 2026-11-22-security.md, or -security-2 for another one of that day.',
    };
  if (incident.title !== title)
    yield {
      at: { field: ['title'] },
      message: `${until}, the title is "${title}": it is in pull requests, commits and issues.`,
      help: 'The disclosure gives it its own title: npx candor incident disclose',
    };
  if (Object.keys(incident.components).length > 0)
    yield {
      at: { field: ['components'], part: 'key' },
      message: `${until}, no component is listed.`,
      help: 'The disclosure adds them: npx candor incident disclose',
    };
  for (const { spans } of incident.updates.slice(0, 1))
    yield {
      at: spans.heading,
      message: `${until}, there are no updates: they would be public.`,
      help: 'To end the embargo: npx candor incident disclose',
    };
  if (policy.security?.details === 'file') return;
  for (const key of DETAILS.filter((one) => incident.internal[one] !== undefined))
    yield {
      at: { field: ['internal', key], part: 'key' },
      message: `${until}, details are kept elsewhere ("security.details" of the policy), and "${key}" has some.`,
      help: 'Keep it where internal.tracking leads, or set details: file in the policy of a private repository.',
    };
}

const DETAILS = ['notes', 'cause', 'mitigation'] as const satisfies readonly (keyof InternalFields)[];
