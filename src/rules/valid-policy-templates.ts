import { parseDuration } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import { averageLength, formatTimeLimit } from '../time/working-time.ts';
import { formatAlternatives, formatDidYouMean } from '../text/did-you-mean.ts';
import type { Policy } from '../content/policy.ts';
import { NOTICE_PLACEHOLDERS, PLACEHOLDERS, listPlaceholders } from '../templates/template.ts';
import type { RuleViolation, PolicyRule } from './engine/rule.ts';

/** Templates have known placeholders, and their promises match the policy's cadence (V5.1, V5.2, V5.3, V12.2). */
export const validPolicyTemplates: PolicyRule = {
  id: 'valid-policy-templates',
  clauses: ['V5.1', 'V5.2', 'V5.3', 'V12.2'],
  level: 'error',
  summary: 'a template with an unknown placeholder, or with another cadence than the policy',
  appliesTo: 'policy',
  *check(policy) {
    for (const [name, template] of Object.entries(policy.templates)) {
      yield* checkPlaceholders(template, ['templates', name]);
      for (const [key, severity] of Object.entries(policy.severities)) {
        if (Object.hasOwn(severity.templates, name) || severity.public === 'never') continue;
        yield* checkPromisedCadence(template, ['templates', name], key, severity.updates);
      }
    }
    for (const [phase, template] of Object.entries(policy.maintenance?.templates ?? {})) {
      const places =
        phase === 'scheduled'
          ? { ...MAINTENANCE_PLACEHOLDERS, ...NOTICE_PLACEHOLDERS }
          : MAINTENANCE_PLACEHOLDERS;
      yield* checkPlaceholders(template, ['maintenance', 'templates', phase], places);
    }
    for (const [key, template] of Object.entries(policy.notices.templates)) {
      for (const part of ['title', 'text'] as const)
        yield* checkPlaceholders(template[part], ['notices', 'templates', key, part], NOTICE_PLACEHOLDERS);
    }
    for (const [key, { templates, updates }] of Object.entries(policy.severities)) {
      for (const [name, template] of Object.entries(templates)) {
        const field = ['severities', key, 'templates', name];
        yield* checkPlaceholders(template, field);
        yield* checkPromisedCadence(template, field, key, updates);
      }
    }
  },
};

function* checkPlaceholders(
  template: string,
  field: readonly string[],
  placeholders = PLACEHOLDERS,
): Iterable<RuleViolation> {
  const known = Object.keys(placeholders);
  for (const place of listPlaceholders(template)) {
    if (known.includes(place)) continue;
    const help = `Templates may use ${formatAlternatives(known.map((name) => `[${name}] (${placeholders[name]})`))}.`;
    yield {
      at: { field },
      message: `Unknown placeholder "[${place}]".${formatDidYouMean(place, known)}`,
      help,
    };
  }
}

const MAINTENANCE_PLACEHOLDERS = { component: PLACEHOLDERS['component']! };

const EVERY = /\bevery\s+((?:\d+\s*)?(?:minute|hour|day)s?)\b/gi;

function* checkPromisedCadence(
  template: string,
  field: readonly string[],
  key: string,
  updates: Policy['severities'][string]['updates'],
): Iterable<RuleViolation> {
  for (const [words, every] of template.matchAll(EVERY)) {
    const promised = parseDuration(/^\d/.test(every!) ? every! : `1 ${every}`);
    if (promised === undefined) continue;
    const problem = describeCadenceMismatch(promised, updates);
    if (problem === undefined) continue;
    const help = 'The promise in the template and the cadence in the policy must match.';
    yield {
      at: { field },
      message: `The template promises "${words}", but for ${key} ${problem}.`,
      help,
      clause: 'V12.2',
    };
  }
}

function describeCadenceMismatch(
  promised: Duration,
  updates: Policy['severities'][string]['updates'],
): string | undefined {
  if (!updates) return 'the policy has no cadence';
  if (promised > averageLength(updates.late))
    return `updates are late after ${formatTimeLimit(updates.late)}`;
  if (promised < averageLength(updates.due))
    return `updates are due only after ${formatTimeLimit(updates.due)}`;
  return undefined;
}
