import { findEndingUpdate, isFinalPhase, statesAfterUpdate } from '../content/incident.ts';
import type { ComponentStates, StatusEvent, Phase } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import type { Severity } from '../content/policy.ts';
import type { SiteContext } from '../content/content.ts';
import type { SeverityOccasion } from '../content/schema/policy-severity.ts';
import { fillTemplate, formatNameList, listPlaceholders } from '../templates/template.ts';
import { collapseWhitespace } from './file-text.ts';
import { formatImpact } from './impact.ts';
import type { IncidentContext } from './context.ts';

/** What the texts are made from: the policy's templates, and the words of the page's language where it has none. */
export type TextContext = Pick<SiteContext, 'policy' | 'words'>;

/** The severity's template for an occasion, else the policy's, else the one of the page's language. */
export function templateFor(
  { policy, words }: TextContext,
  severity: Pick<Severity, 'templates'>,
  occasion: SeverityOccasion,
): string {
  const own = severity.templates[occasion] ?? policy.templates[occasion];
  if (own !== undefined) return own;
  // An SOP with one text for every resolution wants it also while something else is affected.
  const whole =
    occasion === 'resolved-partly' ? (severity.templates.resolved ?? policy.templates.resolved) : undefined;
  return whole ?? words.templates[occasion];
}

/** Whether the template of the first update contains `[specific impact]`. */
export function needsImpact(context: TextContext, severity: Pick<Severity, 'templates'>): boolean {
  return listPlaceholders(templateFor(context, severity, 'first')).includes('specific impact');
}

const SENTENCE_END = /[.!?]\s|\n/g;

/** The words that `[specific impact]` completes in the policy's template: "Some customers may experience". */
export function impactLeadOf(context: TextContext, severity: Pick<Severity, 'templates'>): string {
  const leads = [templateFor(context, severity, 'first'), context.words.templates.first].map((template) =>
    template.split('[specific impact]', 1)[0]!.split(SENTENCE_END).at(-1)!,
  );
  return collapseWhitespace(leads.find((lead) => lead.trim() !== '' && !lead.includes('[')) ?? '');
}

const PHASE_OCCASIONS = ['investigating', 'identified', 'monitoring'] as const;
const ANNOUNCED_PHASES = ['in-progress', 'verifying', 'completed', 'ended'] as const;

/**
 * The text of an update that begins a phase, or ends a maintenance or notice; undefined if a person has to write it.
 * @param severity the incident's; absent for a maintenance or notice
 */
export function defaultPhaseText(
  context: TextContext,
  status: Phase | 'update',
  severity?: Pick<Severity, 'templates'>,
): string | undefined {
  const occasion = PHASE_OCCASIONS.find((one) => one === status);
  if (occasion) return templateFor(context, severity ?? { templates: {} }, occasion);
  if (status === 'withdrawn' || status === 'cancelled') return context.words.templates[status];
  const announced = ANNOUNCED_PHASES.find((one) => one === status);
  if (!announced) return undefined;
  const own = announced === 'ended' ? undefined : context.policy.maintenance?.templates[announced];
  return own ?? context.words.templates[announced];
}

/** The template of the update that merges an incident into another one, with that one's address. */
export function mergedTemplate({ site, words }: Pick<SiteContext, 'site' | 'words'>, into: string): string {
  const address = `<${site.url.replace(/\/+$/, '')}/incidents/${into}/>`;
  return fillTemplate(words.templates.merged, { address });
}

/** The texts that withdraw an incident: there was no problem, or it was a rehearsal. */
export function withdrawalTexts({ words }: Pick<SiteContext, 'words'>): string[] {
  return [words.templates.withdrawn, words.templates.rehearsal];
}

/** The words of the page's language, and the company's names if they are known. */
export type NamingContext = Pick<SiteContext, 'words'> & Partial<Pick<SiteContext, 'site' | 'components'>>;

/** What keeps its capital letter within a sentence. */
function namesIn({ site, components = [] }: NamingContext): string[] {
  const own = site ? [site.name, ...site.terms, ...site.suppliers] : [];
  return [...own, ...components.flatMap(({ name, group, aliases }) => [name, group ?? '', ...aliases])];
}

/** Fills a template's placeholders. The result, with all values, is on one line. */
export function renderTemplateLine(
  siteContext: NamingContext,
  template: string,
  names: readonly string[],
  impact = '',
): string {
  const { locale, language } = siteContext.words;
  const known = [...names, ...namesIn(siteContext)];
  const values = {
    component: formatNameList(names, locale),
    ...(impact !== '' && { 'specific impact': formatImpact(impact, template, language, known) }),
  };
  return collapseWhitespace(fillTemplate(template, values));
}

/** The impact phrases to choose from, which need no approval (V13.1): the policy's, else those of the language. */
export function impactPhrasesOf({ policy, words }: TextContext): readonly string[] {
  const phrases = policy['impact-phrases'] ?? words.impactPhrases;
  return [...new Set([...phrases, ...(policy.publishing?.['impact-phrases'] ?? [])])];
}

const MAX_TITLE_LENGTH = 100;

/** Generates a title: `Checkout unavailable`, `Checkout: failed payments`. */
export function generateTitle(
  siteContext: TextContext & NamingContext,
  names: readonly string[],
  states: ComponentStates,
  impact = '',
  severity?: Pick<Severity, 'templates'>,
): string {
  const { policy, words } = siteContext;
  const worst = (['major-outage', 'partial-outage', 'degraded', 'operational'] as const).find((state) =>
    Object.values(states).includes(state),
  );
  const withImpact = severity?.templates.title ?? policy.templates.title ?? words.titles['with-impact'];
  const template = impact === '' ? words.titles[worst ?? 'degraded'] : withImpact;
  const title = (shown: readonly string[]): string =>
    renderTemplateLine(siteContext, template, shown, impact);
  const whole = title(names);
  if (whole.length <= MAX_TITLE_LENGTH || names.length < 3) return whole;
  const others = fillTemplate(words.titles.others, { count: String(names.length - 1) });
  return title([names[0]!, others]);
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
  const isUnderWay = entries.some(
    (event) =>
      event.kind === 'maintenance' &&
      event.starts <= at &&
      at < Math.min(event.ends, findEndingUpdate(event)?.at ?? Infinity) &&
      Object.values(event.components).some((state) => state !== 'operational') &&
      isPublic(siteContext.policy, event),
  );
  if (isUnderWay) return true;
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
          update.at <= at && event.updates.slice(index).every(({ phase }) => isFinalPhase(phase)),
      ),
  );
}
