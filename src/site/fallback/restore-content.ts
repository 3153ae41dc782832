import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { findEndingUpdate } from '../../content/incident.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { parseContent } from '../../content/content.ts';
import type { Content, ContentSources, SiteContext } from '../../content/content.ts';
import { idFromPath, parseIncident } from '../../content/parse-incident.ts';
import { isPublic } from '../../content/policy.ts';
import type { Postmortem } from '../../content/postmortem.ts';
import type { SourceFile } from '../../content/source.ts';
import { runWithoutLimit } from '../../content/time-limit.ts';
import type { RunPerFile } from '../../content/time-limit.ts';
import type { MissingIncidents, RestoredIncident, RestoredPart } from '../../status/fallback-notes.ts';
import type { Instant } from '../../time/instant.ts';
import type { DeadlineEvidence } from '../../deadlines/evidence.ts';
import { readEvidence } from '../../deadlines/io/read-evidence.ts';
import { postmortemRoot } from '../../files/read-content.ts';
import { findGitFolder } from '../../git/repository.ts';
import type { IncidentHistory } from '../../publication-history/history.ts';
import { readPublicationHistory } from '../../publication-history/io/read.ts';
import type { CleanFiles } from '../../rules/engine/clean-files.ts';
import { essentialRulesNotChecked, isDisplayable } from '../../rules/engine/lint.ts';
import { ESSENTIAL_RULES } from '../../rules/engine/validate-content.ts';
import { createRuleContext } from '../../rules/engine/context.ts';
import type { Rule, RuleContext } from '../../rules/engine/rule.ts';
import { drawLogo } from '../logo/draw-svg.ts';
import { chooseTwins } from './choose-twins.ts';
import type { ChosenFiles } from './choose-twins.ts';
import { fileKey, openFileHistory } from './file-history.ts';
import type { FileHistory } from './file-history.ts';
import { restoreContext } from './restore-context.ts';
import { intendedId, restoreIncidents } from './restore-incidents.ts';
import type { InvalidFile } from './restore-incidents.ts';
import { restoreLogo } from './restore-logo.ts';
import { restorePostmortems } from './restore-postmortems.ts';
import { findVanished } from './vanished.ts';
import type { VanishedIncident } from './vanished.ts';

/** What the page shows: each file as it is, or its last valid version. */
export interface RestoredContent {
  readonly siteContext: SiteContext;
  /** The incidents whose newest version is valid, public or not. */
  readonly valid: readonly StatusEvent[];
  readonly restored: readonly RestoredIncident[];
  readonly missing: MissingIncidents;
  readonly parts: readonly RestoredPart[];
  readonly postmortems: readonly Postmortem[];
  readonly evidence: DeadlineEvidence;
  readonly vanished: readonly VanishedIncident[];
  /** Why the logo can't be drawn, in a part of a sentence. */
  readonly logoError?: string;
}

/**
 * Undefined if no valid site or policy is known.
 * @param clean the files that all rules passed before, under the settings of `sources`
 */
export async function restoreContent(
  root: string,
  sources: ContentSources,
  content: Content,
  now: Instant,
  runPerFile: RunPerFile = runWithoutLimit,
  clean?: CleanFiles,
): Promise<RestoredContent | undefined> {
  const folder = await realpath(root);
  const history = openFileHistory(folder);
  const written = [...content.incidents, ...content.partialIncidents];
  const context = await restoreContext(folder, sources, written, history);
  if (!context) return undefined;
  const { siteContext } = context;
  const chosen = await chooseTwins(sources.incidents, history, (source) =>
    rankTwin(source, siteContext, history),
  );
  const isAsWritten = context.parts.length === 0 && chosen.twins.length === 0;
  const parsed = isAsWritten
    ? content
    : parseContent({ ...context.sources, incidents: chosen.sources, postmortems: [] }, runPerFile);
  const { valid, invalid } = separateInvalid(
    parsed,
    createRuleContext(siteContext, parsed.incidents, now),
    sources.unread ?? [],
    runPerFile,
    isAsWritten ? clean : undefined,
  );
  const read = await readEvidence(folder, sources, siteContext, parsed.incidents, now);
  const published = read.history && (await withWorkingTree(folder, read.history, sources, now));
  const formerIdOf = (id: string): string | undefined => published?.incidents.get(id)?.previousId;
  const fallback = await restoreIncidents(siteContext, invalid, history, now, formerIdOf);
  const twins = await restoreTwins(chosen.twins, valid, siteContext, history);
  const restored = [...fallback.restored, ...twins.restored];
  // What a broken file names is known only from its last valid version.
  const entries = restored.map(({ entry }) => entry);
  const all =
    entries.length === 0
      ? context
      : ((await restoreContext(folder, sources, [...written, ...entries], history)) ?? context);
  const logo = await findLogo(folder, all.siteContext, history);
  const reviews = await restorePostmortems(
    all.sources.postmortems,
    all.siteContext,
    openFileHistory(postmortemRoot(folder, all.sources.site)),
    now,
  );
  const otherIds = new Set([
    ...invalid.map(({ source }) => intendedId(source.path)),
    ...entries.map(({ id }) => id),
  ]);
  const page = { root: folder, siteContext, valid, otherIds, history, now };
  return {
    siteContext: logo ? { ...withoutLogo(all.siteContext), ...logo.shown } : all.siteContext,
    valid: [...valid.filter((event) => !entries.includes(event)), ...fallback.nameless],
    restored,
    missing: {
      count: fallback.missing.count + twins.missing,
      mayBeOpen: fallback.missing.mayBeOpen || twins.missing > 0,
    },
    parts: [
      ...all.parts,
      ...reviews.parts,
      ...(logo?.at === undefined ? [] : [{ kind: 'settings', at: logo.at } as const]),
    ],
    postmortems: reviews.postmortems,
    evidence: read.evidence,
    ...(logo?.error !== undefined && { logoError: logo.error }),
    vanished: published ? await findVanished({ ...page, published }) : [],
  };
}

/** Without history, an open incident on the page is kept rather than a drill or one that is over. */
function rankTwin(source: SourceFile, { site, policy }: SiteContext, { limit }: FileHistory): number {
  const value = limit(source, () => parseIncident(source, site.timezone).value, undefined);
  if (!value || !isPublic(policy, value)) return 0;
  return findEndingUpdate(value) ? 1 : 2;
}

/** A name with the extension of Markdown, or with something after it, such as `checkout.MD` and `checkout.md.txt`. */
const LIKE_MARKDOWN = /\.(?:md|markdown|mdown|mkd|mdx)(?:\W|$)/i;

function separateInvalid(
  { incidents, invalidSources, partialIncidents }: Content,
  context: RuleContext,
  unread: readonly string[],
  runPerFile: RunPerFile,
  clean: CleanFiles | undefined,
): { valid: StatusEvent[]; invalid: InvalidFile[] } {
  const rulesForClean = essentialRulesNotChecked(context.policy);
  const rulesFor = ({ source }: StatusEvent): readonly Rule[] =>
    clean?.get(source) === undefined ? ESSENTIAL_RULES : rulesForClean;
  const valid: StatusEvent[] = [];
  const invalid: InvalidFile[] = [];
  const displayable = runPerFile(
    incidents,
    (event) => isDisplayable(event, context, rulesFor(event)),
    () => false,
  );
  for (const [at, event] of incidents.entries()) {
    if (displayable[at]) valid.push(event);
    else invalid.push({ source: event.source, partial: event, event });
  }
  const partials = new Map(partialIncidents.map((event) => [event.source, event]));
  for (const source of invalidSources) {
    const partial = partials.get(source);
    invalid.push({ source, ...(partial && { partial }) });
  }
  const known = new Set(
    [...incidents.map(({ source }) => source), ...invalidSources].map(({ path }) => fileKey(path)),
  );
  for (const path of unread) {
    if (!path.startsWith('incidents/') || !LIKE_MARKDOWN.test(path) || known.has(fileKey(path))) continue;
    known.add(fileKey(path));
    invalid.push({ source: { path, text: '' } });
  }
  return { valid, invalid };
}

/** Adds the changes of the working tree, if it lacks a published incident. */
async function withWorkingTree(
  root: string,
  published: IncidentHistory,
  { incidents }: ContentSources,
  now: Instant,
): Promise<IncidentHistory> {
  const present = new Set(incidents.map(({ path }) => idFromPath(path)));
  const isComplete = [...published.incidents.values()].every(({ id, removal }) => removal || present.has(id));
  if (isComplete) return published;
  const folder = await findGitFolder(root);
  const options = folder === undefined ? {} : { cacheDir: join(folder, 'candor') };
  return (await readPublicationHistory(root, incidents, now, options)).history ?? published;
}

/** The page says of a published incident that another file of its name can't be shown. */
async function restoreTwins(
  twins: ChosenFiles['twins'],
  valid: readonly StatusEvent[],
  { site, policy }: SiteContext,
  history: FileHistory,
): Promise<{ restored: RestoredIncident[]; missing: number }> {
  const restored: RestoredIncident[] = [];
  let missing = 0;
  for (const { kept, dropped } of twins) {
    const entry = valid.find(({ source }) => source === kept);
    const versions = await history.versions(fileKey(kept.path));
    const version = versions.find(({ path, blob }) => path === kept.path && blob !== undefined);
    if (entry && version && restored.every((one) => one.entry !== entry))
      restored.push({ entry, commit: version.commit, at: version.at });
    const lost = version
      ? undefined
      : history.limit(dropped, () => parseIncident(dropped, site.timezone).value, undefined);
    if (lost && isPublic(policy, lost)) missing += 1;
  }
  return { restored, missing };
}

function withoutLogo(siteContext: SiteContext): SiteContext {
  const { logo: _, ...rest } = siteContext;
  return rest;
}

interface ShownLogo {
  readonly shown: Pick<SiteContext, 'logo'>;
  /** When the logo was committed, if it is an older one. */
  readonly at?: Instant;
  readonly error?: string;
}

/** The logo as it is published, or its last valid version; undefined if the site names none. */
async function findLogo(
  root: string,
  { site, logo }: SiteContext,
  history: FileHistory,
): Promise<ShownLogo | undefined> {
  if (site.theme.logo === undefined) return undefined;
  const drawn = logo && (await drawLogo(logo));
  if (drawn && !('error' in drawn)) return { shown: { logo: drawn } };
  const last = await restoreLogo(root, site.theme.logo, history);
  return {
    shown: last ? { logo: last.value } : {},
    ...(last && { at: last.at }),
    ...(drawn && { error: drawn.error }),
  };
}
