import type { Duration } from '../../time/duration.ts';
import type { TimeLimit } from '../../time/working-time.ts';
import type { PublicSloStatus } from '../../status/uptime-view.ts';
import type {
  PublicCommitments,
  PublicCompliance,
  OnTimeCount,
  SeverityCommitments,
} from '../../status/service-commitments.ts';

/** Availability of components. */
export interface UptimeMessages {
  readonly title: string;
  /** `99.98 % over 90 days`, never rounded up. */
  readonly figure: (share: number, over: Duration) => string;
  readonly share: (share: number) => string;
  /** The objective, and whether it is breached. */
  readonly objective: (objective: PublicSloStatus) => string;
  /** @param figures days that the percentages cover; undefined if there are none */
  readonly span: (bars: number, figures: number | undefined) => string;
  readonly days: (impaired: number, of: number) => string;
  /** Of bars that begin with the first recorded day. */
  readonly noRecord: (day: string) => string;
  /** What the grey bars mean. */
  readonly unrecorded: string;
  readonly today: string;
  /** The objective and the state of its error budget. */
  readonly objectiveNow: (objective: PublicSloStatus, lost: Duration) => string;
  readonly daysWithIncidents: string;
  /** On one day. */
  readonly totalDowntime: (duration: string) => string;
  /** How the figure is calculated. */
  readonly calculation: (weights: NonNullable<PublicCommitments['uptime']>) => string;
}

/** The page about how the company communicates. */
export interface CommitmentMessages {
  readonly title: string;
  readonly lead: (site: string) => string;
  readonly trackRecord: string;
  readonly updates: (record: PublicCompliance) => string;
  /** Beside an open incident. */
  readonly record: (score: OnTimeCount) => string;
  /** `9 of 10` */
  readonly score: (score: OnTimeCount) => string;
  readonly longestGap: string;
  readonly onTime: string;
  readonly firstOnTime: string;
  readonly noUpdatesDue: (days: number) => string;
  readonly lateUpdates: string;
  readonly lateBy: (duration: string) => string;
  /** Where the times come from: git history or the updates themselves. */
  readonly evidence: (record: PublicCompliance) => string;
  readonly onlyIfCustomerFacing: string;
  readonly examples: string;
  readonly whenWeUpdate: string;
  readonly commitments: (severity: SeverityCommitments) => readonly string[];
  readonly noCommitments: string;
  readonly everySeverity: string;
  readonly monitoring: (length: Duration) => string;
  readonly notice: (length: Duration) => string;
  /** When working time passes. */
  readonly officeHours: (hours: NonNullable<PublicCommitments['officeHours']>) => string;
  /** @param within the longest time that a security incident is kept off the page */
  readonly security: (within: TimeLimit | undefined) => string;
  readonly writing: string;
  /** What is checked, what is not checked in this language, and what the company does not check. */
  readonly writingChecks: (checks: PublicCommitments['writing']) => readonly string[];
  readonly corrections: string;
  readonly report: string;
  readonly reportText: string;
  readonly availability: string;
}
