import { isPublic } from '../content/policy.ts';
import type { Component } from '../content/site.ts';
import { blankOutComments } from '../text/html-comments.ts';
import type { IncidentFileRule, RuleTarget, RuleViolation } from './engine/rule.ts';

/** Customers do not know a hidden component, and the company wants to keep it so (V6.2). */
export const noHiddenComponent: IncidentFileRule = {
  id: 'no-hidden-component',
  clauses: ['V6.2', 'U6.1'],
  level: 'error',
  summary: 'the name of a hidden component in a title or an update',
  appliesTo: 'all',
  *check(event, { policy, components }) {
    const hidden = components.filter((component) => component.hidden);
    if (hidden.length === 0 || !isPublic(policy, event)) return;
    for (const component of hidden) {
      if (findName(event.title, component.name) !== -1) yield toViolation(component, { field: ['title'] });
      for (const { body, spans } of event.updates) {
        const at = findName(blankOutComments(body), component.name);
        const start = spans.body.start + at;
        if (at !== -1) yield toViolation(component, { start, end: start + component.name.length });
      }
    }
  },
};

function toViolation({ name, source }: Component, at: RuleTarget): RuleViolation {
  return {
    at,
    message: `"${name}" is the name of a hidden component.`,
    help: `Say what customers notice, or remove "hidden" from ${source.path}.`,
  };
}

/** Where a text has the name as whole words in its own spelling; -1 if it has not. */
function findName(text: string, name: string): number {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const around = [text.slice(Math.max(0, at - 1), at), text.slice(at + name.length, at + name.length + 1)];
    if (!around.some((character) => /[\p{L}\p{N}]/u.test(character))) return at;
  }
  return -1;
}
