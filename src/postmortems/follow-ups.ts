import type { SiteContext } from '../content/content.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import type { TrackedActionItem, DeadlineEvidence } from '../deadlines/evidence.ts';

/** The kinds of issue that papers have. */
export type FollowUpKind = 'action-item' | 'sop-review';

/** An issue of the tool's own for a paper, found again by its marker. */
export interface FollowUpIssue {
  readonly number: number;
  readonly kind: FollowUpKind;
  readonly key: string;
  readonly open: boolean;
  readonly title: string;
  readonly body: string;
}

/** What is known of papers, and what GitHub shows of them. */
export interface FollowUpContext {
  readonly siteContext: SiteContext;
  readonly incidents: readonly IncidentOrMaintenance[];
  readonly evidence: DeadlineEvidence;
  readonly deadlines: readonly Deadline[];
  readonly issues: readonly FollowUpIssue[];
  /** Which papers have their issues in this repository: reviews and the SOP may live in two. */
  readonly kinds: readonly FollowUpKind[];
  /** Nobody outside the company reads these issues, so they may say what a review decided (V8.4). */
  readonly isPrivate: boolean;
  readonly now: Instant;
}

/** An action item with its incident, and what its issue is known by: no word of it is in that. */
export interface KeyedActionItem {
  readonly incident: string;
  readonly item: TrackedActionItem;
  readonly key: string;
}
