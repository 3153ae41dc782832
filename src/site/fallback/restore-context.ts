import { parseSiteContext } from '../../content/content.ts';
import type { ContentSources, SiteContext } from '../../content/content.ts';
import { findEndingUpdate } from '../../content/incident.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { idFromPath } from '../../content/parse-incident.ts';
import { parseComponent } from '../../content/site.ts';
import type { SourceFile } from '../../content/source.ts';
import type { RestoredPart } from '../../status/fallback-notes.ts';
import { createCalendar } from '../../time/calendar.ts';
import type { Instant } from '../../time/instant.ts';
import { readLogo, readPostmortems } from '../../files/read-content.ts';
import { readThemeCss } from '../../files/read-theme-css.ts';
import { chooseTwins } from './choose-twins.ts';
import { fileKey } from './file-history.ts';
import type { FileHistory } from './file-history.ts';

export interface RestoredContext {
  readonly siteContext: SiteContext;
  readonly sources: ContentSources;
  readonly parts: readonly RestoredPart[];
}

/**
 * The site, policy and components, with the last valid version of each file that is invalid, and of each component that
 * was removed although an incident names it: as retired since its removal, if only incidents that are over name it.
 * Undefined if no valid site or policy was ever committed.
 */
export async function restoreContext(
  root: string,
  sources: ContentSources,
  events: readonly StatusEvent[],
  history: FileHistory,
): Promise<RestoredContext | undefined> {
  const settings = await restoreSettings(root, sources, history);
  if (!settings) return undefined;
  const components = await restoreComponents(settings.sources.components, events, history);
  const restored = { ...settings.sources, components: components.sources };
  const { siteContext } = parseSiteContext(restored);
  if (!siteContext) return undefined;
  const at = settings.at;
  return {
    siteContext: withRetired(siteContext, components.removedAt),
    sources: restored,
    parts: [...(at === undefined ? [] : [{ kind: 'settings', at } as const]), ...components.parts],
  };
}

function withRetired(siteContext: SiteContext, removedAt: ReadonlyMap<string, Instant>): SiteContext {
  if (removedAt.size === 0) return siteContext;
  const calendar = createCalendar(siteContext.site.timezone);
  const components = siteContext.components.map((component) => {
    const at = removedAt.get(component.id);
    return at === undefined ? component : { retired: calendar.dayOf(at), ...component };
  });
  return { ...siteContext, components };
}

interface Settings {
  readonly sources: ContentSources;
  /** When the version shown was committed; absent if nothing had to be restored. */
  readonly at?: Instant;
}

/** `status.yaml` and the policies. Changes as little as possible: one of the two, if the other is valid with it. */
async function restoreSettings(
  root: string,
  sources: ContentSources,
  history: FileHistory,
): Promise<Settings | undefined> {
  const isValid = (candidate: ContentSources): boolean =>
    parseSiteContext({ ...candidate, components: [] }).siteContext !== undefined;
  const isFolderLost = sources.policies.some(({ path }) => path === 'policies');
  if (isValid(sources) && !isFolderLost) return { sources };
  for (const { commit, at } of await history.settingsVersions()) {
    const then = await history.contentAt(commit);
    if (!then) continue;
    const { site } = then;
    const candidates: ContentSources[] = [
      { ...sources, policies: then.policies },
      ...(site
        ? [
            { ...sources, site },
            { ...sources, site, policies: then.policies },
          ]
        : []),
    ];
    const found = candidates.find((candidate) => isValid(candidate));
    if (found) return { sources: await withFilesOfSite(root, sources, found), at };
  }
  return isValid(sources) ? { sources } : undefined;
}

/** Reads the files again that another `status.yaml` names. */
async function withFilesOfSite(
  root: string,
  before: ContentSources,
  after: ContentSources,
): Promise<ContentSources> {
  if (after.site === before.site) return after;
  const { logo: _, themeCss: __, ...rest } = after;
  const logo = await readLogo(root, after.site);
  const themeCss = await readThemeCss(root, after.site);
  const postmortems = await readPostmortems(root, after.site);
  return { ...rest, postmortems, ...(logo && { logo }), ...(themeCss && { themeCss }) };
}

interface RestoredComponents {
  readonly sources: SourceFile[];
  readonly parts: RestoredPart[];
  /** The removed components that no open incident names. */
  readonly removedAt: ReadonlyMap<string, Instant>;
}

async function restoreComponents(
  written: readonly SourceFile[],
  events: readonly StatusEvent[],
  history: FileHistory,
): Promise<RestoredComponents> {
  const { sources, twins } = await chooseTwins(written, history, (source) =>
    parseComponent(source).value ? 1 : 0,
  );
  const valid = sources.filter((source) => parseComponent(source).value !== undefined);
  const known = new Set(valid.map(({ path }) => idFromPath(path)));
  const named = namedComponents(events);
  const open = namedComponents(events.filter((event) => !findEndingUpdate(event)));
  const broken = sources.filter((source) => !valid.includes(source)).map(({ path }) => fileKey(path));
  const wanted = new Set([...broken, ...[...named].map((id) => `components/${id}`)]);
  const restored: SourceFile[] = [];
  const parts: RestoredPart[] = [];
  const removedAt = new Map<string, Instant>();
  for (const { kept } of twins) {
    const { value } = parseComponent(kept);
    const at = (await history.versions(fileKey(kept.path)))[0]?.at;
    if (value && at !== undefined) parts.push({ kind: 'component', id: value.id, title: value.name, at });
  }
  for (const key of [...wanted].toSorted()) {
    if (known.has(key.slice('components/'.length))) continue;
    const found = await history.lastValid(key, ({ source }) => {
      const { value } = parseComponent(source);
      return value && { source, component: value };
    });
    if (!found) continue;
    const { source, component } = found.value;
    restored.push(source);
    if (!broken.includes(key) && !open.has(component.id))
      removedAt.set(component.id, (await history.versions(key))[0]?.at ?? found.at);
    parts.push({ kind: 'component', id: component.id, title: component.name, at: found.at });
  }
  const all = [...valid, ...restored].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { sources: all, parts, removedAt };
}

function namedComponents(events: readonly StatusEvent[]): ReadonlySet<string> {
  const named = new Set<string>();
  for (const { components, updates } of events) {
    for (const id of Object.keys(components)) named.add(id);
    for (const { affects = {} } of updates) for (const id of Object.keys(affects)) named.add(id);
  }
  return named;
}
