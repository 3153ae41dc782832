import { readDuration, sayDuration } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import { oneOf, didYouMean } from '../text/did-you-mean.ts';
import type { Policy } from '../content/policy.ts';
import { PLACEHOLDERS, placeholdersIn } from '../templates/template.ts';
import type { Complaint, PolicyRule } from './engine/rule.ts';

/** Templates can be filled, and promise customers what the policy keeps (V5.1, V5.2, V5.3, V12.2). */
export const policyTemplates: PolicyRule = {
  id: 'policy-templates',
  clauses: ['V5.1', 'V5.2', 'V5.3', 'V12.2'],
  level: 'error',
  summary: 'a template with an unknown place to fill, or with a cadence that the policy does not keep',
  judges: 'policy',
  *check(policy) {
    for (const [name, template] of Object.entries(policy.templates)) {
      yield* unknownPlaces(template, ['templates', name]);
      for (const [key, severity] of Object.entries(policy.severities)) {
        if (Object.hasOwn(severity.templates, name) || severity.public === 'never') continue;
        yield* brokenPromise(template, ['templates', name], key, severity.updates);
      }
    }
    for (const [key, { templates, updates }] of Object.entries(policy.severities)) {
      for (const [name, template] of Object.entries(templates)) {
        const field = ['severities', key, 'templates', name];
        yield* unknownPlaces(template, field);
        yield* brokenPromise(template, field, key, updates);
      }
    }
  },
};

function* unknownPlaces(template: string, field: readonly string[]): Iterable<Complaint> {
  const known = Object.keys(PLACEHOLDERS);
  for (const place of placeholdersIn(template)) {
    if (known.includes(place)) continue;
    const help = `Templates can leave open ${oneOf(known.map((name) => `[${name}] (${PLACEHOLDERS[name]})`))}.`;
    yield { at: { field }, message: `Nothing fills "[${place}]".${didYouMean(place, known)}`, help };
  }
}

const EVERY = /\bevery\s+((?:\d+\s*)?(?:minute|hour|day)s?)\b/gi;

function* brokenPromise(
  template: string,
  field: readonly string[],
  key: string,
  updates: Policy['severities'][string]['updates'],
): Iterable<Complaint> {
  for (const [words, every] of template.matchAll(EVERY)) {
    const promised = readDuration(/^\d/.test(every!) ? every! : `1 ${every}`);
    if (promised === undefined) continue;
    const fault = promiseFault(promised, updates);
    if (fault === undefined) continue;
    const help = 'What customers are told and what the clock asks for must agree.';
    yield {
      at: { field },
      message: `The template promises "${words}", and ${fault} for ${key}.`,
      help,
      clause: 'V12.2',
    };
  }
}

function promiseFault(
  promised: Duration,
  updates: Policy['severities'][string]['updates'],
): string | undefined {
  if (!updates) return 'no clock keeps that';
  if (promised > updates.late) return `updates are late after ${sayDuration(updates.late)}`;
  if (promised < updates.due) return `updates are due only after ${sayDuration(updates.due)}`;
  return undefined;
}
