import { findEndingUpdate } from '../../content/incident.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { idFromPath, parseIncident } from '../../content/parse-incident.ts';
import { findSeverity, isPublic } from '../../content/policy.ts';
import type { Policy } from '../../content/policy.ts';
import type { SourceFile } from '../../content/source.ts';
import type { SiteContext } from '../../content/content.ts';
import type { MissingIncidents, RestoredIncident } from '../../status/fallback-notes.ts';
import type { Instant } from '../../time/instant.ts';
import { createRuleContext } from '../../rules/engine/context.ts';
import { isDisplayable } from '../../rules/engine/lint.ts';
import { RULES } from '../../rules/index.ts';
import { fileKey } from './file-history.ts';
import type { FileHistory, SourceVersion } from './file-history.ts';

export interface ShownIncidents {
  /** Those whose newest version can be shown, public or not. */
  readonly valid: readonly StatusEvent[];
  /** Shown as they are, with the id of an unknown component instead of its name: no valid version is known. */
  readonly nameless: readonly StatusEvent[];
  readonly restored: readonly RestoredIncident[];
  readonly missing: MissingIncidents;
}

/** A file that can't be shown as it is, with what could be read of it. */
export interface InvalidFile {
  readonly source: SourceFile;
  readonly partial?: StatusEvent;
  /** The whole incident, if its format is valid. */
  readonly event?: StatusEvent;
}

/** Without the name of a component an incident can be shown, without its severity or its phases it can't. */
const RULES_WITHOUT_COMPONENTS = RULES.filter(({ id }) => id !== 'valid-component');

/** Concurrent git processes. */
const MAX_CONCURRENT_READS = 4;

/**
 * The last valid version of each file that can't be shown: valid with today's policy and components, otherwise with those
 * of its time. Where there is none, the file is counted as missing, unless it is known to be off the page.
 * @param formerIdOf the id of the published incident that was renamed to this one
 */
export async function restoreIncidents(
  siteContext: SiteContext,
  files: readonly InvalidFile[],
  history: FileHistory,
  now: Instant,
  formerIdOf: (id: string) => string | undefined,
): Promise<Omit<ShownIncidents, 'valid'>> {
  const restored: (RestoredIncident | undefined)[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < files.length; at = next++) {
      const { path } = files[at]!.source;
      const formerId = formerIdOf(intendedId(path));
      restored[at] =
        (await findLastValid(siteContext, fileKey(path), history, now)) ??
        (formerId === undefined
          ? undefined
          : await findLastValid(siteContext, `incidents/${formerId}`, history, now));
    }
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT_READS }, worker));
  const { policy } = siteContext;
  const context = createRuleContext(siteContext, [], now);
  const isNameless = ({ event }: InvalidFile, at: number): boolean =>
    event !== undefined && !restored[at] && isDisplayable(event, context, RULES_WITHOUT_COMPONENTS);
  const missing = files.filter((file, at) => isMissing(policy, file, restored[at]) && !isNameless(file, at));
  return {
    nameless: files.filter(isNameless).flatMap(({ event }) => event ?? []),
    restored: restored.filter((version) => version !== undefined),
    missing: { count: missing.length, mayBeOpen: missing.some((file) => !isOver(file)) },
  };
}

/** The newest version of an incident that could be shown when it was published, or can be shown today. */
export async function findLastValid(
  siteContext: SiteContext,
  key: string,
  history: FileHistory,
  now: Instant,
  isWanted: (incident: RestoredIncident) => Promise<boolean> = () => Promise.resolve(true),
): Promise<RestoredIncident | undefined> {
  const found = await history.lastValid(key, async (version) => {
    const incident = await accept(siteContext, version, history, now);
    return incident && (await isWanted(incident)) ? incident : undefined;
  });
  return found?.value;
}

async function accept(
  siteContext: SiteContext,
  { source, commit, at }: SourceVersion,
  history: FileHistory,
  now: Instant,
): Promise<RestoredIncident | undefined> {
  const { limit } = history;
  const value = limit(source, () => parseIncident(source, siteContext.site.timezone).value, undefined);
  if (!value) return undefined;
  const canShow = (context: SiteContext): boolean =>
    limit(source, () => isDisplayable(value, createRuleContext(context, [], now)), false);
  if (canShow(siteContext)) return { entry: value, commit, at };
  const then = await history.siteContextAt(commit);
  return then && canShow(then) ? { entry: value, commit, at, siteContext: then } : undefined;
}

/**
 * Whether customers miss a file: nothing is shown for it, and it isn't known to be off the page. A valid version that is off
 * the page doesn't show that, if the invalid one seems to be public.
 */
function isMissing(policy: Policy, file: InvalidFile, restored: RestoredIncident | undefined): boolean {
  const { partial } = file;
  if (restored) {
    const isShown = isPublic((restored.siteContext ?? { policy }).policy, restored.entry);
    return !isShown && partial !== undefined && isPublic(policy, partial);
  }
  return !isOffPage(policy, file);
}

/** Whether what could be read of a file is enough to know that it isn't public. */
function isOffPage(policy: Policy, { source, partial }: InvalidFile): boolean {
  if (!partial) return false;
  if (partial.drill) return true;
  if (partial.kind !== 'incident') return false;
  const written = [partial.severity, ...partial.updates.flatMap(({ severity }) => severity ?? [])];
  const isDecided = /^customer-facing:(?!\s*false\s*$)/m.test(source.text) === partial.customerFacing;
  return isDecided && written.every((one) => findSeverity(policy, one)) && !isPublic(policy, partial);
}

/** Whether the last heading of a file ends the incident. Headings that can't be read may reopen it. */
function isOver({ source, partial }: InvalidFile): boolean {
  const last = partial?.updates.at(-1);
  if (!partial || !last || !findEndingUpdate(partial)) return false;
  return source.text.lastIndexOf('\n## ') < last.spans.heading.start;
}

/** The id that a file in `incidents/` has or was meant to have. */
export function intendedId(path: string): string {
  return idFromPath(fileKey(path));
}
