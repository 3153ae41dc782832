import type { SiteContext } from '../content/content.ts';
import type { Policy } from '../content/policy.ts';
import { needsImpact, impactPhrasesOf } from '../response/default-text.ts';
import type { ChoiceField, FormField, FormOption } from './fields.ts';
import { escapeMarkdown } from '../text/github-markdown.ts';

export const INCIDENT_FIELD: FormField = {
  kind: 'line',
  id: 'incident',
  label: 'Which incident?',
  help: 'Needed only if several incidents are open: its ID or part of it.',
  example: '2026-11-22-checkout',
};

export const FIXED_FIELD: FormField = {
  kind: 'line',
  id: 'fixed',
  label: 'When was the fix in production?',
  help: 'How long ago, or a time with a time zone. Leave empty to use the recorded time, or the start of monitoring.',
  example: '35m',
};

export const ENDED_FIELD: FormField = {
  kind: 'line',
  id: 'ended',
  label: 'When did it stop for customers?',
  help: 'Only if customers were no longer affected before now, for example if you found out later. How long ago, or a time with a time zone. Customers see this time.',
  example: '3h',
};

export function severityField(policy: Policy, label: string): ChoiceField {
  const options = Object.entries(policy.severities).map(([key, { name }]) => ({
    value: key,
    label: `${key.toUpperCase()} ${name}`,
  }));
  return { kind: 'choose', id: 'severity', label, options: ensureDistinctLabels(options) };
}

/** A severity's definition with examples, as a Markdown list item (V1.1, V14.1). */
export function formatSeverityItem([key, severity]: [string, Policy['severities'][string]]): string {
  const { name, response, definition, examples, classification } = severity;
  const when = response === undefined ? '' : ` (${escapeMarkdown(response)})`;
  const allExamples = [...new Set([...examples, ...classification])].map(escapeMarkdown).join('; ');
  const meaning = definition.map(escapeMarkdown).join('; ');
  return `- **${escapeMarkdown(`${key.toUpperCase()} ${name}`)}**${when}: ${meaning}.${allExamples === '' ? '' : ` Examples: ${allExamples}.`}`;
}

export function componentField({ components }: SiteContext, id: string, label: string): FormField {
  const inService = components.filter(({ retired }) => retired === undefined);
  if (inService.length === 0) return { kind: 'line', id, label };
  const options = inService.map((one) => ({ value: one.id, label: one.name }));
  return { kind: 'choose-many', id, label, options: ensureDistinctLabels(options) };
}

/** Names the severities that need an impact. */
export function formatImpactHelp(siteContext: SiteContext): string {
  const keys = Object.entries(siteContext.policy.severities)
    .filter(([, severity]) => severity.public !== 'never' && needsImpact(siteContext, severity))
    .map(([key]) => key.toUpperCase());
  return keys.length === 0
    ? 'Becomes part of the headline.'
    : `Required by the template of ${keys.join(', ')}, unless you write your own text below.`;
}

/** Impact phrases that need no approval. */
export function impactOptions(siteContext: SiteContext): FormOption[] {
  return ensureDistinctLabels(
    impactPhrasesOf(siteContext).map((impact) => ({ value: impact, label: impact })),
  );
}

/** Asks whether customers notice it, if a severity is only public in that case (V12.5). */
export function customerFacingField({ severities }: Policy): FormField[] {
  const conditional = Object.entries(severities).filter(
    ([, severity]) => severity.public === 'customer-facing',
  );
  if (conditional.length === 0) return [];
  const keys = conditional.map(([key]) => key.toUpperCase()).join(', ');
  return [
    {
      kind: 'choose',
      id: 'customer-facing',
      label: 'Do customers notice it?',
      help: `${keys} is only shown on the status page if they do.`,
      options: [
        { value: 'yes', label: 'Yes, customers notice it' },
        { value: 'no', label: 'No, it is internal' },
      ],
    },
  ];
}

/** How to write a time that may be in the future. */
export function formatTimeHelp({ site }: SiteContext): string {
  return `A time in ${site.timezone}, such as 22:00 or 2026-12-21 22:00`;
}

/** Which announcements need a custom text. */
export function formatTextNeed({ policy }: SiteContext): string {
  if (policy.maintenance?.templates.scheduled === undefined)
    return 'Needed unless you chose an approved text.';
  return "Leave empty to use the SOP's text for maintenance, or the approved text that you chose.";
}

/** Asks for the commander, if the policy requires one (V2.2). */
export function commanderField({ required, roles }: Policy): FormField[] {
  if (required.commander === undefined) return [];
  const name = roles[required.commander]?.name ?? required.commander;
  const help = `The GitHub name of the ${name}. Leave empty to use yourself if you have this role, or the first person who has it.`;
  return [{ kind: 'line', id: 'commander', label: 'Who leads?', help, example: '@name' }];
}

/** The policy's approved texts of notices, if it has any. */
export function noticeTemplateField({ notices }: Policy): FormField[] {
  const templates = Object.entries(notices.templates);
  if (templates.length === 0) return [];
  const options = templates.map(([key, { title }]) => ({ value: key, label: title }));
  return [
    {
      kind: 'choose',
      id: 'template',
      label: 'Which approved text?',
      help: 'For notices. It needs no other approval. Its times are filled in.',
      options: ensureDistinctLabels(options),
    },
  ];
}

export function affectsField(label: string, help: string): FormField {
  return { kind: 'line', id: 'affects', label, help, example: 'checkout degraded, orders operational' };
}

/** The policy's verification checklist, and which checks do not apply (V7.3, U3.5). */
export function checkFields({ verification }: Policy): FormField[] {
  const checks = Object.entries(verification);
  if (checks.length === 0) return [];
  const toOptions = (extra: string, before: string): readonly FormOption[] =>
    ensureDistinctLabels(checks.map(([key, what]) => ({ value: key + extra, label: before + what })));
  return [
    { kind: 'tick', id: 'verified', label: 'What was verified?', options: toOptions('', '') },
    {
      kind: 'tick',
      id: 'not-applicable',
      label: 'What does not apply?',
      options: toOptions('=not-applicable', 'Does not apply: '),
    },
  ];
}

/** @param fallback what is published if the field is empty */
export function textField(fallback: string): FormField {
  return {
    kind: 'text',
    id: 'text',
    label: 'Custom text',
    help: `What customers read: facts, what they notice, what you are doing. Leave empty to use ${fallback}.`,
  };
}

export function appendExamples(text: string, items: readonly string[]): string {
  return items.length === 0 ? text : `${text} Examples: ${items.map(escapeMarkdown).join('; ')}.`;
}

/** GitHub requires distinct options and reserves "None". A label with line breaks would read as two answers. */
function ensureDistinctLabels(options: readonly FormOption[]): FormOption[] {
  const labels = options.map(({ label }) => label.replace(/\s+/g, ' ').trim());
  return options.map(({ value }, index) => {
    const label = labels[index]!;
    const isUnique = labels.filter((other) => other.toLowerCase() === label.toLowerCase()).length === 1;
    return {
      value,
      label: isUnique && !/^(?:none|n\/a)?$/i.test(label) ? label : `${label} (${value})`.trim(),
    };
  });
}
