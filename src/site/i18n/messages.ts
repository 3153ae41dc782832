import type { Duration } from '../../time/duration.ts';
import type { PhaseLabel, UpdateLabel } from '../../status/public-entry.ts';
import type { OverallStatus } from '../../status/overall.ts';
import type { ComponentState } from '../../content/schema/incident.ts';
import type { ProgressPhase } from '../../status/progress.ts';
import type { CurrentState } from '../../status/states.ts';
import type { CommitmentMessages, UptimeMessages } from './commitment-messages.ts';
import type { SubscribeMessages } from './subscribe-messages.ts';

/** All text of the interface in one language. Incident text is not translated. */
export interface Messages {
  /** For `Intl`, if the site's language has no region. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  /** French has a space before the colon. */
  readonly colon: string;

  /** Labels of component states. */
  readonly states: Readonly<Record<CurrentState, string>>;
  /** Labels of updates. */
  readonly phases: Readonly<Record<UpdateLabel | PhaseLabel, string>>;
  /** The overall status in one sentence. */
  readonly overall: (overall: OverallStatus) => string;
  readonly duration: (duration: Duration) => string;
  /** `+6h`, in whole hours or minutes: how long after the one before it. */
  readonly gap: (duration: Duration) => string;
  /** `a, b and c` */
  readonly list: (words: readonly string[]) => string;

  /** The expected effect of upcoming maintenance on a component. */
  readonly expected: Readonly<Record<Exclude<ComponentState, 'operational'>, string>>;

  readonly uptime: UptimeMessages;
  readonly commitments: CommitmentMessages;
  readonly subscribe: SubscribeMessages;
  readonly live: {
    readonly late: (duration: string) => string;
    /** What was published while the page was open. */
    readonly newUpdate: (time: string) => string;
    /** Something else than an update. */
    readonly changed: string;
    /** A button that shows it. */
    readonly show: string;
    /** Follows the title of an incident, with the number of other open ones. */
    readonly more: (count: string) => string;
  };

  readonly page: {
    readonly skip: string;
    /** The name of the whole site: `Vayva status`. */
    readonly title: (site: string) => string;
    readonly description: (site: string) => string;
    readonly navigation: string;
    readonly history: string;
    readonly subscribe: string;
    readonly contact: string;
    readonly builtAt: string;
    readonly backHome: string;
    /** Precedes the time of the overall status. */
    readonly asOf: string;
    /** Shown if the page was not rebuilt although a promised update was due. */
    readonly stale: string;
    /** The day on which the last incident was over, or on which the record begins. */
    readonly quietSince: (day: string) => string;
  };
  readonly home: {
    /** The heading of notices. */
    readonly notices: string;
    readonly planned: string;
    readonly components: string;
    /** The heading of components without a group, if other components have one. */
    readonly otherComponents: string;
    readonly recent: string;
    readonly noIncidents: string;
    readonly ongoing: string;
    readonly continued: string;
    /** Customers were told on this day about an incident that was over before. */
    readonly reported: string;
    readonly earlierUpdates: (count: number) => string;
    readonly allUpdates: (count: number) => string;
    readonly moreEntries: (count: number) => string;
    /** Follows a list that is cut. */
    readonly andMore: (count: number) => string;
    readonly wholeHistory: string;
    readonly noComponents: string;
  };
  readonly entry: {
    readonly affected: string;
    /** For upcoming maintenance. */
    readonly affects: string;
    readonly began: string;
    /** How long a maintenance took. */
    readonly after: (duration: string) => string;
    /** How long an incident affected customers. */
    readonly affectedFor: (duration: string) => string;
    /** Precedes the time at which an incident was resolved, if it affected no one for a while before. */
    readonly watchedUntil: string;
    readonly ended: string;
    /** When the company detected an incident that was over by then. */
    readonly foundOut: string;
    readonly window: string;
    /** Of a maintenance that was called off, or an incident that was withdrawn. */
    readonly nothingAffected: string;
    /** Before the title of the incident that another one was merged into. */
    readonly continuesIn: string;
    readonly calledOffTitle: (title: string) => string;
    /** Of an incident that was withdrawn. */
    readonly withdrawnTitle: (title: string) => string;
    readonly updates: string;
    readonly noUpdates: string;
    readonly maintenance: string;
    readonly notice: string;
    /** Precedes the start and the end of a notice. */
    readonly period: string;
    readonly corrected: string;
    readonly nextUpdateBy: string;
    readonly firstUpdateBy: string;
    /** Before the time of the newest update. */
    readonly updated: string;
    /** Short words for the phases of an incident, side by side with their times. */
    readonly steps: Readonly<Record<ProgressPhase, string>>;
    /** What is done about an open incident, as a sentence without its full stop. */
    readonly now: Readonly<Record<Exclude<ProgressPhase, 'resolved'>, string>>;
    readonly severity: Readonly<Record<'none' | 'minor' | 'major' | 'critical', string>>;
  };
  readonly postmortem: {
    /** The title of the postmortem's page. */
    readonly title: (incident: string) => string;
    /** The link on the incident's page. */
    readonly read: string;
    /** Precedes the time. */
    readonly published: string;
    /** Precedes the time at which a postmortem that is not public was approved. */
    readonly reviewed: string;
    /** The link back to the incident. */
    readonly incident: string;
  };
  readonly history: {
    readonly title: string;
    readonly newest: string;
    readonly byMonth: string;
    readonly nothing: string;
    readonly count: (count: number) => string;
  };
  readonly component: {
    /** Precedes the day. */
    readonly retired: string;
    /** Precedes the day on which the record begins. */
    readonly recordedSince: string;
    readonly history: string;
    readonly nothing: string;
    readonly byYear: string;
    readonly inYear: (name: string, year: string) => string;
  };
  readonly fallback: {
    readonly title: string;
    /** The time of the older version follows. */
    readonly olderVersion: string;
    /** Precedes `olderVersion`, as the title of an incident does. */
    readonly settings: string;
    /** So many incidents or maintenances can't be shown at all. */
    readonly missing: (count: number) => string;
  };
  readonly notFound: { readonly title: string; readonly text: string };
  readonly feed: {
    readonly title: (site: string) => string;
    readonly description: (site: string) => string;
    readonly item: (title: string, phase: string, corrected: boolean) => string;
    readonly affected: (list: string) => string;
  };
}
