import type { Duration } from '../time/duration.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';

/**
 * What git says of a content root (V6.4). The *line* is the first-parent history of the default branch: what stands on
 * it is what the page showed, one commit after the other.
 */
export interface IncidentHistory {
  /** The newest commit of the line; absent before the first. */
  readonly tip?: PublishedCommit;
  /** The date of the line's first commit; absent where the line is not known from its first commit. */
  readonly firstCommitAt?: Instant;
  /** Set where it begins with what a branch began with, and nothing before that was asked for: see `historyOfBase`. */
  readonly startsAtBase?: true;
  /** The first commit known that brought an incident. */
  readonly firstIncidentCommit?: PublishedCommit;
  /** By incident id; those that are gone are here too. */
  readonly incidents: ReadonlyMap<string, PublishedIncident>;
  /** By their place on the line: commits dated before their parent or after their child, and by how much. */
  readonly clockSkews: ReadonlyMap<number, Duration>;
  /** By their place on the line: commits that merged the line into itself, as a pull does; see `Step.ownMerge`. */
  readonly backMerges: ReadonlySet<number>;
}

/** A commit of the line. */
export interface PublishedCommit {
  /** In full; empty for what is proposed and doesn't stand on the line yet. */
  readonly sha: string;
  /** The committer's date, to the second; for what is proposed, the time of judging. */
  readonly at: Instant;
  /** Its place on the line, from 0: later is larger, whatever the clocks say. */
  readonly order: number;
  /** How many incidents arrived with it that were over already. */
  readonly endedIncidents: number;
}

/** What became of an incident on the line. */
export interface PublishedIncident {
  /** The file's name without `.md`. */
  readonly id: string;
  /** Where it lies, or last lay, from the content root. */
  readonly path: string;
  /** Git's id of the text that later versions are compared with: the newest one that could be read. */
  readonly blob: string;
  readonly addedIn: PublishedCommit;
  /** Whether it was over already when it arrived. */
  readonly endedWhenAdded: boolean;
  /** Whether it said `imported:` when it arrived; said later, it counts for nothing. */
  readonly imported: boolean;
  /** The id that it was published under before. */
  readonly previousId?: string;
  /** Every update that ever reached the line, by its newest id. */
  readonly updates: ReadonlyMap<string, PublishedUpdate>;
  /** Each later change of what customers could see. An added update alone is none. */
  readonly revisions: readonly IncidentRevision[];
  readonly removal?: IncidentRemoval;
}

/** An update that reached the line. */
export interface PublishedUpdate {
  readonly id: string;
  /** The commit that first brought it. */
  readonly addedIn: PublishedCommit;
  /** Its corrections, each with a newer time than the one before. */
  readonly corrections: readonly Correction[];
}

/** `(corrected TIME)`: the time that was written, and the commit that brought it. */
export interface Correction {
  readonly at: Instant;
  readonly addedIn: PublishedCommit;
}

/** A commit that changed what customers could see of an incident. */
export interface IncidentRevision {
  readonly commit: PublishedCommit;
  readonly before: VisibilityFields;
  readonly changes: readonly PublicChange[];
}

/** A commit that took an incident's file away. */
export interface IncidentRemoval {
  readonly commit: PublishedCommit;
  /** Absent if the file could not be read, so that nobody ever saw it. */
  readonly before?: VisibilityFields;
  /** The id of the file that arrived in its place. */
  readonly renamedTo?: string;
}

/** Everything that decides, with a policy, whether customers see an incident. */
export interface VisibilityFields {
  readonly kind: IncidentOrMaintenance['kind'];
  readonly drill: boolean;
  readonly customerFacing: boolean;
  /** As written: the front matter's, then those of the updates. */
  readonly severities: readonly string[];
}

export const PUBLIC_FIELDS = [
  'kind',
  'title',
  'severity',
  'components',
  'customer-facing',
  'drill',
  'started',
  'starts',
  'ends',
] as const;
export type PublicField = (typeof PUBLIC_FIELDS)[number];

export type UpdatePart = 'time' | 'phase' | 'text' | 'affects' | 'severity' | 'correction' | 'removed';

/** One thing that customers could see, before and after; in words, empty where there was or is nothing. */
export type PublicChange = FieldChange | UpdateChange;

export interface FieldChange {
  readonly field: PublicField;
  readonly before: string;
  readonly after: string;
}

export interface UpdateChange {
  /** Its id before. */
  readonly update: string;
  /** Its id after: another one, if its time changed. */
  readonly now: string;
  readonly part: UpdatePart;
  readonly before: string;
  readonly after: string;
}
