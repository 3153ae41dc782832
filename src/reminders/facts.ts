import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { IncidentOrMaintenance, Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import type { DeadlineEvidence } from '../deadlines/evidence.ts';

/** A comment of the tool's own on a tracking issue, and the boundaries that it says. */
export interface ReminderComment {
  readonly comment: number;
  readonly reminderIds: readonly string[];
}

/** An issue of the tool's own that follows one incident. */
export interface TrackingIssue {
  readonly number: number;
  readonly incident: string;
  readonly open: boolean;
  readonly title: string;
  readonly body: string;
  /** Oldest first; empty where nobody needed to read them. */
  readonly reminders: readonly ReminderComment[];
}

/** The next update as a pull request, waiting for one tap. */
export interface UpdateDraftPull {
  /** Absent where only its branch is there: the pull request was merged or closed, or never came to be. */
  readonly number?: number;
  readonly branch: string;
  readonly head: string;
  readonly draft: boolean;
  /** False once a person has written on its branch: it is theirs then. */
  readonly isUnmodified: boolean;
  /** The incident's file as the branch has it; absent where it has none. */
  readonly text?: string;
}

/** What GitHub shows. */
export interface TrackingState {
  /** The oldest first. */
  readonly issues: readonly TrackingIssue[];
  readonly updateDrafts: readonly UpdateDraftPull[];
  /** Open pull requests that carry an incident's own change, by the incident's id. */
  readonly pendingPulls: ReadonlyMap<string, number>;
  /** Branches whose pull request a person has closed: they are not offered again. */
  readonly declinedBranches: ReadonlySet<string>;
  /** Branches of which the tool may not make a draft pull request here: a person opens it. */
  readonly manualBranches: ReadonlySet<string>;
  /** Heads of ready updates whose check was started. */
  readonly checkedHeads: ReadonlySet<string>;
}

/** What the SOP waits for, and what GitHub shows of it. */
export interface TrackingContext {
  readonly siteContext: SiteContext;
  readonly incidents: readonly IncidentOrMaintenance[];
  /** Ids of files that can't be read: nothing is concluded from their absence. */
  readonly unreadableIds: readonly string[];
  readonly evidence: DeadlineEvidence;
  readonly deadlines: readonly Deadline[];
  readonly now: Instant;
  readonly state: TrackingState;
  /** Who noticed, where it was not the watch that was awake: `the net`. */
  readonly triggeredBy?: string;
  /** The address of the repository, for people: `https://github.com/acme/status`. */
  readonly repositoryUrl: string;
}

/** The kind of marker of a tracking issue, with the incident's id. */
export const TRACKING_MARKER = 'tracking';
/** The kind of marker of what was said, with the boundary's id. */
export const REMINDER_MARKER = 'said';
/** The label by which tracking issues are listed. */
export const TRACKING_LABEL = 'incident';

/** The incidents that customers see, open or not long over; never a drill, never what came from another tool and is over. */
export function trackedIncidents({
  siteContext,
  incidents,
}: Pick<TrackingContext, 'siteContext' | 'incidents'>): Incident[] {
  return incidents.filter(
    (event): event is Incident =>
      event.kind === 'incident' &&
      isPublic(siteContext.policy, event) &&
      !(event.imported && findEndingUpdate(event) !== undefined),
  );
}

/**
 * What is still awaited of an incident, soonest first. What its review decided is not: action items are internal, and
 * have issues of their own.
 */
export function pendingDeadlinesOf(
  { deadlines }: Pick<TrackingContext, 'deadlines'>,
  incident: string,
): Deadline[] {
  return deadlines
    .filter((one) => one.incident === incident && !one.drill && one.kind !== 'action-item')
    .toSorted((a, b) => a.due - b.due);
}

/** The issue that follows an incident: the oldest, should there ever be two. */
export function trackingIssueOf(
  { state }: Pick<TrackingContext, 'state'>,
  incident: string,
): TrackingIssue | undefined {
  return state.issues.find((issue) => issue.incident === incident);
}
