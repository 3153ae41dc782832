import type { Duration } from '../../time/duration.ts';
import type { PublicObjective } from '../../status/uptime-view.ts';
import type { PublicPolicy, PublicRecord, Score, SeverityPromise } from '../../status/service-commitments.ts';

/** How availability is told. */
export interface UptimeWords {
  readonly title: string;
  /** `99.98 % over 90 days`, never rounded up. */
  readonly figure: (share: number, over: Duration) => string;
  /** The share alone. */
  readonly share: (share: number) => string;
  /** The objective beside the figure, and whether it was missed. */
  readonly objective: (objective: PublicObjective) => string;
  /** How far the bars go back, and over how many days the figures are; undefined where there are none. */
  readonly span: (bars: number, figures: number | undefined) => string;
  /** Of how many days on how many something was the matter. */
  readonly days: (troubled: number, of: number) => string;
  readonly today: string;
  /** The objective and how it is kept, in a sentence or two. */
  readonly objectiveNow: (objective: PublicObjective, lost: Duration) => string;
  readonly troubledDays: string;
  /** For how long it suffered on a day. */
  readonly inAll: (duration: string) => string;
  /** How the figure is worked out. */
  readonly method: (weights: NonNullable<PublicPolicy['uptime']>) => string;
}

/** The page that says how the company communicates. */
export interface PromiseWords {
  readonly title: string;
  readonly lead: (site: string) => string;
  readonly record: string;
  readonly updates: (record: PublicRecord) => string;
  /** How many of how many. */
  readonly score: (score: Score) => string;
  readonly silence: string;
  readonly onTime: string;
  readonly firstOnTime: string;
  readonly nothingDue: (days: number) => string;
  readonly lateOnes: string;
  readonly lateBy: (duration: string) => string;
  /** Whose word the times are. */
  readonly witness: (record: PublicRecord) => string;
  readonly onlyIfNoticed: string;
  readonly examples: string;
  readonly hear: string;
  readonly promise: (severity: SeverityPromise) => readonly string[];
  readonly nothingPromised: string;
  readonly always: string;
  readonly monitoring: (length: Duration) => string;
  readonly notice: (length: Duration) => string;
  readonly corrections: string;
  readonly report: string;
  readonly reportText: string;
  readonly availability: string;
}
