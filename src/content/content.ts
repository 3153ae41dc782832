import { withCurrentComponentIds } from './component-ids.ts';
import { unreadFileError } from './content-files.ts';
import { createParseError } from './parse-errors.ts';
import type { ParsedEvents } from './parsed-events.ts';
import type { ParseResult } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';
import { locateField } from './front-matter.ts';
import type { StatusEvent } from './incident.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import { parseLogo } from './branding/logo.ts';
import type { Logo, LogoFile } from './branding/logo.ts';
import { collectThemeCssErrors } from './branding/theme-css-file.ts';
import type { ThemeCssFile } from './branding/theme-css-file.ts';
import type { ThemeTokens } from './branding/tokens.ts';
import { checkReadable, idFromPath, parseIncident } from './parse-incident.ts';
import type { IncidentParseResult } from './parse-incident.ts';
import { parsePostmortem } from './parse-postmortem.ts';
import { isPreset } from './extend-policy.ts';
import { parsePolicy } from './policy.ts';
import type { PictureFile } from './pictures/picture.ts';
import type { Policy } from './policy.ts';
import type { Postmortem } from './postmortem.ts';
import { checkRecurringMaintenance } from './recurring-maintenance.ts';
import { parseComponent, parseSite } from './site.ts';
import type { Component, Site } from './site.ts';
import type { SourceFile } from './source.ts';
import { createTooSlowError, runWithoutLimit } from './time-limit.ts';
import { resolveWords } from './words/written-words.ts';
import type { WrittenWords } from './words/written-words.ts';
import { parseYamlFile } from './format-changes.ts';

/** The files of a content root. */
export interface ContentSources {
  readonly site?: SourceFile;
  /** The company's own policies first, then the bundled presets. */
  readonly policies: readonly SourceFile[];
  readonly components: readonly SourceFile[];
  readonly incidents: readonly SourceFile[];
  readonly postmortems: readonly SourceFile[];
  /** The company's files of words, one per language. */
  readonly words?: readonly SourceFile[];
  /** Absent if `status.yaml` names no logo or it wasn't read. */
  readonly logo?: LogoFile;
  /** Absent if `status.yaml` names no stylesheet or it wasn't read. */
  readonly themeCss?: ThemeCssFile;
  /** The files in `media/`; absent if they weren't read. */
  readonly pictures?: readonly PictureFile[];
  /** The paths of files that look like content and are not read, such as `incidents/checkout.MD`. */
  readonly unread?: readonly string[];
}

/** What all incidents have in common. */
export interface SiteContext {
  readonly site: Site;
  readonly policy: Policy;
  /** What Candor writes and looks for in the page's language. */
  readonly words: WrittenWords;
  /** In page order: by group in order of first appearance, then by `order`, then by name. */
  readonly components: readonly Component[];
  readonly logo?: Logo;
  /** What the company's stylesheet sets. */
  readonly tokens?: ThemeTokens;
  /** The files in `media/` by their path; absent if they weren't read. */
  readonly pictures?: ReadonlyMap<string, PictureFile>;
}

/** Every file that holds text. */
export function listSources({
  site,
  policies,
  components,
  incidents,
  postmortems,
  words = [],
  themeCss,
}: ContentSources): SourceFile[] {
  const ofSite = [site, themeCss?.source].filter((source) => source !== undefined);
  return [...ofSite, ...policies, ...words, ...components, ...incidents, ...postmortems];
}

/** A parsed content root. `siteContext` is absent if the site or its policy is invalid; rules can't run then. */
export interface Content {
  readonly siteContext?: SiteContext;
  /** `status.yaml`. */
  readonly siteSource?: SourceFile;
  readonly incidents: readonly StatusEvent[];
  /** Invalid incidents without their invalid fields. For more findings only, never for the page. */
  readonly partialIncidents: readonly StatusEvent[];
  /** Files in `incidents/` that couldn't be parsed. */
  readonly invalidSources: readonly SourceFile[];
  /** Internal. */
  readonly postmortems: readonly Postmortem[];
  /** The company's policies that `status.yaml` doesn't name. */
  readonly otherPolicies: readonly Policy[];
  /** All errors of the file format. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses a content root. All content passes through here. An error in one file doesn't affect the others; nor does a file
 * that takes too long, with a limit in `runPerFile`. Events in `parsed` are not parsed again.
 */
export function parseContent(
  sources: ContentSources,
  runPerFile = runWithoutLimit,
  parsed?: ParsedEvents,
): Content {
  const { siteContext, diagnostics: siteDiagnostics } = parseSiteContext(sources, runPerFile);
  const others = parseOtherPolicies(sources, siteContext?.policy, siteDiagnostics);
  const zone = siteContext?.site.timezone;
  const incidents: StatusEvent[] = [];
  const invalidSources: SourceFile[] = [];
  const partialIncidents: StatusEvent[] = [];
  const byId = new Map<string, SourceFile>();
  const diagnostics: Diagnostic[] = [
    ...siteDiagnostics,
    ...others.diagnostics,
    ...(sources.unread ?? []).map(unreadFileError),
  ];
  const results = runPerFile<SourceFile, IncidentParseResult>(
    sources.incidents,
    (source) => parseUnlessKnown(source, zone, parsed),
    resultIfTooSlow,
  );
  for (const [at, source] of sources.incidents.entries()) {
    const result = results[at]!;
    for (const diagnostic of result.diagnostics) diagnostics.push(diagnostic);
    const twin = byId.get(idFromPath(source.path));
    byId.set(idFromPath(source.path), source);
    if (twin) diagnostics.push(duplicateIdError(source, twin));
    const components = siteContext?.components ?? [];
    if (result.value && !twin) incidents.push(withCurrentComponentIds(result.value, components));
    else invalidSources.push(source);
    if (result.partial) partialIncidents.push(withCurrentComponentIds(result.partial, components));
  }
  const itemsTitle = actionItemsTitle(siteContext?.policy);
  const postmortems = runPerFile<SourceFile, ParseResult<Postmortem>>(
    sources.postmortems,
    (source) => parsePostmortem(source, zone, itemsTitle),
    resultIfTooSlow,
  ).flatMap((result) => {
    for (const diagnostic of result.diagnostics) diagnostics.push(diagnostic);
    return result.value ? [result.value] : [];
  });
  return {
    ...(siteContext && { siteContext }),
    ...(sources.site && { siteSource: sources.site }),
    incidents,
    partialIncidents,
    invalidSources,
    postmortems,
    otherPolicies: others.policies,
    diagnostics,
  };
}

function parseUnlessKnown(
  source: SourceFile,
  zone: string | undefined,
  parsed: ParsedEvents | undefined,
): IncidentParseResult {
  const known = parsed?.get(source);
  if (known) return { value: known, diagnostics: [] };
  const result = parseIncident(source, zone);
  if (result.value && result.diagnostics.length === 0) parsed?.add(result.value);
  return result;
}

/** The company's own policies that the site doesn't use. A finding that is known already isn't repeated. */
function parseOtherPolicies(
  { policies }: ContentSources,
  used: Policy | undefined,
  known: readonly Diagnostic[],
): { policies: Policy[]; diagnostics: Diagnostic[] } {
  const reported = new Set(known.map(({ location }) => location.path));
  const parsed = policies
    .filter((source) => !isPreset(source) && source !== used?.source && !reported.has(source.path))
    .map((source) => parsePolicy(idFromPath(source.path), policies));
  return {
    policies: parsed.flatMap(({ value }) => (value ? [value] : [])),
    diagnostics: parsed.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** What is known of a file whose reading was stopped. */
function resultIfTooSlow(source: SourceFile): { readonly diagnostics: readonly Diagnostic[] } {
  return { diagnostics: [createTooSlowError(source, 'reading')] };
}

/** The title of the section with the action items, as named by the policy. */
export function actionItemsTitle(policy: Policy | undefined): string | undefined {
  return policy?.postmortem?.sections.find(({ prefill }) => prefill === 'items')?.title;
}

/** Parses the site, its policy and its components. */
export function parseSiteContext(
  sources: ContentSources,
  runPerFile = runWithoutLimit,
): {
  siteContext?: SiteContext;
  diagnostics: Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const components: Component[] = [];
  const results = runPerFile<SourceFile, ParseResult<Component>>(
    sources.components,
    parseComponent,
    resultIfTooSlow,
  );
  for (const [at, source] of sources.components.entries()) {
    const parsed = results[at]!;
    for (const diagnostic of parsed.diagnostics) diagnostics.push(diagnostic);
    const twin = components.find((other) => other.id === idFromPath(source.path));
    if (twin) diagnostics.push(duplicateIdError(source, twin.source));
    else if (parsed.value) components.push(parsed.value);
  }
  diagnostics.push(...checkFormerIds(components));
  if (!sources.site) {
    const source = { path: 'status.yaml', text: '' };
    const help = 'Create one with name, url, policy and timezone, or run `npx candor init`.';
    diagnostics.push(createParseError(source, { start: 0, end: 0 }, 'There is no status.yaml.', help));
    return { diagnostics };
  }
  const ownLanguages = (sources.words ?? []).map(({ path }) => idFromPath(path));
  const tokens = sources.themeCss?.css?.tokens;
  const parse = (source: SourceFile): ParseResult<Site> => parseSite(source, ownLanguages, tokens);
  const [site] = runPerFile([sources.site], parse, resultIfTooSlow) as [ParseResult<Site>];
  diagnostics.push(...site.diagnostics);
  if (!site.value) return { diagnostics };
  const policy = parsePolicy(site.value.policy, sources.policies);
  diagnostics.push(...policy.diagnostics);
  const reported = new Set(policy.diagnostics.map(({ location }) => location.path));
  diagnostics.push(
    ...sources.policies
      .filter((source) => source.unreadable !== undefined && !reported.has(source.path))
      .flatMap(checkReadable),
  );
  if (!policy.value) {
    if (policy.diagnostics.length === 0)
      diagnostics.push(missingPolicyError(sources.site, site.value, sources.policies));
    return { diagnostics };
  }
  const { logo, diagnostics: logoDiagnostics } = sources.logo
    ? parseLogo(sources.site, sources.logo)
    : { diagnostics: [] };
  diagnostics.push(...logoDiagnostics);
  if (sources.themeCss) diagnostics.push(...collectThemeCssErrors(sources.site, sources.themeCss));
  const { words, diagnostics: wordsDiagnostics } = resolveWords(site.value.language, sources.words);
  diagnostics.push(...wordsDiagnostics);
  const siteContext = {
    site: site.value,
    policy: policy.value,
    words,
    components: sortInPageOrder(components),
  };
  diagnostics.push(...checkRecurringMaintenance(sources.site, siteContext));
  const pictures = sources.pictures && new Map(sources.pictures.map((file) => [file.path, file]));
  return {
    siteContext: {
      ...siteContext,
      ...(logo && { logo }),
      ...(tokens && { tokens }),
      ...(pictures && { pictures }),
    },
    diagnostics,
  };
}

/** A former id that is taken would make old incidents ambiguous. */
function checkFormerIds(components: readonly Component[]): Diagnostic[] {
  const owners = new Map(components.map(({ id, source }) => [id, source]));
  return components.flatMap(({ source, formerly }) =>
    formerly.flatMap((former, index) => {
      const owner = owners.get(former);
      owners.set(former, source);
      if (!owner) return [];
      const message = `"${former}" is taken by ${owner.path}, so it is unclear which component old incidents mean.`;
      const span = locateField(source, ['formerly', index]);
      return [createParseError(source, span, message, 'Remove it here, or retire that component.')];
    }),
  );
}

function sortInPageOrder(components: readonly Component[]): Component[] {
  const sorted = components.toSorted((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  const groups = [...new Set(sorted.map((component) => component.group))];
  return groups.flatMap((group) => sorted.filter((component) => component.group === group));
}

function duplicateIdError(source: SourceFile, twin: SourceFile): Diagnostic {
  const message = `"${idFromPath(source.path)}" is also the name of ${twin.path}: a name is an address and must be unique.`;
  return createParseError(source, { start: 0, end: 3 }, message, 'Rename the one that is not published yet.');
}

function missingPolicyError(source: SourceFile, site: Site, policies: readonly SourceFile[]): Diagnostic {
  const ids = policies.map((policy) => idFromPath(policy.path));
  const span = parseYamlFile(source).locate(['policy']);
  const message = `There is no policy "${site.policy}".${formatDidYouMean(site.policy, ids)}`;
  return createParseError(source, span, message, `Known policies: ${formatAlternatives(ids)}.`);
}
