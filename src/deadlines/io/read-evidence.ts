import { join } from 'node:path';
import type { ContentSources, SiteContext } from '../../content/content.ts';
import type { StatusEvent } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { idFromPath } from '../../content/parse-incident.ts';
import type { IncidentHistory } from '../../publication-history/history.ts';
import type { DeadlineEvidence } from '../evidence.ts';
import { readPostmortemEvidence } from '../evidence.ts';
import { formatUndeterminedNotes } from '../../publication-history/undetermined-times.ts';
import { findPublishedTimes } from '../../publication-history/published-times.ts';
import { postmortemRoot } from '../../files/read-content.ts';
import { createTimeLimit } from '../../files/time-limit.ts';
import { findGitFolder } from '../../git/repository.ts';
import { readBranchHistory } from '../../publication-history/io/read-history.ts';
import { readPostmortemTimes } from '../../publication-history/io/postmortem-times.ts';

export interface EvidenceWithNotes {
  readonly evidence: DeadlineEvidence;
  /** The publication history of the default branch; absent if git has no answer. */
  readonly history?: IncidentHistory;
  readonly notes: readonly string[];
}

/** Reads when each update and each postmortem reached the default branch. `notes` explain what git can't show. */
export async function readEvidence(
  root: string,
  sources: ContentSources,
  siteContext: SiteContext,
  events: readonly StatusEvent[],
  now: Instant,
): Promise<EvidenceWithNotes> {
  const { policy } = siteContext;
  const folder = await findGitFolder(root);
  const runPerFile = createTimeLimit();
  const read = await readBranchHistory(
    root,
    folder === undefined ? {} : { cacheDir: join(folder, 'candor') },
  );
  if ('unknown' in read) {
    return {
      evidence: {
        postmortems: readPostmortemEvidence(sources.postmortems, siteContext, undefined, runPerFile),
      },
      notes: [`${read.unknown.message} ${read.unknown.help}`.trim()],
    };
  }
  const { history, shallow } = read;
  const publishedTimes = findPublishedTimes(history, events, policy, now);
  const confirmedIds = new Set([...publishedTimes.keys()].map((key) => key.slice(0, key.indexOf('/'))));
  const merged =
    sources.postmortems.length === 0
      ? new Map<string, Instant>()
      : await readPostmortemTimes(postmortemRoot(root, sources.site));
  // If git does not show when an incident was published, it does not show it for its postmortem either.
  const postmortems = readPostmortemEvidence(
    sources.postmortems,
    siteContext,
    (path) => (confirmedIds.has(idFromPath(path)) ? merged.get(path) : undefined),
    runPerFile,
  );
  return {
    evidence: { publishedTimes, postmortems },
    history,
    notes: formatUndeterminedNotes(history, events, policy, { now, shallow }),
  };
}
