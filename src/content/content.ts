import { formatFinding } from './parse-errors.ts';
import type { Finding } from './finding.ts';
import type { Entry } from './incident.ts';
import { didYouMean, oneOf } from '../text/did-you-mean.ts';
import { parseMark } from './branding/logo.ts';
import type { Mark, MarkFile } from './branding/logo.ts';
import { idOf, parseIncident } from './parse-incident.ts';
import { parsePostmortem } from './parse-postmortem.ts';
import { parsePolicy } from './policy.ts';
import type { Policy } from './policy.ts';
import type { Postmortem } from './postmortem.ts';
import { parseComponent, parseSite } from './site.ts';
import type { Component, Site } from './site.ts';
import type { Source } from './source.ts';
import { readYaml } from './yaml.ts';

/** The files of a content root, as they were read. */
export interface ContentSources {
  /** `status.yaml`; absent if there is none. */
  readonly site?: Source;
  /** The company's own policies first, then the presets that ship with the engine. */
  readonly policies: readonly Source[];
  readonly components: readonly Source[];
  readonly incidents: readonly Source[];
  readonly postmortems: readonly Source[];
  /** The company's mark; absent where `status.yaml` names none, and where nobody looked. */
  readonly mark?: MarkFile;
}

/** What is the same for every incident: whose page it is, the SOP it keeps, the parts of the service. */
export interface Setting {
  readonly site: Site;
  readonly policy: Policy;
  /** In the order of the page: by group as first met, then by `order`, then by name. */
  readonly components: readonly Component[];
  readonly mark?: Mark;
}

/** A content root as data. `setting` is absent where the site or its policy can't be read: nothing can be judged then. */
export interface Content {
  readonly setting?: Setting;
  readonly entries: readonly Entry[];
  /** What can be understood of files at fault: for findings only, never for the page. */
  readonly partial: readonly Entry[];
  /** The files of `incidents/` of which there is no entry. */
  readonly broken: readonly Source[];
  /** The reviews of incidents: internal. */
  readonly postmortems: readonly Postmortem[];
  /** Every fault of the format, in all files. */
  readonly findings: readonly Finding[];
}

/** Parses a content root: the only way from files to data. A fault in one file never hides another. */
export function parseContent(sources: ContentSources): Content {
  const { setting, findings } = parseSetting(sources);
  const entries: Entry[] = [];
  const broken: Source[] = [];
  const partial: Entry[] = [];
  const byId = new Map<string, Source>();
  const found: Finding[] = [...findings];
  for (const source of sources.incidents) {
    const parsed = parseIncident(source, setting?.site.timezone);
    for (const finding of parsed.findings) found.push(finding);
    const twin = byId.get(idOf(source.path));
    byId.set(idOf(source.path), source);
    if (twin) found.push(twinFinding(source, twin));
    if (parsed.value && !twin) entries.push(parsed.value);
    else broken.push(source);
    if (parsed.partial) partial.push(parsed.partial);
  }
  const postmortems = sources.postmortems.flatMap((source) => {
    const parsed = parsePostmortem(source, setting?.site.timezone, itemsTitle(setting?.policy));
    found.push(...parsed.findings);
    return parsed.value ? [parsed.value] : [];
  });
  return {
    ...(setting && { setting }),
    entries,
    partial,
    broken,
    postmortems,
    findings: found,
  };
}

/** The section that holds the action items, by the policy. */
export function itemsTitle(policy: Policy | undefined): string | undefined {
  return policy?.postmortem?.sections.find(({ fill }) => fill === 'items')?.title;
}

/** Parses what is the same for every incident. */
export function parseSetting(sources: ContentSources): { setting?: Setting; findings: Finding[] } {
  const findings: Finding[] = [];
  const components: Component[] = [];
  for (const source of sources.components) {
    const parsed = parseComponent(source);
    findings.push(...parsed.findings);
    const twin = components.find((other) => other.id === idOf(source.path));
    if (twin) findings.push(twinFinding(source, twin.source));
    else if (parsed.value) components.push(parsed.value);
  }
  if (!sources.site) {
    const source = { path: 'status.yaml', text: '' };
    const help = 'Write one with name, url, policy and timezone; `npm run init` does.';
    findings.push(formatFinding(source, { start: 0, end: 0 }, 'There is no status.yaml.', help));
    return { findings };
  }
  const site = parseSite(sources.site);
  findings.push(...site.findings);
  if (!site.value) return { findings };
  const policy = parsePolicy(site.value.policy, sources.policies);
  findings.push(...policy.findings);
  if (!policy.value) {
    if (policy.findings.length === 0) findings.push(noPolicy(sources.site, site.value, sources.policies));
    return { findings };
  }
  const { mark, findings: ofMark } = sources.mark ? parseMark(sources.site, sources.mark) : { findings: [] };
  findings.push(...ofMark);
  const setting = { site: site.value, policy: policy.value, components: inPageOrder(components) };
  return { setting: { ...setting, ...(mark && { mark }) }, findings };
}

function inPageOrder(components: readonly Component[]): Component[] {
  const sorted = components.toSorted((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  const groups = [...new Set(sorted.map((component) => component.group))];
  return groups.flatMap((group) => sorted.filter((component) => component.group === group));
}

function twinFinding(source: Source, twin: Source): Finding {
  const message = `"${idOf(source.path)}" is also the name of ${twin.path}; a name is an address and can stand only once.`;
  return formatFinding(source, { start: 0, end: 3 }, message, 'Rename the one that is not published yet.');
}

function noPolicy(source: Source, site: Site, policies: readonly Source[]): Finding {
  const ids = policies.map((policy) => idOf(policy.path));
  const span = readYaml(source.text, 0).locate(['policy']);
  const message = `There is no policy "${site.policy}".${didYouMean(site.policy, ids)}`;
  return formatFinding(source, span, message, `Known policies: ${oneOf(ids)}.`);
}
