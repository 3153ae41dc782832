import { MINUTE } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { PageChanges } from './rebuild.ts';

/** A run of the workflow that publishes the page. */
export interface DeployRun {
  readonly startedAt: Instant;
  /** The default branch's head at its start. */
  readonly commit: string;
  /** Absent while it is queued or running. */
  readonly conclusion?: string;
}

/** What the page is compared with. */
export interface PageState {
  /** The newest first. */
  readonly runs: readonly DeployRun[];
  readonly changes: PageChanges;
  /** The last change by time that a run was started for; GitHub may list that run later. */
  readonly startedFor: Instant;
  /** The default branch's head. */
  readonly head: { readonly commit: string; readonly at: Instant };
  /** A run that publishes the page fails if files have errors. */
  readonly hasInvalidFiles: boolean;
  readonly now: Instant;
}

/** The push or the merge that should start a run does it in seconds; after so long it was lost. */
const RUN_STARTS_WITHIN = 2 * MINUTE;

/**
 * Why the page has to be published again, as a clause; undefined if it need not be. Without a run so far the site is
 * published in another way.
 */
export function findDeployReason({
  runs,
  changes,
  startedFor,
  head,
  hasInvalidFiles,
  now,
}: PageState): string | undefined {
  const [newest] = runs;
  if (!newest) return undefined;
  if (newest.startedAt < changes.last && startedFor < changes.last) return 'the page changes with the time';
  if (newest.conclusion === undefined) return undefined;
  if (newest.commit !== head.commit)
    return now - head.at >= RUN_STARTS_WITHIN ? `${head.commit.slice(0, 12)} is not on the page` : undefined;
  if (newest.conclusion === 'success' || hasInvalidFiles) return undefined;
  // A second failure has a reason that a third run has too.
  return runs.filter(({ commit }) => commit === head.commit).length < 2
    ? `its last run was not successful (${newest.conclusion})`
    : undefined;
}

/** A page that isn't public so long after the push will not be: its team knows from the failed runs. */
const PUBLISHED_WITHIN = 30 * MINUTE;

/**
 * Whether the default branch was pushed to lately and isn't published yet, so that a run may have to be started: the last update of
 * an incident may be lost when nothing is open any more.
 */
export function isPublicationPending({ runs, head, hasInvalidFiles, now }: PageState): boolean {
  const [newest] = runs;
  if (!newest || Math.abs(now - head.at) >= PUBLISHED_WITHIN) return false;
  if (newest.commit !== head.commit || newest.conclusion === undefined) return true;
  return newest.conclusion !== 'success' && !hasInvalidFiles;
}
