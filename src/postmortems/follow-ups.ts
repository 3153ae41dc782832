import type { Setting } from '../content/content.ts';
import type { Entry } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import type { ActionItem, Facts } from '../deadlines/evidence.ts';

/** The kinds of issue that papers have. */
export type PaperKind = 'action-item' | 'sop-review';

/** An issue of the tool's own for a paper, found again by its marker. */
export interface PaperIssue {
  readonly number: number;
  readonly kind: PaperKind;
  readonly key: string;
  readonly open: boolean;
  readonly title: string;
  readonly body: string;
}

/** What is known of papers, and what GitHub shows of them. */
export interface PapersFacts {
  readonly setting: Setting;
  readonly entries: readonly Entry[];
  readonly facts: Facts;
  readonly deadlines: readonly Deadline[];
  readonly issues: readonly PaperIssue[];
  /** Which papers have their issues in this repository: reviews and the SOP may live in two. */
  readonly kinds: readonly PaperKind[];
  /** Nobody outside the company reads these issues, so they may say what a review decided (V8.4). */
  readonly secluded: boolean;
  readonly now: Instant;
}

/** An action item with its incident, and what its issue is known by: no word of it is in that. */
export interface KnownItem {
  readonly incident: string;
  readonly item: ActionItem;
  readonly key: string;
}
