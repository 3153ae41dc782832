import type { Component } from '../content/site.ts';
import type { Incident } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { defaultStateOf, parseComponentsInput } from '../response/parse-choices.ts';
import { parseChangedIncident } from '../response/change.ts';
import type { IncidentChange } from '../response/change.ts';
import { editFrontMatter } from '../response/file-text.ts';
import type { FrontMatterEdit } from '../response/file-text.ts';
import { chooseCommander, openIncident } from '../response/open.ts';
import { InputError } from '../response/input-error.ts';
import { currentSeverityOf } from '../response/update.ts';
import {
  needsImpact,
  renderTemplateLine,
  componentDisplayNames,
  templateFor,
  generateTitle,
} from '../response/default-text.ts';
import type { IncidentContext } from '../response/context.ts';
import type { Alert } from './alert.ts';
import type { PolicyMapping } from './map-to-policy.ts';
import { stripControlChars, sanitizeUrl } from './sanitize.ts';

/** A placeholder. The validator reports it and lists the components. */
const UNKNOWN_COMPONENT = 'unknown';

/**
 * Drafts an incident from an alert (V2.1, V3.1). Its text comes from the template and the component's name, never from the
 * monitor. Unknown values stay as placeholders, which the validator reports. The monitor's text is only kept in a private
 * repository, in the internal notes.
 */
export function draftIncident(
  incidentContext: IncidentContext,
  alert: Alert,
  mapping: PolicyMapping,
  now: Instant,
  isPrivate: boolean,
): IncidentChange {
  const { severity } = mapping;
  const relaxed = relaxRequirements(incidentContext);
  const ids = mapping.components.length > 0 ? mapping.components : [UNKNOWN_COMPONENT];
  const impact = configuredImpact(incidentContext, ids);
  const change = openIncident(
    relaxed,
    {
      severity: severity.key,
      component: ids,
      ...(impact === undefined
        ? {
            title: generateTitle(
              relaxed.siteContext,
              componentDisplayNames(relaxed, ids),
              parseComponentsInput(relaxed.siteContext, ids, defaultStateOf(severity)),
            ),
            impact: '[specific impact]',
          }
        : { impact }),
      detected: formatInstant(Math.min(alert.startsAt ?? now, now)),
      source: 'alert',
      allowDuplicate: true,
      unattended: true,
    },
    now,
  );
  const url = sanitizeUrl(alert, isPrivate);
  const source: FrontMatterEdit[] =
    url === undefined ? [] : [[['internal', 'source'], { kind: 'alert', url }]];
  const edits: FrontMatterEdit[] = isPrivate ? [[['internal', 'notes'], formatNotes(alert)]] : [];
  return applyReadableEdits(change, [...source, ...edits]) ?? applyReadableEdits(change, source) ?? change;
}

/** Applies edits to the front matter; undefined if the file would become invalid. */
function applyReadableEdits(
  change: IncidentChange,
  edits: readonly FrontMatterEdit[],
): IncidentChange | undefined {
  try {
    const edited = { ...change, text: editFrontMatter(change, edits) };
    parseChangedIncident(edited);
    return edited;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function formatNotes({ title, details }: Alert): string {
  return stripControlChars(details.trim() === '' ? title : `${title}\n\n${details}`);
}

/** Allows a draft without a component or a commander. The draft's pull request names what is missing. */
function relaxRequirements(incidentContext: IncidentContext): IncidentContext {
  const { siteContext } = incidentContext;
  const { commander, ...required } = siteContext.policy.required;
  const unknown: Component = {
    ...{ id: UNKNOWN_COMPONENT, name: '[component]', description: '', source: siteContext.policy.source },
    ...{ order: 0, hidden: false, supplier: false, aliases: [], formerly: [] },
  };
  return {
    ...incidentContext,
    siteContext: {
      ...siteContext,
      components: [...siteContext.components, unknown],
      policy:
        commander !== undefined && chooseCommander(incidentContext, {}) === undefined
          ? { ...siteContext.policy, required }
          : siteContext.policy,
    },
  };
}

/** The policy's impact phrase for the first of these components that has one. */
function configuredImpact({ siteContext }: IncidentContext, ids: readonly string[]): string | undefined {
  const phrases = siteContext.policy.alerts['impact-phrases'];
  const id = ids.find((one) => Object.hasOwn(phrases, one));
  return id === undefined ? undefined : phrases[id];
}

/**
 * Adds components to a draft, and to its generated title and text; undefined if it has them all. Text that a person wrote
 * is kept.
 */
export function addComponents(
  incidentContext: IncidentContext,
  incident: Incident,
  ids: readonly string[],
): IncidentChange | undefined {
  const added = ids.filter((id) => !Object.hasOwn(incident.components, id));
  if (added.length === 0) return undefined;
  const { siteContext } = incidentContext;
  const severity = currentSeverityOf(incidentContext, incident);
  const states = parseComponentsInput(incidentContext.siteContext, added, defaultStateOf(severity));
  const oldIds = Object.keys(incident.components);
  const all = { ...incident.components, ...states };
  const [before, after] = [oldIds, Object.keys(all)].map((list) =>
    componentDisplayNames(incidentContext, list),
  ) as [string[], string[]];
  const impact = configuredImpact(incidentContext, oldIds);
  const isGeneratedTitle =
    generateTitle(siteContext, before, incident.components, impact, severity) === incident.title;
  const title = isGeneratedTitle ? generateTitle(siteContext, after, all, impact, severity) : incident.title;
  const edits: FrontMatterEdit[] = Object.entries(states).map(([id, state]) => [['components', id], state]);
  const text = editFrontMatter(incident.source, [
    ...edits,
    ...(isGeneratedTitle ? [[['title'], title] as FrontMatterEdit] : []),
  ]);
  const template = templateFor(siteContext, severity, 'first');
  const templateImpact = needsImpact(siteContext, severity) ? (impact ?? '[specific impact]') : '';
  const [oldText, newText] = [before, after].map((names) =>
    renderTemplateLine(siteContext, template, names, templateImpact),
  ) as [string, string];
  return {
    kind: 'open',
    id: incident.id,
    path: incident.source.path,
    text: text.replace(`\n\n${oldText}\n`, () => `\n\n${newText}\n`),
    subject: `${severity.key.toUpperCase()}: ${title}`,
    publicText: newText,
  };
}
