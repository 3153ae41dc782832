import type { SiteContext } from '../content/content.ts';
import { statesAfterUpdate } from '../content/incident.ts';
import type { StatusEvent, Incident } from '../content/incident.ts';
import { parseIncident } from '../content/parse-incident.ts';
import { severityAfter } from '../content/policy.ts';
import { editFrontMatter } from '../response/file-text.ts';
import {
  renderTemplateLine,
  impactPhrasesOf,
  componentDisplayNames,
  hasOtherAffected,
  defaultPhaseText,
  templateFor,
  generateTitle,
} from '../response/default-text.ts';
import type { IncidentContext } from '../response/context.ts';
import type { IncidentFileChange } from './pull-request.ts';
import type { LineRange } from './suggestions.ts';
import { findCustomWording } from './custom-wording.ts';
import type { VersionPair } from './custom-wording.ts';

/** Lines of one file with the policy's template instead of custom wording. */
export interface TemplateProposal {
  readonly path: string;
  readonly lines: LineRange;
  /** The replacement of these lines. */
  readonly text: string;
  /** The text that customers would read. */
  readonly publicText: string;
}

/**
 * Replaces custom wording with templates; undefined if no template fits: a correction, planned maintenance, a lowered
 * severity, an invalid file, several files.
 */
export function proposeTemplate(
  siteContext: SiteContext,
  incidents: readonly StatusEvent[],
  files: readonly IncidentFileChange[],
  changes: readonly VersionPair[],
): TemplateProposal | undefined {
  const [file, ...others] = files;
  const { before, after } = changes[0] ?? {};
  if (!file?.after || others.length > 0 || after?.kind !== 'incident') return undefined;
  const published = before?.updates.length ?? 0;
  const bodies = after.updates
    .slice(published)
    .map((_, index) =>
      renderTemplateText({ siteContext, entries: incidents, usedIds: new Set() }, after, published + index),
    );
  if (bodies.length === 0) return undefined;
  const text = replaceWithTemplates(siteContext, after, bodies, before === undefined);
  const { value } = parseIncident({ path: file.path, text }, siteContext.site.timezone);
  const proposedVersions = { ...(before && { before }), ...(value && { after: value }) };
  if (!value || findCustomWording(siteContext, proposedVersions).length > 0) return undefined;
  return { path: file.path, ...diffLines(file.after.text, text), publicText: bodies.join('\n\n') };
}

/** The text that the incident commands write by default for an update (V5.1 to V5.3). */
function renderTemplateText(incidentContext: IncidentContext, incident: Incident, index: number): string {
  const { siteContext } = incidentContext;
  const { policy } = siteContext;
  const { writtenPhase, at, body } = incident.updates[index]!;
  const severity = severityAfter(policy, incident, index);
  if (!severity) return body;
  const [before, after] = [statesAfterUpdate(incident, index - 1), statesAfterUpdate(incident, index)];
  const affectedIds = Object.keys(before).filter((id) => before[id] !== 'operational');
  const names = componentDisplayNames(
    incidentContext,
    affectedIds.length > 0 ? affectedIds : Object.keys(after),
  );
  if (writtenPhase === 'resolved') {
    const hasOthers = hasOtherAffected(incidentContext, incident, after, at);
    return renderTemplateLine(
      siteContext,
      templateFor(siteContext, severity, hasOthers ? 'resolved-partly' : 'resolved'),
      names,
    );
  }
  if (index > 0)
    return renderTemplateLine(
      siteContext,
      defaultPhaseText(siteContext, writtenPhase, severity) ??
        templateFor(siteContext, severity, 'no-change'),
      names,
    );
  const lowerCaseText = `${body} ${incident.title}`.toLowerCase();
  const impacts = impactPhrasesOf(siteContext);
  const named = impacts.find((one) => lowerCaseText.includes(one.toLowerCase()));
  // The second phrase of each language is the most general one.
  const impact = named ?? impacts[1] ?? impacts[0];
  return renderTemplateLine(siteContext, templateFor(siteContext, severity, 'first'), names, impact);
}

/** Replaces the text of the last updates with templates, and the title of a new file with the generated one. */
function replaceWithTemplates(
  siteContext: SiteContext,
  incident: Incident,
  bodies: readonly string[],
  isNewFile: boolean,
): string {
  const { source, updates, components } = incident;
  let { text } = source;
  const first = updates.length - bodies.length;
  for (const [index, body] of [...bodies.entries()].toReversed()) {
    const { body: span } = updates[first + index]!.spans;
    text = text.slice(0, span.start) + body + text.slice(span.end);
  }
  if (!isNewFile) return text;
  const names = componentDisplayNames({ siteContext }, Object.keys(components));
  return editFrontMatter({ path: source.path, text }, [
    [['title'], generateTitle(siteContext, names, components)],
  ]);
}

/** The smallest range of lines that differs between two texts, and its replacement. */
function diffLines(before: string, after: string): { lines: LineRange; text: string } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const maxLines = Math.min(old.length, now.length);
  let head = 0;
  while (head < maxLines - 1 && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < maxLines - head - 1 && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  return {
    lines: { from: head + 1, to: old.length - tail },
    text: now.slice(head, now.length - tail).join('\n'),
  };
}
