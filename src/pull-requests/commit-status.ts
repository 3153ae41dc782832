/**
 * The commit statuses that the default branch's ruleset requires. No job has one of these names: where a job and a
 * status share a name, GitHub requires both.
 */
export const INCIDENTS_STATUS = 'candor/incidents';
export const POSTMORTEM_STATUS = 'candor/postmortem';

/** A commit status as GitHub stores it: the last one of a context on a commit counts. */
export interface CommitStatus {
  readonly context: string;
  readonly state: 'success' | 'failure' | 'pending';
  readonly description: string;
}

/** GitHub refuses a longer description. */
const MAX_DESCRIPTION = 140;

/** @param text a sentence; anything may be in it, since GitHub shows a status's description as plain text */
export function createStatus(context: string, state: CommitStatus['state'], text: string): CommitStatus {
  const line = text.replace(/\s+/g, ' ').trim();
  const description = line.length > MAX_DESCRIPTION ? `${line.slice(0, MAX_DESCRIPTION - 1)}…` : line;
  return { context, state, description };
}

/** The status, unless the head has the same one already. */
export function findStatusToSet(
  known: readonly CommitStatus[],
  wanted: CommitStatus,
): CommitStatus | undefined {
  const last = known.find(({ context }) => context === wanted.context);
  return last?.state === wanted.state && last.description === wanted.description ? undefined : wanted;
}
