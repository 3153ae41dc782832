import type { SiteContext } from '../../content/content.ts';
import { findEndingUpdate } from '../../content/incident.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { isPublic } from '../../content/policy.ts';
import type { IncidentHistory } from '../../publication-history/history.ts';
import { wasPublic } from '../../publication-history/was-public.ts';
import type { RestoredIncident } from '../../status/fallback-notes.ts';
import type { Instant } from '../../time/instant.ts';
import { GitError, readGitOutput } from '../../git/run.ts';
import type { FileHistory } from './file-history.ts';
import { findLastValid } from './restore-incidents.ts';

/** An open public incident that a build would take off the page although no commit withdraws it. */
export interface VanishedIncident {
  readonly id: string;
  /** Its path when it was last shown. */
  readonly path: string;
  /** Why it would vanish. */
  readonly reason: 'removed' | 'hidden';
}

export interface PageContent {
  readonly root: string;
  readonly siteContext: SiteContext;
  /** The incidents whose newest version is valid, public or not. */
  readonly valid: readonly StatusEvent[];
  /** The ids of all other incidents that the page shows or has a file for. */
  readonly otherIds: ReadonlySet<string>;
  /** With the working tree as if it were published now. */
  readonly published: IncidentHistory;
  readonly history: FileHistory;
  readonly now: Instant;
}

/** Finds the open incidents that were published and that the page would lose (V6.4). */
export async function findVanished(page: PageContent): Promise<VanishedIncident[]> {
  const { root, now } = page;
  const vanished: VanishedIncident[] = [];
  const candidates = [...listRemovedIds(page), ...(await listHiddenIds(page))];
  for (const { id, reason } of candidates.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const shown = await findLastPublic(page, { id, reason });
    if (!shown || isOver(shown.entry, now)) continue;
    if (await isWithdrawn(root, shown, reason)) continue;
    vanished.push({ id, path: shown.entry.source.path, reason });
  }
  return vanished;
}

type Candidate = Pick<VanishedIncident, 'id' | 'reason'>;

function listRemovedIds({ published, valid, otherIds, siteContext }: PageContent): Candidate[] {
  const present = new Set([...valid.map(({ id }) => id), ...otherIds]);
  return [...published.incidents.values()].flatMap(({ id, removal, previousId }): Candidate[] => {
    if (present.has(id)) return [];
    if (removal?.before && !wasPublic(siteContext.policy, removal.before)) return [];
    const isRenamed = [removal?.renamedTo, previousId].some((other) => present.has(other ?? ''));
    return isRenamed ? [] : [{ id, reason: 'removed' }];
  });
}

/** Incidents that are not public, but were so by their own earlier text or by an earlier policy. */
async function listHiddenIds({ published, valid, siteContext, history }: PageContent): Promise<Candidate[]> {
  const { policy } = siteContext;
  const hidden = valid.filter((event) => !isPublic(policy, event) && !isWithdrawnInFile(event));
  const open = hidden.filter((event) => event.kind === 'incident' && !findEndingUpdate(event));
  const changes = open.length === 0 ? [] : await history.settingsVersions();
  return hidden
    .filter((event) => {
      const revisions = published.incidents.get(event.id)?.revisions ?? [];
      if (revisions.some(({ before }) => wasPublic(policy, before))) return true;
      const { kind } = event;
      return open.includes(event) && kind === 'incident' && changes.some(({ at }) => at >= event.detected);
    })
    .map(({ id }) => ({ id, reason: 'hidden' }));
}

/** The reason for taking it off the page is in the file, where the rule `require-stable-permalink` asks for it. */
function isWithdrawnInFile({ suppressions, updates }: StatusEvent): boolean {
  return [...suppressions, ...updates.flatMap((update) => update.suppressions)].some(
    ({ rule }) => rule === 'require-stable-permalink',
  );
}

/** The version that the page showed last; undefined if a removed incident was off the page in the end. */
async function findLastPublic(
  { siteContext, history, now }: PageContent,
  { id, reason }: Candidate,
): Promise<RestoredIncident | undefined> {
  const wasShown = async ({ entry, commit, siteContext: own }: RestoredIncident): Promise<boolean> => {
    const contexts = [siteContext, own, await history.siteContextAt(commit)];
    return contexts.some((context) => context && isPublic(context.policy, entry));
  };
  const key = `incidents/${id}`;
  if (reason === 'hidden') return findLastValid(siteContext, key, history, now, wasShown);
  const last = await findLastValid(siteContext, key, history, now);
  return last && (await wasShown(last)) ? last : undefined;
}

function isOver(entry: StatusEvent, now: Instant): boolean {
  if (findEndingUpdate(entry)) return true;
  return entry.kind !== 'incident' && (entry.starts > now || entry.ends <= now);
}

/**
 * Whether a commit says that an incident is withdrawn: the one that removed its file names the incident, as GitHub's own
 * "Delete incidents/ID.md" does; or a commit after the version that was shown last has the line `Withdraws: ID`. An earlier
 * line was about an earlier publication.
 */
async function isWithdrawn(
  root: string,
  { entry: { id, source }, commit }: RestoredIncident,
  reason: VanishedIncident['reason'],
): Promise<boolean> {
  const word = new RegExp(`(?<![\\w-])${id}(?![\\w-])`);
  const line = new RegExp(`^Withdraws: ${id}\\s*$`, 'im');
  const removal = reason === 'removed' ? await readMessages(root, ['-1', 'HEAD', '--', source.path]) : '';
  if (word.test(removal)) return true;
  return line.test(await readMessages(root, ['-F', '-i', `--grep=Withdraws: ${id}`, `${commit}..HEAD`]));
}

async function readMessages(root: string, args: readonly string[]): Promise<string> {
  try {
    return await readGitOutput(root, ['log', '--no-show-signature', '--format=%B', ...args]);
  } catch (error) {
    if (error instanceof GitError) return '';
    throw error;
  }
}
