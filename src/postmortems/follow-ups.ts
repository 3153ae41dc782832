import type { SiteContext } from '../content/content.ts';
import type { StatusEvent } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import type { TrackedActionItem, DeadlineEvidence } from '../deadlines/evidence.ts';

/** What the team is asked for in an issue: once, and until it is done. */
export const FOLLOW_UP_KINDS = ['action-item', 'sop-review', 'maintenance-end'] as const;
export type FollowUpKind = (typeof FOLLOW_UP_KINDS)[number];

/** The bot's issue for a follow-up, identified by its marker. */
export interface FollowUpIssue {
  readonly number: number;
  readonly kind: FollowUpKind;
  readonly key: string;
  readonly open: boolean;
  readonly title: string;
  readonly body: string;
}

export interface FollowUpContext {
  readonly siteContext: SiteContext;
  readonly incidents: readonly StatusEvent[];
  readonly evidence: DeadlineEvidence;
  readonly deadlines: readonly Deadline[];
  readonly issues: readonly FollowUpIssue[];
  /** The kinds that have their issues in this repository; postmortems may be in a repository of their own. */
  readonly kinds: readonly FollowUpKind[];
  /** In a private repository, issues may contain postmortem contents (V8.4). */
  readonly isPrivate: boolean;
  readonly now: Instant;
}

/** `key` identifies its issue and does not reveal the description. */
export interface KeyedActionItem {
  readonly incident: string;
  readonly item: TrackedActionItem;
  readonly key: string;
}
