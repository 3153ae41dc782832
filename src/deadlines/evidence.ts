import type { Instant } from '../time/instant.ts';

/** An action item of a postmortem (V8.5). */
export interface TrackedActionItem {
  readonly description: string;
  /** As GitHub spells them, with the @. */
  readonly owner?: string;
  /** When it is to be done: the end of its day in the company's zone. */
  readonly due?: Instant;
  readonly done: boolean;
}

/** What is known of a postmortem. */
export interface PostmortemEvidence {
  /** When it reached the default branch; absent where there is one, and nobody knows since when. */
  readonly merged?: Instant;
  readonly actionItems?: readonly TrackedActionItem[];
}

/**
 * What only the outside knows: git, the mail ledger, other files. Each part is optional; where one is missing, the
 * file's own times stand in for it, and whoever reports says so.
 */
export interface DeadlineEvidence {
  /** When each update first reached the default branch, by `INCIDENT/UPDATE`, the ids of both. */
  readonly publishedTimes?: ReadonlyMap<string, Instant>;
  /** By the incident's id. Absent where nobody looked; an incident that is not in it has no postmortem. */
  readonly postmortems?: ReadonlyMap<string, PostmortemEvidence>;
  /** When customers were written to, besides what the incident's file says; by the incident's id. */
  readonly emailed?: ReadonlyMap<string, readonly Instant[]>;
  /** When the policy's parts last changed. */
  readonly policyChanges?: {
    readonly tools?: Instant;
    readonly roles?: Instant;
    readonly processes?: Instant;
  };
}

export const NO_EVIDENCE: DeadlineEvidence = {};
