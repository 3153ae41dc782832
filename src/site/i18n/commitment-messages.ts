import type { Duration } from '../../time/duration.ts';
import type { PublicSloStatus } from '../../status/uptime-view.ts';
import type {
  PublicCommitments,
  PublicCompliance,
  OnTimeCount,
  SeverityCommitments,
} from '../../status/service-commitments.ts';

/** How availability is told. */
export interface UptimeMessages {
  readonly title: string;
  /** `99.98 % over 90 days`, never rounded up. */
  readonly figure: (share: number, over: Duration) => string;
  /** The share alone. */
  readonly share: (share: number) => string;
  /** The objective beside the figure, and whether it was missed. */
  readonly objective: (objective: PublicSloStatus) => string;
  /** How far the bars go back, and over how many days the figures are; undefined where there are none. */
  readonly span: (bars: number, figures: number | undefined) => string;
  /** Of how many days on how many something was the matter. */
  readonly days: (troubled: number, of: number) => string;
  readonly today: string;
  /** The objective and how it is kept, in a sentence or two. */
  readonly objectiveNow: (objective: PublicSloStatus, lost: Duration) => string;
  readonly daysWithIncidents: string;
  /** For how long it suffered on a day. */
  readonly totalDowntime: (duration: string) => string;
  /** How the figure is worked out. */
  readonly calculation: (weights: NonNullable<PublicCommitments['uptime']>) => string;
}

/** The page that says how the company communicates. */
export interface CommitmentMessages {
  readonly title: string;
  readonly lead: (site: string) => string;
  readonly trackRecord: string;
  readonly updates: (record: PublicCompliance) => string;
  /** How many of how many. */
  readonly score: (score: OnTimeCount) => string;
  readonly longestGap: string;
  readonly onTime: string;
  readonly firstOnTime: string;
  readonly noUpdatesDue: (days: number) => string;
  readonly lateUpdates: string;
  readonly lateBy: (duration: string) => string;
  /** Whose word the times are. */
  readonly evidence: (record: PublicCompliance) => string;
  readonly onlyIfCustomerFacing: string;
  readonly examples: string;
  readonly whenWeUpdate: string;
  readonly commitments: (severity: SeverityCommitments) => readonly string[];
  readonly noCommitments: string;
  readonly everySeverity: string;
  readonly monitoring: (length: Duration) => string;
  readonly notice: (length: Duration) => string;
  readonly corrections: string;
  readonly report: string;
  readonly reportText: string;
  readonly availability: string;
}
