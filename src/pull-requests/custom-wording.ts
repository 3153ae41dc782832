import type { SiteContext } from '../content/content.ts';
import { isEmbargoed, statesAfterUpdate } from '../content/incident.ts';
import type { ComponentStates, StatusEvent, Incident, IncidentUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { severityAfter } from '../content/policy.ts';
import type { Severity } from '../content/policy.ts';
import { matchTemplate } from '../templates/match.ts';
import { collapseWhitespace } from '../response/file-text.ts';
import { isGeneratedIncidentId } from '../response/open.ts';
import { toPublicEvent } from '../status/public-entry.ts';
import { checkAnnouncedWording } from './announced-wording.ts';
import { checkPublishedPart } from './published-part.ts';
import { worseOf } from '../status/states.ts';
import {
  renderTemplateLine,
  impactPhrasesOf,
  mergedTemplate,
  withdrawalTexts,
  componentDisplayNames,
  defaultPhaseText,
  templateFor,
  generateTitle,
} from '../response/default-text.ts';

/** The published version of an incident and the version of a pull request; absent if it does not exist. */
export interface VersionPair {
  readonly before?: StatusEvent;
  readonly after?: StatusEvent;
}

/**
 * The reasons why a change of one file needs approval, as sentences. Empty if all text that becomes public matches the
 * policy's templates and no published text is changed (V5.1 to V5.3). If an incident becomes public, all of it counts as
 * new, whenever it was written.
 */
export function findCustomWording(siteContext: SiteContext, versions: VersionPair): string[] {
  const ended = endsEmbargo(versions) ? ['it ends the embargo of a security incident'] : [];
  const suppressed = suppressesUnderEmbargo(versions) ? ['it suppresses a rule under embargo'] : [];
  return [...ended, ...suppressed, ...findChangedWording(siteContext, versions)];
}

function findChangedWording(siteContext: SiteContext, { before, after }: VersionPair): string[] {
  if (!after) return ['the file is deleted or invalid'];
  const published = before && toPublicEvent(siteContext, before) ? before : undefined;
  if (!toPublicEvent(siteContext, after)) return published ? ['it is taken off the page'] : [];
  if (after.imported) return ['it is marked as imported'];
  if (before && before.kind !== after.kind) return [`it was ${KIND_NAMES[before.kind]} before`];
  if (after.suppressions.length > (published?.suppressions.length ?? 0)) return ['it suppresses a rule'];
  const publishedCount = published?.updates.length ?? 0;
  const reasons = [
    ...(published ? checkPublishedPart(siteContext, published, after) : []),
    ...(published || after.kind !== 'incident' ? [] : checkNewlyPublicFields(siteContext, after)),
    ...(after.kind === 'incident'
      ? after.updates.flatMap((update, index) =>
          index < publishedCount ? [] : checkUpdateWording(siteContext, after, update, index),
        )
      : checkAnnouncedWording(siteContext, after, publishedCount)),
  ];
  return before && !published && reasons.length > 0
    ? ['the whole incident becomes public', ...reasons]
    : reasons;
}

/** Whether a change suppresses one more rule in the file of a security incident that stays under embargo. */
function suppressesUnderEmbargo({ before, after }: VersionPair): boolean {
  if (!after || !isEmbargoed(after)) return false;
  const known = before && isEmbargoed(before) ? listSuppressedRules(before) : [];
  return listSuppressedRules(after).some((rule) => !known.includes(rule));
}

function listSuppressedRules({ suppressions, updates }: StatusEvent): string[] {
  return [suppressions, ...updates.map((update) => update.suppressions)].flat().map(({ rule }) => rule);
}

/** Whether a change ends the embargo of a security incident: by its disclosure, or by deleting it or its line `security`. */
function endsEmbargo({ before, after }: VersionPair): boolean {
  return before !== undefined && isEmbargoed(before) && !(after && isEmbargoed(after));
}

const KIND_NAMES = {
  incident: 'an incident',
  maintenance: 'planned maintenance',
  notice: 'a notice',
} as const;

export function unpublishedUpdatesOf({ before, after }: VersionPair): readonly IncidentUpdate[] {
  return after?.updates.slice(before?.updates.length ?? 0) ?? [];
}

/** The name, title and components of an incident that was not public before. */
function checkNewlyPublicFields(siteContext: SiteContext, incident: Incident): string[] {
  const unknown = findUnknownComponents(siteContext, incident.components);
  return [
    ...(isGeneratedIncidentId(incident.id, Object.keys(incident.components))
      ? []
      : ['the file name, which is in the address, differs from the generated one']),
    ...(incident.ended === undefined ? [] : ['"ended" states when customers were no longer affected']),
    ...unknown.map((id) => `there is no component "${id}"`),
    ...checkTitleWording(siteContext, incident),
  ];
}

function findUnknownComponents({ components }: SiteContext, states: ComponentStates): string[] {
  return Object.keys(states).filter((id) => !components.some((component) => component.id === id));
}

function checkTitleWording(siteContext: SiteContext, incident: Incident): string[] {
  const names = displayNamesOf(siteContext, Object.keys(incident.components));
  const severity = severityAfter(siteContext.policy, incident, -1);
  const first = incident.updates[0];
  const impacts = first ? findAllowedImpacts(siteContext, incident, first, 0) : [];
  const titles = ['', ...impactPhrasesOf(siteContext), ...impacts].map((impact) =>
    generateTitle(siteContext, names, incident.components, impact, severity),
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
  if (update.writtenPhase === 'withdrawn' && wasConfirmed(incident, index))
    return [`${name} withdraws an incident whose cause or fix was announced`];
  if (isContinuation(siteContext, incident, update, index)) return [];
  const template = findMatchingTemplate(siteContext, incident, update, index);
  if (template === undefined) return [`${name} matches no template`];
  const fixed = defaultPhaseText(siteContext, 'monitoring', is);
  return isStateChangeInText(incident, update, index, template === fixed)
    ? []
    : [`${name} changes component states, but its template does not mention that`];
}

/** Whether the update only says that the incident includes another one from now on, and it looks no better after that. */
function isContinuation(
  siteContext: SiteContext,
  incident: Incident,
  { affects, writtenPhase, body }: IncidentUpdate,
  index: number,
): boolean {
  if (index === 0 || writtenPhase !== 'update') return false;
  const before = statesAfterUpdate(incident, index - 1);
  const isWorse = Object.entries(affects ?? {}).every(
    ([id, state]) => worseOf(before[id] ?? 'operational', state) === state,
  );
  if (!isWorse || findUnknownComponents(siteContext, affects ?? {}).length > 0) return false;
  const known = displayNamesOf(siteContext, Object.keys(statesAfterUpdate(incident, index)));
  const template = siteContext.words.templates['merged-here'];
  const text = collapseWhitespace(body);
  const [named] = matchTemplate(template, text).flatMap(({ values }) => values);
  return (
    named !== undefined &&
    splitNameList(siteContext, named.text).every((name) => known.includes(name)) &&
    renderTemplateLine(siteContext, template, [named.text]) === text
  );
}

/** Whether updates before this one said that there was a problem, not only that somebody looks for one. */
function wasConfirmed({ updates }: Incident, index: number): boolean {
  return updates.slice(0, index).some(({ phase }) => phase !== 'investigating');
}

/**
 * Whether the template tells customers about a change by `Affects:`: states may only improve, and only with the text
 * that a fix is in place or that the problem is resolved.
 */
function isStateChangeInText(
  incident: Incident,
  { affects, writtenPhase }: IncidentUpdate,
  index: number,
  isFixAnnounced: boolean,
): boolean {
  const before = statesAfterUpdate(incident, index - 1);
  const changed = Object.entries(affects ?? {}).filter(([id, state]) => before[id] !== state);
  if (changed.length === 0) return true;
  const isFixInText = writtenPhase === 'resolved' || isFixAnnounced;
  return (
    isFixInText &&
    changed.every(([id, state]) => {
      const old = before[id];
      return old !== undefined && worseOf(old, state) === old;
    })
  );
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
      ['', ...impactPhrasesOf(siteContext), ...findAllowedImpacts(siteContext, incident, update, index)].some(
        (impact) => renderTemplateLine(siteContext, template, names, impact) === text,
      ),
    ),
  );
}

function allowedTemplates(
  siteContext: SiteContext,
  incident: Incident,
  { phase, writtenPhase }: IncidentUpdate,
  index: number,
): string[] {
  const severity = severityAfter(siteContext.policy, incident, index);
  if (!severity) return [];
  const of = (occasion: Parameters<typeof templateFor>[2]): string =>
    templateFor(siteContext, severity, occasion);
  if (writtenPhase === 'resolved') {
    const states = Object.values(statesAfterUpdate(incident, index));
    const isPartly = states.some((state) => state !== 'operational');
    return isPartly ? [of('resolved-partly')] : [of('resolved'), of('resolved-partly')];
  }
  if (index === 0) return [of('first')];
  if (writtenPhase === 'withdrawn') return withdrawalTexts(siteContext);
  if (writtenPhase === 'merged')
    return incident.mergedInto === undefined ? [] : [mergedTemplate(siteContext, incident.mergedInto)];
  const begun = defaultPhaseText(siteContext, writtenPhase, severity);
  const isSamePhase = phase === incident.updates[index - 1]!.phase;
  return [...(isSamePhase ? [of('no-change')] : []), ...(begun === undefined ? [] : [begun])];
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
  const allowed = impactPhrasesOf(siteContext).map((impact) => impact.toLowerCase());
  return allowedTemplates(siteContext, incident, update, index)
    .flatMap((template) => matchTemplate(template, update.body))
    .flatMap(({ values }) => values)
    .filter(({ placeholder }) => placeholder === 'specific impact')
    .map(({ text }) => collapseWhitespace(text))
    .filter((text) => splitNameList(siteContext, text).every((part) => allowed.includes(part.toLowerCase())));
}

/** Splits a list at commas and at the language's word for "and". */
function splitNameList({ words }: SiteContext, text: string): string[] {
  const and = new Intl.ListFormat(words.locale, { type: 'conjunction' })
    .formatToParts(['a', 'b'])
    .find(({ type }) => type === 'literal')!.value;
  return text.replaceAll(`,${and}`, ', ').replaceAll(and, ', ').split(', ');
}

function displayNamesOf(siteContext: SiteContext, ids: readonly string[]): string[] {
  return componentDisplayNames({ siteContext }, ids);
}
