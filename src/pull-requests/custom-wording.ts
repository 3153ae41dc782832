import type { SiteContext } from '../content/content.ts';
import { parseFrontMatter } from '../content/front-matter.ts';
import { statesAfterUpdate } from '../content/incident.ts';
import type {
  ComponentStates,
  IncidentOrMaintenance,
  Incident,
  IncidentUpdate,
} from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { isPublic, severityAfter } from '../content/policy.ts';
import type { Severity } from '../content/policy.ts';
import { matchTemplate } from '../templates/match.ts';
import { collapseWhitespace } from '../response/file-text.ts';
import {
  renderTemplateLine,
  DEFAULT_IMPACT_PHRASES,
  componentDisplayNames,
  defaultPhaseText,
  templateFor,
  generateTitle,
} from '../response/default-text.ts';

/** The published version of an incident and the version of a pull request; absent if it does not exist. */
export interface VersionPair {
  readonly before?: IncidentOrMaintenance;
  readonly after?: IncidentOrMaintenance;
}

/**
 * The reasons why a change of one file needs approval, as sentences. Empty if all public text matches the policy's
 * templates and no published text is changed (V5.1 to V5.3).
 */
export function findCustomWording(siteContext: SiteContext, { before, after }: VersionPair): string[] {
  const { policy } = siteContext;
  const isShown = [before, after].some((event) => event !== undefined && isPublic(policy, event));
  if (!after) return ['the file is deleted or invalid'];
  if (!isShown) return [];
  if (after.imported) return ['it is marked as imported'];
  if (after.kind !== 'incident') return ['there is no template for planned maintenance'];
  if (before && before.kind !== 'incident') return ['it was planned maintenance before'];
  if (after.suppressions.length > (before?.suppressions.length ?? 0)) return ['it suppresses a rule'];
  const published = before?.updates.length ?? 0;
  return [
    ...(before ? checkPublishedFields(before, after) : checkTitleWording(siteContext, after)),
    ...after.updates.flatMap((update, index) =>
      index < published ? [] : checkUpdateWording(siteContext, after, update, index),
    ),
  ];
}

export function unpublishedUpdatesOf({ before, after }: VersionPair): readonly IncidentUpdate[] {
  return after?.updates.slice(before?.updates.length ?? 0) ?? [];
}

const PUBLIC_FIELDS = [
  'title',
  'severity',
  'components',
  'started',
  'detected',
  'customerFacing',
  'drill',
] as const;

/** Published text must be unchanged; only internal fields may change. */
function checkPublishedFields(before: Incident, after: Incident): string[] {
  const changedFields = PUBLIC_FIELDS.filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const [old, now] = [markdownBodyOf(before), markdownBodyOf(after)];
  const reading = ({ updates }: Incident): string =>
    JSON.stringify(updates.slice(0, before.updates.length).map(publicFieldsOf));
  const isTextUnchanged =
    now.startsWith(old) &&
    /^\s*(?:\n## |$)/.test(now.slice(old.length)) &&
    reading(before) === reading(after);
  return [
    ...changedFields.map((key) => `"${key === 'customerFacing' ? 'customer-facing' : key}" changed`),
    ...(isTextUnchanged ? [] : ['published text changed']),
  ];
}

function publicFieldsOf({ id, writtenPhase, corrected, affects, severity, body }: IncidentUpdate): unknown {
  return [id, writtenPhase, corrected, affects, severity, body];
}

function markdownBodyOf({ source }: IncidentOrMaintenance): string {
  const front = parseFrontMatter(source);
  return 'bodyStart' in front ? source.text.slice(front.bodyStart).trim() : '';
}

function checkTitleWording(siteContext: SiteContext, incident: Incident): string[] {
  const names = displayNamesOf(siteContext, Object.keys(incident.components));
  const first = incident.updates[0];
  const impacts = first ? findAllowedImpacts(siteContext, incident, first, 0) : [];
  const titles = ['', ...allowedImpacts(siteContext), ...impacts].map((impact) =>
    generateTitle(names, incident.components, impact),
  );
  return titles.includes(incident.title) ? [] : ['the title differs from the generated one'];
}

function checkUpdateWording(
  siteContext: SiteContext,
  incident: Incident,
  update: IncidentUpdate,
  index: number,
): string[] {
  const { policy } = siteContext;
  const name = `the update of ${formatInstant(update.at)}`;
  if (update.suppressions.length > 0) return [`${name} suppresses a rule`];
  if (update.corrected !== undefined) return [`${name} is a correction`];
  const [was, is] = [severityAfter(policy, incident, index - 1), severityAfter(policy, incident, index)];
  if (!is || !was || severityIndexOf(siteContext, is) > severityIndexOf(siteContext, was))
    return [`${name} lowers the severity`];
  return findMatchingTemplate(siteContext, incident, update, index) === undefined
    ? [`${name} matches no template`]
    : [];
}

/** 0 is the most severe. */
function severityIndexOf({ policy }: SiteContext, { key }: Severity): number {
  return Object.keys(policy.severities).indexOf(key);
}

/** The template that an update matches exactly, apart from white space. */
function findMatchingTemplate(
  siteContext: SiteContext,
  incident: Incident,
  update: IncidentUpdate,
  index: number,
): string | undefined {
  const text = collapseWhitespace(update.body);
  return allowedTemplates(siteContext, incident, update, index).find((template) =>
    allowedComponentNames(siteContext, incident, index).some((names) =>
      ['', ...findAllowedImpacts(siteContext, incident, update, index)].some(
        (impact) => renderTemplateLine(template, names, impact) === text,
      ),
    ),
  );
}

function allowedTemplates(
  { policy }: SiteContext,
  incident: Incident,
  { writtenPhase }: IncidentUpdate,
  index: number,
): string[] {
  const severity = severityAfter(policy, incident, index);
  if (!severity) return [];
  const of = (occasion: Parameters<typeof templateFor>[2]): string => templateFor(policy, severity, occasion);
  if (writtenPhase === 'resolved') return [of('resolved'), of('resolved-partly')];
  if (index === 0) return [of('first')];
  const begun = defaultPhaseText(writtenPhase);
  return [of('no-change'), ...(begun === undefined ? [] : [begun])];
}

/** Allowed values of [component]: every component in the incident, or those affected before or after this update. */
function allowedComponentNames(siteContext: SiteContext, incident: Incident, index: number): string[][] {
  const affectedIn = (states: ComponentStates): string[] =>
    Object.keys(states).filter((id) => states[id] !== 'operational');
  const [before, after] = [statesAfterUpdate(incident, index - 1), statesAfterUpdate(incident, index)];
  const ids = [Object.keys(after), affectedIn(before), affectedIn(after), Object.keys(before)];
  return ids.filter((some) => some.length > 0).map((some) => displayNamesOf(siteContext, some));
}

/** The values of [specific impact] in an update of which each part is an allowed phrase. */
function findAllowedImpacts(
  siteContext: SiteContext,
  incident: Incident,
  update: IncidentUpdate,
  index: number,
): string[] {
  const allowed = allowedImpacts(siteContext).map((impact) => impact.toLowerCase());
  return allowedTemplates(siteContext, incident, update, index)
    .flatMap((template) => matchTemplate(template, update.body))
    .flatMap(({ values }) => values)
    .filter(({ placeholder }) => placeholder === 'specific impact')
    .map(({ text }) => collapseWhitespace(text))
    .filter((text) => text.split(/, and | and |, /).every((part) => allowed.includes(part.toLowerCase())));
}

function allowedImpacts({ policy }: SiteContext): string[] {
  return [...DEFAULT_IMPACT_PHRASES, ...(policy.publishing?.['impact-phrases'] ?? [])];
}

function displayNamesOf(siteContext: SiteContext, ids: readonly string[]): string[] {
  return componentDisplayNames({ siteContext, entries: [], usedIds: new Set() }, ids);
}
