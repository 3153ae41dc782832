import { statesAfterUpdate } from '../content/incident.ts';
import type { ComponentStates, StatusEvent, Phase } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import type { Policy, Severity } from '../content/policy.ts';
import type { ComponentState } from '../content/schema/incident.ts';
import { fillTemplate, formatNameList, listPlaceholders } from '../templates/template.ts';
import { collapseWhitespace } from './file-text.ts';
import type { IncidentContext } from './context.ts';

/** Used if the policy has no template. They pass every rule of the presets. */
const DEFAULT_TEMPLATES: Readonly<Record<'first' | 'no-change' | 'resolved' | 'resolved-partly', string>> = {
  first: 'We are investigating a problem with [component]. Some customers may experience [specific impact].',
  'no-change':
    'We are still working on the problem with [component]. There is nothing new to report yet. Thank you for your patience.',
  resolved:
    'The problem with [component] has been resolved. All systems are now operational. We apologize for any inconvenience.',
  'resolved-partly': 'The problem with [component] has been resolved. We apologize for any inconvenience.',
};

/** The first update of an incident that was over when it was detected. */
export const OVER_TEMPLATE =
  'Some customers experienced [specific impact] with [component]. The problem is over. We learned of it afterwards, and are checking what happened.';

/** The default texts of updates that begin a phase, or end a maintenance or notice. */
const DEFAULT_PHASE_TEXTS: Readonly<Partial<Record<Phase | 'update', string>>> = {
  investigating: 'We are investigating the problem with [component].',
  identified: 'We have found the cause of the problem with [component]. Our team is working on a fix.',
  monitoring: 'A fix for the problem with [component] is in place. We are watching closely that it holds.',
  'in-progress': 'The planned maintenance of [component] has begun.',
  verifying: 'The planned maintenance of [component] is done. We are checking that everything works.',
  completed: 'The planned maintenance of [component] is complete.',
  ended: 'This notice is no longer current.',
};

/** The severity's template for an occasion, else the policy's, else the built-in one. */
export function templateFor(
  policy: Policy,
  severity: Severity,
  occasion: keyof typeof DEFAULT_TEMPLATES,
): string {
  return severity.templates[occasion] ?? policy.templates[occasion] ?? DEFAULT_TEMPLATES[occasion];
}

/** Whether the template of the first update contains `[specific impact]`. */
export function needsImpact(policy: Policy, severity: Severity): boolean {
  return listPlaceholders(templateFor(policy, severity, 'first')).includes('specific impact');
}

/** The default text of an update; undefined if a person has to write it. */
export function defaultPhaseText(status: Phase | 'update'): string | undefined {
  return DEFAULT_PHASE_TEXTS[status];
}

/** Fills a template's placeholders. The result, with all values, is on one line. */
export function renderTemplateLine(template: string, names: readonly string[], impact = ''): string {
  const values = {
    component: formatNameList(names),
    ...(impact !== '' && { 'specific impact': normalizeImpact(impact) }),
  };
  return collapseWhitespace(fillTemplate(template, values));
}

/** An impact phrase for use within a sentence, without a full stop. */
export function normalizeImpact(impact: string): string {
  return collapseWhitespace(impact).replace(/[.!]+$/, '');
}

/** The impact phrases to choose from (V13.1). */
export const DEFAULT_IMPACT_PHRASES: readonly string[] = [
  'slow pages',
  'errors when using it',
  'delays',
  'failed attempts to sign in',
  'failed payments',
  'missing or outdated information',
];

/** For headlines. There is no verb, because it would have to agree with the component's name in number. */
const STATE_HEADLINES: Readonly<Record<ComponentState, string>> = {
  operational: 'being checked',
  degraded: 'not working as well as usual',
  'partial-outage': 'failing for some customers',
  'major-outage': 'unavailable',
};

const MAX_TITLE_LENGTH = 100;

/** Generates a title: `Checkout unavailable`, `Checkout: failed payments`. */
export function generateTitle(names: readonly string[], states: ComponentStates, impact = ''): string {
  const worst = (['major-outage', 'partial-outage', 'degraded', 'operational'] as const).find((state) =>
    Object.values(states).includes(state),
  );
  const title = (shown: readonly string[]): string =>
    impact === ''
      ? `${formatNameList(shown)} ${STATE_HEADLINES[worst ?? 'degraded']}`
      : `${formatNameList(shown)}: ${normalizeImpact(impact)}`;
  const whole = title(names);
  if (whole.length <= MAX_TITLE_LENGTH || names.length < 3) return whole;
  return title([names[0]!, `${names.length - 1} others`]);
}

export function componentDisplayNames(
  { siteContext }: Pick<IncidentContext, 'siteContext'>,
  ids: readonly string[],
): string[] {
  return ids.map((id) => siteContext.components.find((one) => one.id === id)?.name ?? id);
}

/** The components that are still affected or, if none is, all components of the incident. */
export function affectedComponentIds(incident: StatusEvent): string[] {
  const states = statesAfterUpdate(incident, incident.updates.length - 1);
  const affected = Object.keys(states).filter((id) => states[id] !== 'operational');
  return affected.length > 0 ? affected : Object.keys(states);
}

/** Whether anything makes "all systems are operational" false at a time (V5.3, V13.1). */
export function hasOtherAffected(
  { siteContext, entries }: IncidentContext,
  incident: StatusEvent,
  after: ComponentStates,
  at: Instant,
): boolean {
  if (Object.values(after).some((state) => state !== 'operational')) return true;
  return entries.some(
    (event) =>
      event.kind === 'incident' &&
      event.id !== incident.id &&
      !event.drill &&
      event.detected <= at &&
      !(event.ended !== undefined && event.ended <= at) &&
      isPublic(siteContext.policy, event) &&
      !event.updates.some(
        (update, index) =>
          update.at <= at && event.updates.slice(index).every(({ phase }) => phase === 'resolved'),
      ),
  );
}
