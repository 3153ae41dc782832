import type { Component } from '../content/site.ts';
import type { Incident } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { parseComponentsInput } from '../response/parse-choices.ts';
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

/** Stands where the component should: the validator says what to write there. */
const UNKNOWN_COMPONENT = 'unknown';

/**
 * The incident that an alert would be (V2.1, V3.1): the component's name and the template's words, never the machine's.
 * What isn't known is left open in the file, where the validator asks for it. The machine's own words are kept only in
 * the internal notes of a repository that not everybody can read.
 */
export function draftIncident(
  incidentContext: IncidentContext,
  alert: Alert,
  mapping: PolicyMapping,
  now: Instant,
  isPrivate: boolean,
): IncidentChange {
  const { severity } = mapping;
  const within = relaxRequirements(incidentContext);
  const ids = mapping.components.length > 0 ? mapping.components : [UNKNOWN_COMPONENT];
  const impact = configuredImpact(incidentContext, ids);
  const change = openIncident(
    within,
    {
      severity: severity.key,
      component: ids,
      ...(impact === undefined
        ? {
            title: generateTitle(
              componentDisplayNames(within, ids),
              parseComponentsInput(within.siteContext, ids, severity),
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

/** The change with fields written; undefined where the file couldn't be read after. */
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

/** A world that lets a draft be written without a component or a commander: what lacks is said in its pull request. */
function relaxRequirements(incidentContext: IncidentContext): IncidentContext {
  const { siteContext } = incidentContext;
  const { commander, ...required } = siteContext.policy.required;
  const unknown: Component = {
    ...siteContext.components[0]!,
    id: UNKNOWN_COMPONENT,
    name: '[component]',
    aliases: [],
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

/** What the company says customers notice when one of these fails. */
function configuredImpact({ siteContext }: IncidentContext, ids: readonly string[]): string | undefined {
  const phrases = siteContext.policy.alerts['impact-phrases'];
  const id = ids.find((one) => Object.hasOwn(phrases, one));
  return id === undefined ? undefined : phrases[id];
}

/**
 * The same draft with more components, and the words that were made for fewer; undefined where it has them all. Words
 * that a person wrote stay as they are.
 */
export function addComponents(
  incidentContext: IncidentContext,
  incident: Incident,
  ids: readonly string[],
): IncidentChange | undefined {
  const added = ids.filter((id) => !Object.hasOwn(incident.components, id));
  if (added.length === 0) return undefined;
  const severity = currentSeverityOf(incidentContext, incident);
  const states = parseComponentsInput(incidentContext.siteContext, added, severity);
  const old = Object.keys(incident.components);
  const all = { ...incident.components, ...states };
  const [before, after] = [old, Object.keys(all)].map((list) =>
    componentDisplayNames(incidentContext, list),
  ) as [string[], string[]];
  const impact = configuredImpact(incidentContext, old);
  const made = generateTitle(before, incident.components, impact) === incident.title;
  const title = made ? generateTitle(after, all, impact) : incident.title;
  const edits: FrontMatterEdit[] = Object.entries(states).map(([id, state]) => [['components', id], state]);
  const text = editFrontMatter(incident.source, [
    ...edits,
    ...(made ? [[['title'], title] as FrontMatterEdit] : []),
  ]);
  const template = templateFor(incidentContext.siteContext.policy, severity, 'first');
  const asked = needsImpact(incidentContext.siteContext.policy, severity)
    ? (impact ?? '[specific impact]')
    : '';
  const [was, is] = [before, after].map((names) => renderTemplateLine(template, names, asked)) as [
    string,
    string,
  ];
  return {
    kind: 'open',
    id: incident.id,
    path: incident.source.path,
    text: text.replace(`\n\n${was}\n`, () => `\n\n${is}\n`),
    subject: `${severity.key.toUpperCase()}: ${title}`,
    publicText: is,
  };
}
