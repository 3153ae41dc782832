import type { Duration } from '../../time/duration.ts';
import type { Phase } from '../../content/incident.ts';
import type { OverallStatus } from '../../status/overall.ts';
import type { ComponentState } from '../../content/schema/incident.ts';
import type { CurrentState } from '../../status/states.ts';
import type { CommitmentMessages, UptimeMessages } from './commitment-messages.ts';
import type { SubscribeMessages } from './subscribe-messages.ts';

/** Every word of the interface, in one language. Incident text stays as it was written. */
export interface Messages {
  /** For `Intl`, where the site's language names no region. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  /** What stands right after a name, before what is said of it: French has a space before it. */
  readonly colon: string;

  /** What a component is in, as a label. */
  readonly states: Readonly<Record<CurrentState, string>>;
  /** An update by what it calls itself. */
  readonly phases: Readonly<Record<Phase | 'update', string>>;
  /** The state of everything in one sentence. */
  readonly overall: (overall: OverallStatus) => string;
  readonly duration: (duration: Duration) => string;
  /** Several words as one: `a, b and c`. */
  readonly list: (words: readonly string[]) => string;

  /** What planned work is to do to a component, before its time: no alarm. */
  readonly expected: Readonly<Record<Exclude<ComponentState, 'operational'>, string>>;

  readonly uptime: UptimeMessages;
  readonly commitments: CommitmentMessages;
  readonly subscribe: SubscribeMessages;
  readonly live: {
    /** After a time, the same in the reader's own zone. */
    readonly inReaderZone: (time: string) => string;
    readonly late: (duration: string) => string;
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
    /** Before the time at which the sentence on top was true. */
    readonly asOf: string;
    /** Said of a page that nobody renewed for longer than the updates that it promises. */
    readonly stale: string;
  };
  readonly home: {
    readonly open: string;
    readonly planned: string;
    readonly components: string;
    /** The heading of components without a group, where others have one. */
    readonly otherComponents: string;
    readonly recent: string;
    readonly noIncidents: string;
    readonly ongoing: string;
    readonly continued: string;
    readonly earlierUpdates: (count: number) => string;
    readonly allUpdates: (count: number) => string;
    readonly moreEntries: (count: number) => string;
    readonly wholeHistory: string;
    readonly noComponents: string;
  };
  readonly entry: {
    readonly affected: string;
    /** Of planned work that is still to come. */
    readonly affects: string;
    readonly began: string;
    /** After how long it ended. */
    readonly after: (duration: string) => string;
    readonly ended: string;
    readonly window: string;
    readonly updates: string;
    readonly noUpdates: string;
    readonly maintenance: string;
    readonly corrected: string;
    readonly nextUpdateBy: string;
    readonly firstUpdateBy: string;
    readonly severity: Readonly<Record<'none' | 'minor' | 'major' | 'critical', string>>;
  };
  readonly postmortem: {
    /** The page of what was published of a review, by the incident's title. */
    readonly title: (incident: string) => string;
    /** On the incident's page: the link to it. */
    readonly read: string;
    /** Before the time at which it was published. */
    readonly published: string;
    /** Before the time at which a review that is not published was approved. */
    readonly reviewed: string;
    /** From its page back to the incident's. */
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
    readonly history: string;
    readonly nothing: string;
    readonly byYear: string;
    readonly inYear: (name: string, year: string) => string;
  };
  readonly fallback: {
    readonly title: string;
    /** An older version is shown; its time follows. */
    readonly olderVersion: string;
    /** Nothing can be shown of the notice with this id. */
    readonly missing: (id: string) => string;
  };
  readonly notFound: { readonly title: string; readonly text: string };
  readonly feed: {
    readonly title: (site: string) => string;
    readonly description: (site: string) => string;
    readonly item: (title: string, phase: string, corrected: boolean) => string;
    readonly affected: (list: string) => string;
  };
}
