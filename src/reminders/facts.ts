import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { StatusEvent, Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import type { DeadlineEvidence } from '../deadlines/evidence.ts';

/** A bot comment on a tracking issue with the reminders that it contains. */
export interface ReminderComment {
  readonly comment: number;
  readonly reminderIds: readonly string[];
}

/** The bot's issue for one incident. */
export interface TrackingIssue {
  readonly number: number;
  readonly incident: string;
  readonly open: boolean;
  readonly title: string;
  readonly body: string;
  /** Oldest first; empty if the issue and its incident are closed, undefined while GitHub doesn't tell. */
  readonly reminders: readonly ReminderComment[] | undefined;
}

/** The next update as a draft pull request. Marking it as ready publishes it. */
export interface UpdateDraftPull {
  /** Absent if only the branch exists: the pull request was merged, closed or never opened. */
  readonly number?: number;
  readonly branch: string;
  readonly head: string;
  readonly draft: boolean;
  /** False if a person has pushed to the branch; the bot then leaves it alone. */
  readonly isUnmodified: boolean;
  /** The incident's file on the branch, if it exists. */
  readonly text?: string;
}

/** What was read from GitHub. */
export interface TrackingState {
  /** Oldest first. */
  readonly issues: readonly TrackingIssue[];
  readonly updateDrafts: readonly UpdateDraftPull[];
  /** Open pull requests of incident branches, by incident id. */
  readonly pendingPulls: ReadonlyMap<string, number>;
  /** Branches whose pull request a person has closed; it is not opened again. */
  readonly declinedBranches: ReadonlySet<string>;
  /** Branches for which the bot may not open a draft pull request; a person has to. */
  readonly manualBranches: ReadonlySet<string>;
  /** Head commits of update drafts whose checks were started. */
  readonly checkedHeads: ReadonlySet<string>;
  /** False while the pull requests and their branches can't be read: there may be others. */
  readonly arePullsKnown: boolean;
  /** Whether only members can read the repository and its issues; undefined while GitHub doesn't tell. */
  readonly isPrivate: boolean | undefined;
}

/** The content and its deadlines at one time. */
export interface DeadlineSnapshot {
  readonly siteContext: SiteContext;
  readonly incidents: readonly StatusEvent[];
  readonly evidence: DeadlineEvidence;
  readonly deadlines: readonly Deadline[];
  readonly now: Instant;
}

export interface TrackingContext extends DeadlineSnapshot {
  /** Ids of incidents whose files can't be parsed; their issues stay open. */
  readonly unreadableIds: readonly string[];
  readonly state: TrackingState;
  /** What noticed a late reminder, if not a running watcher: `the watchdog`. */
  readonly triggeredBy?: string;
  /** The web address of the repository: `https://github.com/acme/status`. */
  readonly repositoryUrl: string;
}

/** Marker kind of a tracking issue; the key is the incident id. */
export const TRACKING_MARKER = 'tracking';
/** Marker kind of a sent reminder; the key is the reminder id. */
export const REMINDER_MARKER = 'said';
export const TRACKING_LABEL = 'incident';

/**
 * The incidents that have a tracking issue, without drills and without imported incidents that have ended. Those that stay off
 * the page (V12.5) have one only in a private repository: anyone can read the issues of a public one.
 */
export function trackedIncidents(
  context: Pick<TrackingContext, 'siteContext' | 'incidents' | 'state'>,
): Incident[] {
  const { siteContext, state } = context;
  return trackableIncidents(context).filter(
    (incident) => isPublic(siteContext.policy, incident) || state.isPrivate === true,
  );
}

/** Open incidents off the page that have no tracking issue, because the repository is not known to be private. */
export function untrackedIncidents(
  context: Pick<TrackingContext, 'siteContext' | 'incidents' | 'state'>,
): Incident[] {
  const tracked = new Set(trackedIncidents(context));
  return trackableIncidents(context).filter(
    (incident) => !tracked.has(incident) && findEndingUpdate(incident) === undefined,
  );
}

function trackableIncidents({ incidents }: Pick<TrackingContext, 'incidents'>): Incident[] {
  return incidents.filter(
    (event): event is Incident =>
      event.kind === 'incident' && !event.drill && !(event.imported && findEndingUpdate(event) !== undefined),
  );
}

/** The open deadlines of an incident, soonest first. Action items are internal and have issues of their own. */
export function pendingDeadlinesOf(
  { deadlines }: Pick<TrackingContext, 'deadlines'>,
  incident: string,
): Deadline[] {
  return deadlines
    .filter((one) => one.incident === incident && !one.drill && one.kind !== 'action-item')
    .toSorted((a, b) => a.due - b.due);
}

/** The tracking issue of an incident; the oldest if there are several. */
export function trackingIssueOf(
  { state }: Pick<TrackingContext, 'state'>,
  incident: string,
): TrackingIssue | undefined {
  return state.issues.find((issue) => issue.incident === incident);
}
