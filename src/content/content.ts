import { createParseError } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';
import type { IncidentOrMaintenance } from './incident.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import { parseLogo } from './branding/logo.ts';
import type { Logo, LogoFile } from './branding/logo.ts';
import { idFromPath, parseIncident } from './parse-incident.ts';
import { parsePostmortem } from './parse-postmortem.ts';
import { parsePolicy } from './policy.ts';
import type { Policy } from './policy.ts';
import type { Postmortem } from './postmortem.ts';
import { parseComponent, parseSite } from './site.ts';
import type { Component, Site } from './site.ts';
import type { SourceFile } from './source.ts';
import { parseYaml } from './yaml.ts';

/** The files of a content root, as they were read. */
export interface ContentSources {
  /** `status.yaml`; absent if there is none. */
  readonly site?: SourceFile;
  /** The company's own policies first, then the presets that ship with the engine. */
  readonly policies: readonly SourceFile[];
  readonly components: readonly SourceFile[];
  readonly incidents: readonly SourceFile[];
  readonly postmortems: readonly SourceFile[];
  /** The company's mark; absent where `status.yaml` names none, and where nobody looked. */
  readonly logo?: LogoFile;
}

/** What is the same for every incident: whose page it is, the SOP it keeps, the parts of the service. */
export interface SiteContext {
  readonly site: Site;
  readonly policy: Policy;
  /** In the order of the page: by group as first met, then by `order`, then by name. */
  readonly components: readonly Component[];
  readonly logo?: Logo;
}

/** A content root as data. `setting` is absent where the site or its policy can't be read: nothing can be judged then. */
export interface Content {
  readonly siteContext?: SiteContext;
  readonly incidents: readonly IncidentOrMaintenance[];
  /** What can be understood of files at fault: for findings only, never for the page. */
  readonly partialIncidents: readonly IncidentOrMaintenance[];
  /** The files of `incidents/` of which there is no entry. */
  readonly invalidSources: readonly SourceFile[];
  /** The reviews of incidents: internal. */
  readonly postmortems: readonly Postmortem[];
  /** Every fault of the format, in all files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses a content root: the only way from files to data. A fault in one file never hides another. */
export function parseContent(sources: ContentSources): Content {
  const { siteContext, diagnostics: siteDiagnostics } = parseSiteContext(sources);
  const incidents: IncidentOrMaintenance[] = [];
  const invalidSources: SourceFile[] = [];
  const partialIncidents: IncidentOrMaintenance[] = [];
  const byId = new Map<string, SourceFile>();
  const diagnostics: Diagnostic[] = [...siteDiagnostics];
  for (const source of sources.incidents) {
    const parsed = parseIncident(source, siteContext?.site.timezone);
    for (const diagnostic of parsed.diagnostics) diagnostics.push(diagnostic);
    const twin = byId.get(idFromPath(source.path));
    byId.set(idFromPath(source.path), source);
    if (twin) diagnostics.push(duplicateIdError(source, twin));
    if (parsed.value && !twin) incidents.push(parsed.value);
    else invalidSources.push(source);
    if (parsed.partial) partialIncidents.push(parsed.partial);
  }
  const postmortems = sources.postmortems.flatMap((source) => {
    const parsed = parsePostmortem(source, siteContext?.site.timezone, actionItemsTitle(siteContext?.policy));
    diagnostics.push(...parsed.diagnostics);
    return parsed.value ? [parsed.value] : [];
  });
  return {
    ...(siteContext && { siteContext }),
    incidents,
    partialIncidents,
    invalidSources,
    postmortems,
    diagnostics,
  };
}

/** The section that holds the action items, by the policy. */
export function actionItemsTitle(policy: Policy | undefined): string | undefined {
  return policy?.postmortem?.sections.find(({ prefill }) => prefill === 'items')?.title;
}

/** Parses what is the same for every incident. */
export function parseSiteContext(sources: ContentSources): {
  siteContext?: SiteContext;
  diagnostics: Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const components: Component[] = [];
  for (const source of sources.components) {
    const parsed = parseComponent(source);
    diagnostics.push(...parsed.diagnostics);
    const twin = components.find((other) => other.id === idFromPath(source.path));
    if (twin) diagnostics.push(duplicateIdError(source, twin.source));
    else if (parsed.value) components.push(parsed.value);
  }
  if (!sources.site) {
    const source = { path: 'status.yaml', text: '' };
    const help = 'Write one with name, url, policy and timezone; `npm run init` does.';
    diagnostics.push(createParseError(source, { start: 0, end: 0 }, 'There is no status.yaml.', help));
    return { diagnostics };
  }
  const site = parseSite(sources.site);
  diagnostics.push(...site.diagnostics);
  if (!site.value) return { diagnostics };
  const policy = parsePolicy(site.value.policy, sources.policies);
  diagnostics.push(...policy.diagnostics);
  if (!policy.value) {
    if (policy.diagnostics.length === 0)
      diagnostics.push(missingPolicyError(sources.site, site.value, sources.policies));
    return { diagnostics };
  }
  const { logo, diagnostics: logoDiagnostics } = sources.logo
    ? parseLogo(sources.site, sources.logo)
    : { diagnostics: [] };
  diagnostics.push(...logoDiagnostics);
  const siteContext = { site: site.value, policy: policy.value, components: sortInPageOrder(components) };
  return { siteContext: { ...siteContext, ...(logo && { logo }) }, diagnostics };
}

function sortInPageOrder(components: readonly Component[]): Component[] {
  const sorted = components.toSorted((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  const groups = [...new Set(sorted.map((component) => component.group))];
  return groups.flatMap((group) => sorted.filter((component) => component.group === group));
}

function duplicateIdError(source: SourceFile, twin: SourceFile): Diagnostic {
  const message = `"${idFromPath(source.path)}" is also the name of ${twin.path}; a name is an address and can stand only once.`;
  return createParseError(source, { start: 0, end: 3 }, message, 'Rename the one that is not published yet.');
}

function missingPolicyError(source: SourceFile, site: Site, policies: readonly SourceFile[]): Diagnostic {
  const ids = policies.map((policy) => idFromPath(policy.path));
  const span = parseYaml(source.text, 0).locate(['policy']);
  const message = `There is no policy "${site.policy}".${formatDidYouMean(site.policy, ids)}`;
  return createParseError(source, span, message, `Known policies: ${formatAlternatives(ids)}.`);
}
