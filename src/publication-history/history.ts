import type { Duration } from '../time/duration.ts';
import type { StatusEvent } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';

/**
 * The publication history of a content root, from git (V6.4). Its commits are the first-parent history of the default
 * branch, since the page showed the content of each of them.
 */
export interface IncidentHistory {
  /** The newest commit; absent before the first. */
  readonly tip?: PublishedCommit;
  /** The date of the first commit; absent where older commits may be missing. */
  readonly firstCommitAt?: Instant;
  /** Set where the history was read from the merge base only: see `historyFromBase`. */
  readonly startsAtBase?: true;
  /** The first known commit that added an incident. */
  readonly firstIncidentCommit?: PublishedCommit;
  /** By incident id, with removed incidents. */
  readonly incidents: ReadonlyMap<string, PublishedIncident>;
  /** By `order`: commits dated before their parent or after their child, and by how much. */
  readonly clockSkews: ReadonlyMap<number, Duration>;
  /** By `order`: see `CommitChanges.backMerge`. */
  readonly backMerges: ReadonlySet<number>;
}

/** A commit of the default branch, or the proposed change after it. */
export interface PublishedCommit {
  /** In full; empty for a change that is not published yet. */
  readonly sha: string;
  /** The committer's date, to the second; for a proposed change, the time of the check. */
  readonly at: Instant;
  /** Position on the branch, from 0, independent of clocks. */
  readonly order: number;
  /** How many incidents it added that had already ended. */
  readonly endedIncidents: number;
}

export interface PublishedIncident {
  /** The file's name without `.md`. */
  readonly id: string;
  /** Its current or last path, from the content root. */
  readonly path: string;
  /** Git's blob id of the newest version that could be parsed; later versions are compared with it. */
  readonly blob: string;
  readonly addedIn: PublishedCommit;
  /** Whether it had already ended when it was added. */
  readonly endedWhenAdded: boolean;
  /** Whether it had `imported:` when it was added; added later, `imported:` has no effect. */
  readonly imported: boolean;
  /** The id before it was renamed. */
  readonly previousId?: string;
  /** Every update that was ever published, by its newest id. */
  readonly updates: ReadonlyMap<string, PublishedUpdate>;
  /** Each later change to public fields or updates; adding an update is not one. */
  readonly revisions: readonly IncidentRevision[];
  readonly removal?: IncidentRemoval;
}

export interface PublishedUpdate {
  readonly id: string;
  /** The commit that published it. */
  readonly addedIn: PublishedCommit;
  /** In order of their times. */
  readonly corrections: readonly Correction[];
}

/** `(corrected TIME)`: the written time, and the commit that added it. */
export interface Correction {
  readonly at: Instant;
  readonly addedIn: PublishedCommit;
}

export interface IncidentRevision {
  readonly commit: PublishedCommit;
  readonly before: VisibilityFields;
  readonly changes: readonly PublicChange[];
}

/** A commit that removed an incident's file. */
export interface IncidentRemoval {
  readonly commit: PublishedCommit;
  /** Absent if the file could not be parsed, so that the page never showed it. */
  readonly before?: VisibilityFields;
  /** The id of the file that replaced it. */
  readonly renamedTo?: string;
}

/** The fields that decide, with a policy, whether an incident is public. */
export interface VisibilityFields {
  readonly kind: StatusEvent['kind'];
  readonly drill: boolean;
  readonly customerFacing: boolean;
  /** A security incident that was not disclosed yet. */
  readonly embargoed: boolean;
  /** As written: from the front matter, then from the updates. */
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
  'ended',
  'starts',
  'ends',
] as const;
export type PublicField = (typeof PUBLIC_FIELDS)[number];

export type UpdatePart = 'time' | 'phase' | 'text' | 'affects' | 'severity' | 'correction' | 'removed';

/** One public change; `before` and `after` are text, empty where there was or is no value. */
export type PublicChange = FieldChange | UpdateChange;

export interface FieldChange {
  readonly field: PublicField;
  readonly before: string;
  readonly after: string;
}

export interface UpdateChange {
  /** The update's id before. */
  readonly update: string;
  /** The update's id after, which differs if its time changed. */
  readonly now: string;
  readonly part: UpdatePart;
  readonly before: string;
  readonly after: string;
}
