import type { SiteContext } from '../content/content.ts';
import type { Policy } from '../content/policy.ts';
import { needsImpact, DEFAULT_IMPACT_PHRASES } from '../response/default-text.ts';
import type { ChoiceField, FormField, FormOption } from './fields.ts';
import { escapeMarkdown } from '../text/github-markdown.ts';

export const INCIDENT_FIELD: FormField = {
  kind: 'line',
  id: 'incident',
  label: 'Which incident?',
  help: 'Only if several are open: its name, or enough of it.',
  example: '2026-11-22-checkout',
};

export const FIXED_FIELD: FormField = {
  kind: 'line',
  id: 'fixed',
  label: 'When was the fix in production?',
  help: 'How long ago, or a time with its zone. Empty: as recorded, or since it is watched.',
  example: '35m',
};

/** The severities by name. */
export function severityField(policy: Policy, label: string): ChoiceField {
  const options = Object.entries(policy.severities).map(([key, { name }]) => ({
    value: key,
    label: `${key.toUpperCase()} ${name}`,
  }));
  return { kind: 'choose', id: 'severity', label, options: ensureDistinctLabels(options) };
}

/** What the SOP says of a severity, as an item of a list: what it is, with examples (V1.1, V14.1). */
export function formatSeverityItem([key, severity]: [string, Policy['severities'][string]]): string {
  const { name, response, definition, examples, classification } = severity;
  const when = response === undefined ? '' : ` (${escapeMarkdown(response)})`;
  const such = [...new Set([...examples, ...classification])].map(escapeMarkdown).join('; ');
  const what = definition.map(escapeMarkdown).join('; ');
  return `- **${escapeMarkdown(`${key.toUpperCase()} ${name}`)}**${when}: ${what}.${such === '' ? '' : ` Such as: ${such}.`}`;
}

/** The components by the names that customers know. */
export function componentField({ components }: SiteContext, id: string, label: string): FormField {
  if (components.length === 0) return { kind: 'line', id, label };
  const options = components.map((one) => ({ value: one.id, label: one.name }));
  return { kind: 'choose-many', id, label, options: ensureDistinctLabels(options) };
}

/** Which severities cannot do without an impact. */
export function formatImpactHelp(policy: Policy): string {
  const asking = Object.entries(policy.severities)
    .filter(([key, severity]) => severity.public !== 'never' && needsImpact(policy, { ...severity, key }))
    .map(([key]) => key.toUpperCase());
  return asking.length === 0
    ? 'It becomes part of the headline.'
    : `Needed for the template of ${asking.join(', ')}, unless you write your own words below.`;
}

/** Impacts that need nobody's approval: the engine's and the policy's own. */
export function impactOptions({ publishing }: Policy): FormOption[] {
  const impacts = [...new Set([...DEFAULT_IMPACT_PHRASES, ...(publishing?.['impact-phrases'] ?? [])])];
  return ensureDistinctLabels(impacts.map((impact) => ({ value: impact, label: impact })));
}

/** Whether customers notice it, where a severity's place on the page depends on that (V12.5). */
export function customerFacingField({ severities }: Policy): FormField[] {
  const asking = Object.entries(severities).filter(([, severity]) => severity.public === 'customer-facing');
  if (asking.length === 0) return [];
  const keys = asking.map(([key]) => key.toUpperCase()).join(', ');
  return [
    {
      kind: 'choose',
      id: 'customer-facing',
      label: 'Do customers notice it?',
      help: `${keys} stays off the status page unless they do.`,
      options: [
        { value: 'yes', label: 'Yes, customers notice it' },
        { value: 'no', label: 'No, only we do' },
      ],
    },
  ];
}

/** Who leads, where the policy wants it said (V2.2). */
export function commanderField({ required, roles }: Policy): FormField[] {
  if (required.commander === undefined) return [];
  const name = roles[required.commander]?.name ?? required.commander;
  const help = `${name}: a GitHub name. Empty: you, if it is your role; else the first who has it.`;
  return [{ kind: 'line', id: 'commander', label: 'Who leads?', help, example: '@name' }];
}

/** States of components, in the words of an update. */
export function affectsField(label: string, help: string): FormField {
  return { kind: 'line', id: 'affects', label, help, example: 'checkout degraded, orders operational' };
}

/** The policy's checklist, and what of it does not apply (V7.3, U3.5). */
export function checkFields({ verification }: Policy): FormField[] {
  const checks = Object.entries(verification);
  if (checks.length === 0) return [];
  const ticks = (extra: string, before: string): readonly FormOption[] =>
    ensureDistinctLabels(checks.map(([key, what]) => ({ value: key + extra, label: before + what })));
  return [
    { kind: 'tick', id: 'verified', label: 'What was verified?', options: ticks('', '') },
    {
      kind: 'tick',
      id: 'not-applicable',
      label: 'What does not apply?',
      options: ticks('=not-applicable', 'Does not apply: '),
    },
  ];
}

/** Words of one's own, and what goes out without them. */
export function textField(instead: string): FormField {
  return {
    kind: 'text',
    id: 'text',
    label: 'Words of your own',
    help: `What customers read: facts, what they notice, what you do about it. Empty: ${instead}.`,
  };
}

/** A text with examples. */
export function appendExamples(text: string, items: readonly string[]): string {
  return items.length === 0 ? text : `${text} Such as: ${items.map(escapeMarkdown).join('; ')}.`;
}

/** GitHub wants options that differ, and keeps "None" to itself; a name of several lines would be two answers. */
function ensureDistinctLabels(options: readonly FormOption[]): FormOption[] {
  const labels = options.map(({ label }) => label.replace(/\s+/g, ' ').trim());
  return options.map(({ value }, index) => {
    const label = labels[index]!;
    const clear = labels.filter((other) => other.toLowerCase() === label.toLowerCase()).length === 1;
    return { value, label: clear && !/^(?:none|n\/a)?$/i.test(label) ? label : `${label} (${value})`.trim() };
  });
}
